"""Who holds office in a council of the Act: its chair, and who sits in it."""
