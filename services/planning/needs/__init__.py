"""Needs: what people of a tambon or village ask for; each keeps its identity through every roll-up."""
