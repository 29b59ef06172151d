"""Areas: provinces, districts, tambons; the dated groups they belong to; old codes and their successors."""
