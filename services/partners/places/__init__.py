"""The partners' small copy of the areas that the registry owns."""
