"""Notices: every outward change reaches each original author of a need once, by a channel or on paper."""
