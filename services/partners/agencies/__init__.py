"""Agencies: the parties that support the movement, with their units and regional offices."""
