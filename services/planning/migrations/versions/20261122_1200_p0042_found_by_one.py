"""Submissions by where they were handed to, and notices by change and state alone, are found in their order.

Revision ID: p0042_found_by_one
Revises: p0041_plan_charters
"""

from alembic import op

revision = "p0042_found_by_one"
down_revision = "p0041_plan_charters"
branch_labels = None
depends_on = None

_INDEXES = (
    ("ix_submissions_to_place", "submissions", ["to_area_code", "area_code", "id"]),
    ("ix_notices_change", "notices", ["change", "id"]),
    ("ix_notices_state", "notices", ["state", "id"]),
)


def upgrade() -> None:
    """Bring the schema forward."""
    for name, table, columns in _INDEXES:
        op.create_index(name, table, columns)
