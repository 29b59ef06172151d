"""Search: places, organizations, people in public posts and meetings by what people type of their names."""
