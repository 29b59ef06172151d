"""Organizations: the groups, funds, networks and councils of the movement."""
