"""Funds: the money that agencies commit to items of adopted plans."""
