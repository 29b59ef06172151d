"""Generate a movement of national size: made up, in real places, the same for the same seed."""
