"""People: leaders and members, why their data may be used, and who may see how much of it."""
