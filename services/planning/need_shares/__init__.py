"""Need shares: what part of the money at an item is one need's, through merged and divided needs too."""
