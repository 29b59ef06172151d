"""The partners' small copy of the plan items that money can be committed to."""
