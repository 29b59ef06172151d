"""Certification ends: what becomes of a certification when its organization ends, or had two records."""
