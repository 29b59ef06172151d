"""Results: what came of an item, reported as often as there is something to report."""
