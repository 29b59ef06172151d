"""Roll-ups: which items of a plan were taken into the plan above, with how much of their money, and why not."""
