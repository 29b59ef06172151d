"""Rules that are an interpretation of the movement's texts: named, sourced, switchable by date and province."""
