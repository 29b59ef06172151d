"""Local data centres: what is known of a tambon, district or province, how old it is, and who verified it."""
