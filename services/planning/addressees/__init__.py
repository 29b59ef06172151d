"""Addressees: to whom proposals go, when they take them, and how long they have to answer."""
