"""Certification of status in three strides: an organization is found, certified, and developed for ever."""
