"""Council meetings: the yearly meetings of councils in a province and in the country, with their delegates."""
