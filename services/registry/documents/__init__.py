"""Documents: files kept by their content, and what they are attached to."""
