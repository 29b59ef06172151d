"""Spoken money: which money of a chain of plans proposals speak for, so that none is asked for or granted twice."""
