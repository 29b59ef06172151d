"""Committees, seats, rotation.

Revision ID: r0012_bodies
Revises: r0011_networks
"""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "r0012_bodies"
down_revision = "r0011_networks"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    op.create_table(
        "bodies",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("name_th", sa.String(length=200), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=True),
        sa.Column("aliases", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("level", sa.String(length=20), nullable=False),
        sa.Column("area_code", sa.String(length=8, collation="C"), nullable=False),
        sa.Column("group_code", sa.String(length=40), nullable=True),
        sa.Column("parent_id", sa.Uuid(), nullable=True),
        sa.Column("succeeds_id", sa.Uuid(), nullable=True),
        sa.Column("issue_code", sa.String(length=40), nullable=True),
        sa.Column("mechanism", sa.String(length=20), nullable=False),
        sa.Column("seats_count", sa.Integer(), nullable=True),
        sa.Column("co_chairs", sa.String(length=20), nullable=False),
        sa.Column("founded_on", sa.Date(), nullable=True),
        sa.Column("founded_precision", sa.String(length=20), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("ended_precision", sa.String(length=20), nullable=True),
        sa.Column("source_th", sa.String(length=500), nullable=True),
        sa.Column("name_sort", sa.Text(collation="C"), nullable=False),
        *_trace(),
        sa.CheckConstraint("seats_count > 0", name=op.f("ck_bodies_has_seats")),
        sa.CheckConstraint("parent_id <> id", name=op.f("ck_bodies_is_not_its_parent")),
        sa.ForeignKeyConstraint(["parent_id"], ["bodies.id"], name=op.f("fk_bodies_parent_id")),
        sa.ForeignKeyConstraint(["succeeds_id"], ["bodies.id"], name=op.f("fk_bodies_succeeds_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bodies")),
    )
    op.create_index("ix_bodies_place", "bodies", ["area_code", "name_sort", "id"])
    op.create_index("ix_bodies_kind_place", "bodies", ["kind", "area_code", "name_sort", "id"])
    op.create_index("ix_bodies_level_place", "bodies", ["level", "area_code", "name_sort", "id"])
    op.create_index("ix_bodies_parent", "bodies", ["parent_id", "area_code", "name_sort", "id"])
    op.create_index("ix_bodies_issue", "bodies", ["issue_code", "area_code", "name_sort", "id"])
    op.create_index(op.f("ix_bodies_succeeds_id"), "bodies", ["succeeds_id"])
    op.create_table(
        "seats",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("body_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("holder", sa.String(length=10), nullable=False),
        sa.Column("stands_in_for_id", sa.Uuid(), nullable=True),
        sa.Column("post", sa.String(length=20), nullable=False),
        sa.Column("form", sa.String(length=20), nullable=False),
        sa.Column("region_code", sa.String(length=40), nullable=True),
        sa.Column("province_code", sa.String(length=2), nullable=True),
        sa.Column("issue_code", sa.String(length=40), nullable=True),
        sa.Column("headquarters", sa.Boolean(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("starts_precision", sa.String(length=20), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        *_trace(),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_seats_ends_after_start")),
        sa.CheckConstraint(
            "person_id IS NULL OR holder = 'NAMED'", name=op.f("ck_seats_a_person_is_named")
        ),
        sa.ForeignKeyConstraint(["body_id"], ["bodies.id"], name=op.f("fk_seats_body_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_seats_person_id")),
        sa.ForeignKeyConstraint(
            ["stands_in_for_id"], ["seats.id"], name=op.f("fk_seats_stands_in_for_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seats")),
    )
    op.create_index("ix_seats_body", "seats", ["body_id", "id"])
    op.create_index("ix_seats_person", "seats", ["person_id", "body_id"])
    op.create_index("ix_seats_stands_in", "seats", ["stands_in_for_id"])
    op.create_table(
        "rotations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("seat_id", sa.Uuid(), nullable=False),
        sa.Column("to_body_id", sa.Uuid(), nullable=True),
        sa.Column("to_board_th", sa.String(length=200), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        *_trace(),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_rotations_ends_after_start")),
        sa.CheckConstraint(
            "num_nonnulls(to_body_id, to_board_th) = 1", name=op.f("ck_rotations_goes_to_one_board")
        ),
        sa.ForeignKeyConstraint(["seat_id"], ["seats.id"], name=op.f("fk_rotations_seat_id")),
        sa.ForeignKeyConstraint(["to_body_id"], ["bodies.id"], name=op.f("fk_rotations_to_body_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rotations")),
    )
    op.create_index("ix_rotations_seat", "rotations", ["seat_id", "id"])
    op.create_index("ix_rotations_body", "rotations", ["to_body_id", "id"])


def _trace() -> list[sa.Column[Any]]:
    now = sa.text("now()")
    return [
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=now, nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=now, nullable=False),
    ]
