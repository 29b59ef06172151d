"""Alembic's entry for the registry service."""

from shared import migrations

migrations.run("registry")
