"""Area groups: regions, province groups, zones of districts and eco-regions, each with its days (rule 9)."""
