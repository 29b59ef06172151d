"""Coverage: how many tambons of a place are assessed and strong, against the target year."""
