"""One province one project: the umbrella of a province and year, in which agencies fund lines."""
