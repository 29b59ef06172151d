"""Trainings: what somebody learned, where, when and for how long."""
