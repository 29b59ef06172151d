"""Follow-up: how many action items are open, done and overdue, for each owner of a level, area or region."""
