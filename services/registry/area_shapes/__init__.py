"""Area shapes: official boundaries where they are loaded; what is near, and where a point lies."""
