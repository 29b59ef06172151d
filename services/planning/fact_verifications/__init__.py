"""Verifications of facts: in the area, at the province, and reviews; three hands, never two of one person."""
