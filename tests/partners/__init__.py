"""The partners service, through its front door."""
