"""Names in the order of a Thai dictionary; a new Thai name need not have an English one.

Revision ID: r0028_names
Revises: r0026_imports
"""

import sqlalchemy as sa
from alembic import op

from shared import text

revision = "r0028_names"
down_revision = "r0026_imports"
branch_labels = None
depends_on = None

_BATCH = 2000
_NAMED = {"areas": ("code", "name_th"), "area_versions": ("id", "name_th"), "meetings": ("id", "title_th")}


def upgrade() -> None:
    """Bring the schema forward."""
    for table in ("areas", "area_versions", "area_groups"):
        op.alter_column(table, "name_en", existing_type=sa.String(length=200), nullable=True)
    for table, (key, name) in _NAMED.items():
        column = name.replace("_th", "_sort")
        op.add_column(
            table,
            sa.Column(column, sa.Text(collation="C"), server_default=sa.text("''"), nullable=False),
        )
        _sort(table, key, name, column)
    op.create_index("ix_areas_name", "areas", ["name_sort", "code"])
    op.create_index("ix_areas_level_name", "areas", ["level", "name_sort", "code"])
    op.create_index("ix_area_versions_name", "area_versions", ["name_sort", "code"])
    op.create_index("ix_area_versions_level_name", "area_versions", ["level", "name_sort", "code"])
    op.create_index("ix_meetings_title", "meetings", ["title_sort", "id"])
    op.create_index("ix_organizations_name", "organizations", ["name_sort", "id"])
    op.create_index("ix_organizations_kind_name", "organizations", ["kind", "name_sort", "id"])
    op.create_index("ix_organizations_status_name", "organizations", ["status", "name_sort", "id"])
    op.create_index("ix_people_name_order", "people", ["name_sort", "id"])


def _sort(table: str, key: str, name: str, column: str) -> None:
    """Write down by what the names that are there are sorted."""
    connection = op.get_bind()
    rows = connection.execute(sa.text(f"SELECT {key}, {name} FROM {table} ORDER BY {key}")).all()  # noqa: S608 - our own names
    for start in range(0, len(rows), _BATCH):
        keys = [
            {"key": row[0], "sort": text.sort_key(row[1])} for row in rows[start : start + _BATCH]
        ]
        connection.execute(
            sa.text(f"UPDATE {table} SET {column} = :sort WHERE {key} = :key"),  # noqa: S608 - our own names
            keys,
        )
