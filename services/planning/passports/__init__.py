"""Passports: of one need its state, its whole path, who holds it, how long, and what comes next."""
