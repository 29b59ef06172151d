"""Journeys: the way of one need up to whoever decides, and of the decision back down."""
