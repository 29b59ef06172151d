"""Rubrics: the versioned yardsticks by which the strength of a tambon or an organization is assessed."""
