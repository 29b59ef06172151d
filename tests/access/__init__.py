"""The proof of access: matrix, tokens, configurations, rights over time."""
