"""Headcounts: how many people hold which post where, with counts too small to show hidden."""
