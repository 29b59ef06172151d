"""Councils: what the Act asks of a tambon community organization council beyond being an organization."""
