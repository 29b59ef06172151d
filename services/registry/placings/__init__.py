"""Placings: where something lay on a day before the law changed areas."""
