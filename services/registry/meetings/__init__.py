"""Meetings: forums, central spaces and assemblies too; when, where, by whom, and when the next one is."""
