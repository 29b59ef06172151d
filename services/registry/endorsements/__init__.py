"""Endorsements: the community side and the local-agency side stand up for an organization."""
