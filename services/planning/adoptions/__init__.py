"""Adoptions: the act by which people make a plan theirs; from then on it is frozen and public."""
