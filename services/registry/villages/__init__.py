"""Villages: the lists of villages that provinces load, since no open list of the country's 75,000 exists."""
