"""Council seats: who sits in a council for which community, term by term."""
