"""Legal forms: in which form of law an organization may stand."""
