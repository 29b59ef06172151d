"""Plan items: the projects of a plan with their owner, money, expected result and indicator."""
