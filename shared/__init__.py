"""What every process stands on; it knows no service. One idea a file."""
