"""The planning service: needs, plans, roll-ups and proposals, and the way of a need through them."""
