"""The one door: passes requests through to the services and shows screens put together from all three."""
