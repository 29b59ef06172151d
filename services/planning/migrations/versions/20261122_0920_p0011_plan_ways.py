"""Rules of planning that can be switched, deliberations, submissions and charters.

Revision ID: p0011_plan_ways
Revises: p0013_progress
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "p0011_plan_ways"
down_revision = "p0013_progress"
branch_labels = None
depends_on = None


def _written() -> list[sa.Column[object]]:
    now = sa.text("now()")
    return [
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=now, nullable=False),
    ]


def _kept() -> list[sa.Column[object]]:
    now = sa.text("now()")
    return [
        *_written(),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=now, nullable=False),
    ]


def _area(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=8, collation="C"), nullable=False)


def _listed(name: str, *, default: str | None = None) -> sa.Column[object]:
    json = postgresql.JSONB(astext_type=sa.Text())
    return sa.Column(name, json, server_default=default and sa.text(default), nullable=False)


def upgrade() -> None:
    """Bring the schema forward."""
    op.create_table(
        "planning_rule_settings",
        *_written(),
        sa.Column("rule", sa.String(length=60), nullable=False),
        sa.Column("area_code", sa.String(length=2), nullable=True),
        _listed("value"),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=2000), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_planning_rule_settings")),
    )
    op.create_index(
        "ix_planning_rule_settings_rule",
        "planning_rule_settings",
        ["rule", "area_code", "starts_on", "id"],
    )
    op.create_table(
        "deliberations",
        *_written(),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("place_th", sa.String(length=500), nullable=True),
        _listed("attendance"),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("conclusion_th", sa.String(length=5000), nullable=True),
        sa.Column("minutes_sha256", sa.String(length=64), nullable=True),
        sa.Column("meeting_id", sa.Uuid(), nullable=True),
        sa.Column("revision", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_deliberations_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deliberations")),
    )
    op.create_index("ix_deliberations_plan", "deliberations", ["plan_id", "held_on", "id"])
    _submissions()
    _charters()


def _submissions() -> None:
    op.create_table(
        "submissions",
        *_kept(),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("plan_version", sa.Integer(), nullable=False),
        _area("area_code"),
        sa.Column("fiscal_year_be", sa.Integer(), nullable=False),
        sa.Column("to_level", sa.String(length=20), nullable=False),
        _area("to_area_code"),
        sa.Column("to_group_code", sa.String(length=40), nullable=True),
        sa.Column("to_area_codes", postgresql.ARRAY(sa.Text()), nullable=True),
        sa.Column("submitted_on", sa.Date(), nullable=False),
        sa.Column("note_th", sa.String(length=5000), nullable=True),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("reason_th", sa.String(length=5000), nullable=True),
        _listed("item_reasons", default="'[]'"),
        sa.CheckConstraint(
            "(status = 'SUBMITTED') = (decided_on IS NULL)",
            name=op.f("ck_submissions_decided_on_a_day"),
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_submissions_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submissions")),
    )
    for name, columns in {
        "plan": ["plan_id", "id"],
        "place": ["area_code", "id"],
        "status_place": ["status", "area_code", "id"],
        "year_place": ["fiscal_year_be", "area_code", "id"],
        "to": ["to_level", "to_area_code", "status", "id"],
    }.items():
        op.create_index(f"ix_submissions_{name}", "submissions", columns)
    op.create_index(
        "ix_submissions_open",
        "submissions",
        ["plan_id", "to_level"],
        unique=True,
        postgresql_where=sa.text("status = 'SUBMITTED'"),
    )
    op.create_table(
        "submission_decisions",
        *_written(),
        sa.Column("submission_id", sa.Uuid(), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submissions.id"], name=op.f("fk_submission_decisions_submission_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submission_decisions")),
        sa.UniqueConstraint(
            "submission_id",
            deferrable=True,
            initially="DEFERRED",
            name=op.f("uq_submission_decisions_submission_id"),
        ),
    )


def _charters() -> None:
    op.create_table(
        "charters",
        *_kept(),
        _area("area_code"),
        sa.Column("title_th", sa.String(length=500), nullable=False),
        _listed("articles"),
        _listed("agreements"),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("amends_id", sa.Uuid(), nullable=True),
        sa.Column("amendment_reason_th", sa.String(length=5000), nullable=True),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("adopted_on", sa.Date(), nullable=True),
        sa.Column("meeting_th", sa.String(length=500), nullable=True),
        sa.Column("meeting_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "(status = 'DRAFT') = (adopted_on IS NULL)", name=op.f("ck_charters_adopted_on_a_day")
        ),
        sa.ForeignKeyConstraint(["amends_id"], ["charters.id"], name=op.f("fk_charters_amends_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_charters")),
    )
    op.create_index("ix_charters_place", "charters", ["area_code", "id"])
    op.create_index("ix_charters_status_place", "charters", ["status", "area_code", "id"])
    op.create_index("ix_charters_amends", "charters", ["amends_id", "area_code", "id"])
    op.create_index(
        "ix_charters_amended_once",
        "charters",
        ["amends_id"],
        unique=True,
        postgresql_where=sa.text("status = 'DRAFT'"),
    )
    op.create_table(
        "charter_adoptions",
        *_written(),
        sa.Column("charter_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["charter_id"], ["charters.id"], name=op.f("fk_charter_adoptions_charter_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_charter_adoptions")),
        sa.UniqueConstraint(
            "charter_id",
            deferrable=True,
            initially="DEFERRED",
            name=op.f("uq_charter_adoptions_charter_id"),
        ),
    )
