"""Issues: what the movement works on (water, savings, housing …), defined once for the whole country."""
