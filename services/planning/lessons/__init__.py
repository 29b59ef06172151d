"""Lessons: what was learned where, with tags and evidence; some are distinctive patterns of a place (รูปแบบเฉพาะ)."""
