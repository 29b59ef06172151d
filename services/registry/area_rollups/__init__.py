"""Area roll-ups: what an area held on any day, counted with the tree and the places of that day."""
