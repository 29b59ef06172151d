"""The three services that own data: registry, planning, partners."""
