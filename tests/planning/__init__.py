"""Tests of the planning service through its front door."""
