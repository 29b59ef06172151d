"""Areas by their English name and what people call them; bodies and demonstrations by name.

Revision ID: r0027_found_by_more_names
Revises: r0023_people_told
"""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from shared import all_names

revision = "r0027_found_by_more_names"
down_revision = "r0023_people_told"
branch_labels = None
depends_on = None

PRACTICES = {
    "SAVINGS": "การออมชุมชน",
    "WELFARE": "สวัสดิการชุมชน",
    "SECURE_HOUSING": "บ้านมั่นคง",
    "COMMUNITY_FOREST": "ป่าชุมชน",
    "BLUE_CRAB_BANK": "ธนาคารปูม้า",
    "LIVING_WEIR": "ฝายมีชีวิต",
    "TREE_BANK": "ธนาคารต้นไม้และบำนาญ",
    "OTHER": "อื่น ๆ",
}


def upgrade() -> None:
    """Bring the schema forward."""
    empty = sa.text("'{}'")
    op.add_column(
        "areas", sa.Column("aliases", postgresql.ARRAY(sa.Text()), server_default=empty, nullable=False)
    )
    for table in ("bodies", "demonstrations"):
        op.add_column(table, sa.Column("search_key", sa.Text(collation="C"), nullable=True))
        op.add_column(table, sa.Column("bigrams", postgresql.ARRAY(sa.Text()), nullable=True))
        op.create_index(f"ix_{table}_search_key", table, ["search_key"])
        op.create_index(f"ix_{table}_bigrams", table, ["bigrams"], postgresql_using="gin")
    for table in ("areas", "area_versions"):
        key = "code" if table == "areas" else "id"
        _fill(table, key, "name_th, name_en", lambda row: [row.name_th, row.name_en])
    _fill(
        "bodies",
        "id",
        "name_th, name_en, aliases",
        lambda row: [row.name_th, *row.aliases, row.name_en or ""],
    )
    _fill(
        "demonstrations",
        "id",
        "name_th, practice",
        lambda row: [row.name_th, PRACTICES[row.practice]],
    )


def _fill(table: str, key: str, columns: str, names: Callable[[Any], list[str]]) -> None:
    """Give what is there already its keys: no function of the database makes them."""
    connection = op.get_bind()
    rows = connection.execute(sa.text(f"SELECT {key} AS key, {columns} FROM {table}")).all()
    values = [{"key": row.key, **all_names.keys(names(row))} for row in rows]
    if values:
        update = f"UPDATE {table} SET search_key = :search_key, bigrams = :bigrams WHERE {key} = :key"
        connection.execute(sa.text(update), values)
