"""Bodies: committees, sub-teams, secretariats and working groups of the movement, at each level."""
