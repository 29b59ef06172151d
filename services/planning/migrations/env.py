"""Alembic's entry for the planning service."""

from shared import migrations

migrations.run("planning")
