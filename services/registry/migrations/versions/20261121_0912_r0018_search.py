"""What search reads.

Revision ID: r0018_search
Revises: r0017_meetings
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from shared import text

revision = "r0018_search"
down_revision = "r0017_meetings"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    for table, index in (("people", "ix_people"), ("meetings", "ix_meetings")):
        op.add_column(table, sa.Column("search_key", sa.Text(collation="C"), nullable=True))
        op.add_column(table, sa.Column("bigrams", postgresql.ARRAY(sa.Text()), nullable=True))
        op.create_index(f"{index}_search_key", table, ["search_key"])
        op.create_index(f"{index}_bigrams", table, ["bigrams"], postgresql_using="gin")
    op.create_index("ix_organizations_search_key", "organizations", ["search_key"])
    _fill("people", "concat_ws(' ', given_name_th, family_name_th)", "status = 'ACTIVE'")
    _fill("meetings", "title_th", "true")


def _fill(table: str, name: str, where: str) -> None:
    """Give what is there already its keys: no function of the database makes them."""
    connection = op.get_bind()
    rows = connection.execute(sa.text(f"SELECT id, {name} FROM {table} WHERE {where}")).all()
    keys = [(each, text.search_key(words)) for each, words in rows if words]
    values = [{"id": each, "key": key, "grams": text.bigrams(key)} for each, key in keys]
    if values:
        update = f"UPDATE {table} SET search_key = :key, bigrams = :grams WHERE id = :id"
        connection.execute(sa.text(update), values)
