"""The registry's small copy of the work issues that the planning service defines."""
