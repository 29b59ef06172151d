"""Attendees: who came to a meeting, by seat, person or organization, and as what."""
