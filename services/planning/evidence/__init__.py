"""Evidence from other services: small copies of meetings, bodies, holdings and agreements, by area and date."""
