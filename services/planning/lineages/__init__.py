"""Lineages: from what something came and what became of it, in the words of W3C PROV."""
