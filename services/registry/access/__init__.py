"""Access: accounts of people, and what anybody may do today."""
