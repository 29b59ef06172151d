"""Organization mergers: two records of one organization become one, and can be told apart again."""
