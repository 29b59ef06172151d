"""Planning's copy of the registry's groups of areas: zones of districts, province groups and regions, dated."""
