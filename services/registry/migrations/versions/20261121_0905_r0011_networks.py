"""Organizations in networks, dated.

Revision ID: r0011_networks
Revises: r0010_councils
"""

import sqlalchemy as sa
from alembic import op

revision = "r0011_networks"
down_revision = "r0010_councils"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    op.create_table(
        "networks",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("area_code", sa.String(length=8, collation="C"), nullable=False),
        sa.Column("level", sa.String(length=20), nullable=False),
        sa.Column("group_code", sa.String(length=40), nullable=True),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "(level = 'GROUP') = (group_code IS NOT NULL)",
            name=op.f("ck_networks_group_of_its_own"),
        ),
        sa.ForeignKeyConstraint(
            ["group_code"], ["area_groups.code"], name=op.f("fk_networks_group_code")
        ),
        sa.ForeignKeyConstraint(["id"], ["organizations.id"], name=op.f("fk_networks_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_networks")),
    )
    op.create_index("ix_networks_group", "networks", ["group_code", "id"], unique=False)
    op.create_index(
        "ix_networks_level_place", "networks", ["level", "area_code", "id"], unique=False
    )
    op.create_index("ix_networks_place", "networks", ["area_code", "id"], unique=False)
    op.create_table(
        "mentorings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("network_id", sa.Uuid(), nullable=False),
        sa.Column("area_code", sa.String(length=8, collation="C"), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_mentorings_ends_after_start")),
        sa.CheckConstraint("length(area_code) = 6", name=op.f("ck_mentorings_area_is_a_tambon")),
        sa.ForeignKeyConstraint(
            ["network_id"], ["networks.id"], name=op.f("fk_mentorings_network_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mentorings")),
    )
    op.create_index(
        "ix_mentorings_network", "mentorings", ["network_id", "area_code", "id"], unique=False
    )
    op.create_index("ix_mentorings_place", "mentorings", ["area_code", "id"], unique=False)
    op.create_index(
        "ux_mentorings_live",
        "mentorings",
        ["network_id", "area_code"],
        unique=True,
        postgresql_where=sa.text("ends_on IS NULL"),
    )
    op.create_table(
        "network_memberships",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("network_id", sa.Uuid(), nullable=False),
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("joined_on", sa.Date(), nullable=False),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "left_on >= joined_on", name=op.f("ck_network_memberships_ends_after_start")
        ),
        sa.CheckConstraint(
            "network_id <> organization_id", name=op.f("ck_network_memberships_not_in_itself")
        ),
        sa.ForeignKeyConstraint(
            ["network_id"], ["networks.id"], name=op.f("fk_network_memberships_network_id")
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_network_memberships_organization_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_network_memberships")),
    )
    op.create_index(
        "ix_network_memberships_network", "network_memberships", ["network_id", "id"], unique=False
    )
    op.create_index(
        "ix_network_memberships_organization",
        "network_memberships",
        ["organization_id", "network_id", "id"],
        unique=False,
    )
    op.create_index(
        "ux_network_memberships_live",
        "network_memberships",
        ["network_id", "organization_id"],
        unique=True,
        postgresql_where=sa.text("left_on IS NULL"),
    )
    op.create_table(
        "mentoring_endings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("mentoring_id", sa.Uuid(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("reason_th", sa.String(length=500), nullable=True),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["mentoring_id"], ["mentorings.id"], name=op.f("fk_mentoring_endings_mentoring_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mentoring_endings")),
    )
    op.create_index(
        op.f("ix_mentoring_endings_mentoring_id"),
        "mentoring_endings",
        ["mentoring_id"],
        unique=False,
    )
    op.create_table(
        "network_leavings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("membership_id", sa.Uuid(), nullable=False),
        sa.Column("left_on", sa.Date(), nullable=False),
        sa.Column("reason_th", sa.String(length=500), nullable=True),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["membership_id"],
            ["network_memberships.id"],
            name=op.f("fk_network_leavings_membership_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_network_leavings")),
    )
    op.create_index(
        op.f("ix_network_leavings_membership_id"),
        "network_leavings",
        ["membership_id"],
        unique=False,
    )
