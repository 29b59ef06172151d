"""Proposals: what is asked of the governor, local governments, ministries, agencies or the cabinet, and the answer."""
