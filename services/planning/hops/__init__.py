"""Hops: what happened on a way, put in order, with the days from one to the next."""
