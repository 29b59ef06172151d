"""Carry-overs: a project that its year did not finish goes on in a later year with the money that is left."""
