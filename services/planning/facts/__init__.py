"""Facts: values of indicators for areas and years, told in tables, verified twice; small counts are masked."""
