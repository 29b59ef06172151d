"""Flows: how money and households go up from item to item, and how a decision comes back down."""
