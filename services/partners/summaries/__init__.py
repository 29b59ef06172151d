"""The partners' part of province dashboards, tambon profiles and journeys."""
