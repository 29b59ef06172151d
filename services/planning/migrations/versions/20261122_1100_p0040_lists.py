"""Lists of needs, items, shares, proposals and notices at national size: each filter in its order has an index.

Revision ID: p0040_lists
Revises: p0032_withdrawals
"""

from alembic import op

revision = "p0040_lists"
down_revision = "p0032_withdrawals"
branch_labels = None
depends_on = None

_INDEXES = (
    ("ix_needs_status_updated", "needs", ["status", "updated_at", "id"]),
    ("ix_plan_items_year_updated", "plan_items", ["fiscal_year_be", "updated_at", "id"]),
    ("ix_inclusions_decision_place", "inclusions", ["decision", "area_code", "id"]),
    ("ix_proposals_year_due", "proposals", ["fiscal_year_be", "due_on", "id"]),
    ("ix_notices_state_place", "notices", ["state", "area_code", "id"]),
    ("ix_notices_change_place", "notices", ["change", "area_code", "id"]),
)


def upgrade() -> None:
    """Bring the schema forward."""
    for name, table, columns in _INDEXES:
        op.create_index(name, table, columns)
