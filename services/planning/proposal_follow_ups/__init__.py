"""Following proposals up: by whom, what was heard, what they became in official plans, and why they are closed."""
