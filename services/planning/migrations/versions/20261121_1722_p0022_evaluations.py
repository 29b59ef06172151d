"""Evaluation teams, evaluations and lessons.

Revision ID: p0022_evaluations
Revises: p0008_need_mergers
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "p0022_evaluations"
down_revision = "p0008_need_mergers"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    op.create_table(
        "evaluation_teams",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("area_code", sa.String(length=8, collation="C"), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("name_th", sa.String(length=200), nullable=False),
        sa.Column("purpose_th", sa.String(length=500), nullable=False),
        sa.Column("audience_th", sa.String(length=500), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation_teams")),
        sa.UniqueConstraint(
            "area_code", "kind", "name_th", name=op.f("uq_evaluation_teams_area_code_kind_name_th")
        ),
    )
    op.create_index(
        "ix_evaluation_teams_kind_place",
        "evaluation_teams",
        ["kind", "area_code", "id"],
        unique=False,
    )
    op.create_index(
        "ix_evaluation_teams_place", "evaluation_teams", ["area_code", "id"], unique=False
    )
    op.create_table(
        "evaluations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("team_id", sa.Uuid(), nullable=False),
        sa.Column("area_code", sa.String(length=8, collation="C"), nullable=False),
        sa.Column("subject_kind", sa.String(length=20), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=True),
        sa.Column("title_th", sa.String(length=500), nullable=False),
        sa.Column("evaluated_on", sa.Date(), nullable=False),
        sa.Column("findings_th", sa.String(length=5000), nullable=False),
        sa.Column("policy_th", sa.String(length=500), nullable=True),
        sa.Column("evidence", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "(status = 'PUBLISHED') = (published_on IS NOT NULL)",
            name=op.f("ck_evaluations_published_on_a_day"),
        ),
        sa.CheckConstraint(
            "(subject_kind IN ('PROVINCE', 'AREA')) = (subject_id IS NULL)",
            name=op.f("ck_evaluations_of_something"),
        ),
        sa.ForeignKeyConstraint(
            ["team_id"], ["evaluation_teams.id"], name=op.f("fk_evaluations_team_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluations")),
    )
    op.create_index(
        "ix_evaluations_evaluated", "evaluations", ["evaluated_on", "id"], unique=False
    )
    op.create_index(
        "ix_evaluations_place", "evaluations", ["area_code", "evaluated_on", "id"], unique=False
    )
    op.create_index(
        "ix_evaluations_subject", "evaluations", ["subject_id", "evaluated_on", "id"], unique=False
    )
    op.create_index(
        "ix_evaluations_team", "evaluations", ["team_id", "evaluated_on", "id"], unique=False
    )
    op.create_table(
        "lessons",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("team_id", sa.Uuid(), nullable=False),
        sa.Column("evaluation_id", sa.Uuid(), nullable=True),
        sa.Column("area_code", sa.String(length=8, collation="C"), nullable=False),
        sa.Column("issue_code", sa.String(length=40), nullable=True),
        sa.Column("title_th", sa.String(length=500), nullable=False),
        sa.Column("lesson_th", sa.String(length=5000), nullable=False),
        sa.Column("distinctive", sa.Boolean(), nullable=False),
        sa.Column("pattern_th", sa.String(length=500), nullable=True),
        sa.Column("tags", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("tag_keys", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("search_key", sa.Text(), nullable=False),
        sa.Column("bigrams", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("drawn_on", sa.Date(), nullable=False),
        sa.Column("evidence", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "(status = 'PUBLISHED') = (published_on IS NOT NULL)",
            name=op.f("ck_lessons_published_on_a_day"),
        ),
        sa.CheckConstraint(
            "distinctive = (pattern_th IS NOT NULL)", name=op.f("ck_lessons_pattern_named")
        ),
        sa.ForeignKeyConstraint(
            ["evaluation_id"], ["evaluations.id"], name=op.f("fk_lessons_evaluation_id")
        ),
        sa.ForeignKeyConstraint(
            ["issue_code"], ["issues.code"], name=op.f("fk_lessons_issue_code")
        ),
        sa.ForeignKeyConstraint(
            ["team_id"], ["evaluation_teams.id"], name=op.f("fk_lessons_team_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lessons")),
    )
    op.create_index(
        "ix_lessons_bigrams", "lessons", ["bigrams"], unique=False, postgresql_using="gin"
    )
    op.create_index(
        "ix_lessons_distinctive_place", "lessons", ["distinctive", "area_code", "id"], unique=False
    )
    op.create_index("ix_lessons_drawn", "lessons", ["drawn_on", "id"], unique=False)
    op.create_index(
        "ix_lessons_issue_place", "lessons", ["issue_code", "area_code", "id"], unique=False
    )
    op.create_index("ix_lessons_place", "lessons", ["area_code", "id"], unique=False)
    op.create_index(
        "ix_lessons_tag_keys", "lessons", ["tag_keys"], unique=False, postgresql_using="gin"
    )
    op.create_index("ix_lessons_team", "lessons", ["team_id", "area_code", "id"], unique=False)
