"""Duplicates: which organizations somebody may mean who types the name of a new one."""
