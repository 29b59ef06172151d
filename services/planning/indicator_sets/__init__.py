"""Indicator sets: what is counted or scored of areas (TPMAP, จปฐ., a province's own), each version for good."""
