"""Budget lines: who pays which part of an item's own budget."""
