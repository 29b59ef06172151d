"""Charters: what the people of a tambon, district or province agree on about living together (ธรรมนูญ กติกา)."""
