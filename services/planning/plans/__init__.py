"""Plans: what a tambon, a district working group or a province sets itself for one, three or five years."""
