"""Alembic's entry for the partners service."""

from shared import migrations

migrations.run("partners")
