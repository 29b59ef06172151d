"""The registry: who the movement is, and where."""
