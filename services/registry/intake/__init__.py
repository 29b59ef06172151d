"""Intake: rows of lists as they were typed, kept with what is doubtful about them until somebody settles them."""
