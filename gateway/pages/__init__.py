"""Pages for people: start, documentation, and what each problem means."""
