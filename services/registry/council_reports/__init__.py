"""Council reports: what each council says once a year about the state of its tambon."""
