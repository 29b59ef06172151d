"""Requests of people about their own data, and what erasing somebody leaves behind."""
