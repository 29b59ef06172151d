"""Networks: at which level and on which issue organizations work together, and who belongs since when."""
