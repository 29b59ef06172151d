"""Evaluations: what a team found of a province, an area, a plan, a project or a programme, with its evidence."""
