"""Agreements: between agencies first, then one for each province they work in together."""
