"""Communities: which of them gave notice under the Council Act, and whether they want a council."""
