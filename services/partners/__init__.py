"""The partners service: agencies, their agreements and nodes, and what they commit to plans."""
