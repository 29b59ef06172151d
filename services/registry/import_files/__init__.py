"""Import files: what stands in the file of a list, before anything of it is understood."""
