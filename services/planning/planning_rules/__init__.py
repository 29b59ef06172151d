"""Planning rules: what is read out of the movement's texts about plans, dated and switchable by name."""
