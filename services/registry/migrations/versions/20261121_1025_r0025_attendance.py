"""Who came to a meeting, and which body assessed.

Revision ID: r0025_attendance
Revises: r0021_plans
"""

import sqlalchemy as sa
from alembic import op

revision = "r0025_attendance"
down_revision = "r0021_plans"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    op.create_table(
        "meeting_attendees",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("attendance_group", sa.String(length=40), nullable=False),
        sa.Column("seat_id", sa.Uuid(), nullable=True),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("organization_id", sa.Uuid(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(
            "num_nonnulls(seat_id, person_id) <= 1", name=op.f("ck_meeting_attendees_by_seat_or_person")
        ),
        sa.CheckConstraint(
            "num_nonnulls(seat_id, person_id, organization_id) > 0",
            name=op.f("ck_meeting_attendees_is_known"),
        ),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_meeting_attendees_meeting_id")),
        sa.ForeignKeyConstraint(["seat_id"], ["seats.id"], name=op.f("fk_meeting_attendees_seat_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_meeting_attendees_person_id")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_meeting_attendees_organization_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_attendees")),
    )
    op.create_index("ix_meeting_attendees_meeting", "meeting_attendees", ["meeting_id", "id"])
    for name in ("seat", "person", "organization"):
        op.create_index(
            f"ix_meeting_attendees_{name}", "meeting_attendees", [f"{name}_id", "meeting_id", "id"]
        )
    op.create_table(
        "meeting_attendee_withdrawals",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("attendee_id", sa.Uuid(), nullable=False),
        sa.Column("reason_th", sa.String(length=500), nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attendee_id"], ["meeting_attendees.id"], name=op.f("fk_meeting_attendee_withdrawals_attendee_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_attendee_withdrawals")),
    )
    op.create_index(
        op.f("ix_meeting_attendee_withdrawals_attendee_id"), "meeting_attendee_withdrawals", ["attendee_id"]
    )
    op.add_column("strength_assessments", sa.Column("assessed_by_body_id", sa.Uuid(), nullable=True))
    op.create_foreign_key(
        op.f("fk_strength_assessments_assessed_by_body_id"),
        "strength_assessments",
        "bodies",
        ["assessed_by_body_id"],
        ["id"],
    )
    op.create_index(
        "ix_strength_assessments_by_body",
        "strength_assessments",
        ["assessed_by_body_id", "assessed_on", "id"],
        postgresql_where=sa.text("assessed_by_body_id IS NOT NULL"),
    )
    op.create_index(
        "ix_strength_assessments_by_organization",
        "strength_assessments",
        ["assessed_by_organization_id", "assessed_on", "id"],
        postgresql_where=sa.text("assessed_by_organization_id IS NOT NULL"),
    )
