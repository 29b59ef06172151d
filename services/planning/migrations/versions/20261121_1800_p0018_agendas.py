"""Joint agendas, umbrellas, programmes and cohorts stand, with copies of the evidence that they look at.

Revision ID: p0018_agendas
Revises: p0008_cycles
"""

import sqlalchemy as sa
from alembic import op


revision = "p0018_agendas"
down_revision = "p0008_cycles"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    op.create_table(
        "agreements",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("area_code", sa.String(length=8, collation="C"), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreements")),
    )
    op.create_index(
        "ix_agreements_place", "agreements", ["area_code", "signed_on", "id"], unique=False
    )
    op.create_table(
        "bodies",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("area_code", sa.String(length=8, collation="C"), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("issue_code", sa.String(length=40), nullable=True),
        sa.Column("founded_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bodies")),
    )
    op.create_index("ix_bodies_place", "bodies", ["area_code", "issue_code", "id"], unique=False)
    op.create_table(
        "holdings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("area_code", sa.String(length=8, collation="C"), nullable=False),
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holdings")),
    )
    op.create_index(
        "ix_holdings_place", "holdings", ["area_code", "source", "as_of", "id"], unique=False
    )
    op.create_table(
        "meetings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("area_code", sa.String(length=8, collation="C"), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("held_from", sa.Date(), nullable=False),
        sa.Column("held_to", sa.Date(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meetings")),
    )
    op.create_index(
        "ix_meetings_place", "meetings", ["area_code", "held_from", "id"], unique=False
    )
    op.create_table(
        "programmes",
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
        sa.Column("code", sa.String(length=40, collation="C"), nullable=False),
        sa.Column("track", sa.String(length=20), nullable=False),
        sa.Column("name_th", sa.String(length=200), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=False),
        sa.Column("aims_th", sa.String(length=5000), nullable=True),
        sa.Column("source_th", sa.String(length=500), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programmes")),
        sa.UniqueConstraint("code", name=op.f("uq_programmes_code")),
    )
    op.create_index("ix_programmes_track", "programmes", ["track", "code"], unique=False)
    op.create_table(
        "cohorts",
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
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("fiscal_year_be", sa.Integer(), nullable=False),
        sa.Column("group_code", sa.String(length=40), nullable=True),
        sa.Column("name_th", sa.String(length=200), nullable=False),
        sa.Column("declared_size", sa.Integer(), nullable=False),
        sa.Column("declared_as", sa.String(length=20), nullable=False),
        sa.Column("source_th", sa.String(length=500), nullable=False),
        sa.CheckConstraint("declared_size > 0", name=op.f("ck_cohorts_declared")),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programmes.id"], name=op.f("fk_cohorts_programme_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cohorts")),
    )
    op.create_index(
        "ix_cohorts_programme_year",
        "cohorts",
        ["programme_id", "fiscal_year_be", "id"],
        unique=False,
    )
    op.create_index("ix_cohorts_year", "cohorts", ["fiscal_year_be", "id"], unique=False)
    op.create_index(
        "ux_cohorts_year_group",
        "cohorts",
        ["programme_id", "fiscal_year_be", sa.literal_column("coalesce(group_code, '')")],
        unique=True,
    )
    op.create_table(
        "joint_agendas",
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
        sa.Column("fiscal_year_be", sa.Integer(), nullable=False),
        sa.Column("title_th", sa.String(length=500), nullable=False),
        sa.Column("symbol_th", sa.String(length=500), nullable=True),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("adopted_on", sa.Date(), nullable=True),
        sa.Column("meeting_id", sa.Uuid(), nullable=True),
        sa.Column("meeting_th", sa.String(length=500), nullable=True),
        sa.Column("plan_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "(status = 'ADOPTED') = (adopted_on IS NOT NULL)",
            name=op.f("ck_joint_agendas_adopted_on_a_day"),
        ),
        sa.CheckConstraint(
            "status = 'DRAFT' OR num_nonnulls(meeting_id, meeting_th) > 0",
            name=op.f("ck_joint_agendas_by_a_meeting"),
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meetings.id"], name=op.f("fk_joint_agendas_meeting_id")
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_joint_agendas_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_joint_agendas")),
        sa.UniqueConstraint(
            "area_code", "fiscal_year_be", name=op.f("uq_joint_agendas_area_code_fiscal_year_be")
        ),
    )
    op.create_index("ix_joint_agendas_place", "joint_agendas", ["area_code", "id"], unique=False)
    op.create_index(
        "ix_joint_agendas_status_place",
        "joint_agendas",
        ["status", "area_code", "id"],
        unique=False,
    )
    op.create_index(
        "ix_joint_agendas_updated", "joint_agendas", ["updated_at", "id"], unique=False
    )
    op.create_index(
        "ix_joint_agendas_year_place",
        "joint_agendas",
        ["fiscal_year_be", "area_code", "id"],
        unique=False,
    )
    op.create_table(
        "agenda_adoptions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("agenda_id", sa.Uuid(), nullable=False),
        sa.Column("adopted_on", sa.Date(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=True),
        sa.Column("meeting_th", sa.String(length=500), nullable=True),
        sa.ForeignKeyConstraint(
            ["agenda_id"], ["joint_agendas.id"], name=op.f("fk_agenda_adoptions_agenda_id")
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meetings.id"], name=op.f("fk_agenda_adoptions_meeting_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_adoptions")),
        sa.UniqueConstraint(
            "agenda_id",
            deferrable=True,
            initially="DEFERRED",
            name=op.f("uq_agenda_adoptions_agenda_id"),
        ),
    )
    op.create_table(
        "agenda_budget_lines",
        sa.Column("agenda_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=True),
        sa.Column("source_th", sa.String(length=200), nullable=True),
        sa.Column("issue_code", sa.String(length=40), nullable=True),
        sa.Column("amount_baht", sa.Numeric(precision=15, scale=2), nullable=False),
        sa.CheckConstraint("amount_baht > 0", name=op.f("ck_agenda_budget_lines_money")),
        sa.CheckConstraint(
            "num_nonnulls(agency_id, source_th) = 1",
            name=op.f("ck_agenda_budget_lines_from_one_source"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agencies.id"], name=op.f("fk_agenda_budget_lines_agency_id")
        ),
        sa.ForeignKeyConstraint(
            ["agenda_id"], ["joint_agendas.id"], name=op.f("fk_agenda_budget_lines_agenda_id")
        ),
        sa.ForeignKeyConstraint(
            ["issue_code"], ["issues.code"], name=op.f("fk_agenda_budget_lines_issue_code")
        ),
        sa.PrimaryKeyConstraint("agenda_id", "position", name=op.f("pk_agenda_budget_lines")),
    )
    op.create_table(
        "agenda_issues",
        sa.Column("agenda_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("issue_code", sa.String(length=40), nullable=False),
        sa.Column("goal_th", sa.String(length=500), nullable=False),
        sa.Column("indicator_th", sa.String(length=500), nullable=True),
        sa.ForeignKeyConstraint(
            ["agenda_id"], ["joint_agendas.id"], name=op.f("fk_agenda_issues_agenda_id")
        ),
        sa.ForeignKeyConstraint(
            ["issue_code"], ["issues.code"], name=op.f("fk_agenda_issues_issue_code")
        ),
        sa.PrimaryKeyConstraint("agenda_id", "position", name=op.f("pk_agenda_issues")),
        sa.UniqueConstraint(
            "agenda_id", "issue_code", name=op.f("uq_agenda_issues_agenda_id_issue_code")
        ),
    )
    op.create_index(
        "ix_agenda_issues_issue", "agenda_issues", ["issue_code", "agenda_id"], unique=False
    )
    op.create_table(
        "cohort_members",
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
        sa.Column("cohort_id", sa.Uuid(), nullable=False),
        sa.Column("area_code", sa.String(length=8, collation="C"), nullable=False),
        sa.Column("stage", sa.String(length=20), nullable=False),
        sa.Column("entered_on", sa.Date(), nullable=True),
        sa.Column("entered_precision", sa.String(length=20), nullable=True),
        sa.Column("readiness_th", sa.String(length=500), nullable=True),
        sa.Column("source_th", sa.String(length=500), nullable=False),
        sa.CheckConstraint(
            "(stage = 'ENTERED') <= (entered_on IS NOT NULL)",
            name=op.f("ck_cohort_members_entered_on_a_day"),
        ),
        sa.ForeignKeyConstraint(
            ["cohort_id"], ["cohorts.id"], name=op.f("fk_cohort_members_cohort_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cohort_members")),
    )
    op.create_index(
        "ix_cohort_members_place", "cohort_members", ["cohort_id", "area_code", "id"], unique=False
    )
    op.create_index(
        "ix_cohort_members_province", "cohort_members", ["area_code", "cohort_id"], unique=False
    )
    op.create_index(
        "ux_cohort_members_province",
        "cohort_members",
        ["cohort_id", "area_code"],
        unique=True,
        postgresql_where=sa.text("stage <> 'WITHDRAWN'"),
    )
    op.create_table(
        "umbrella_projects",
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
        sa.Column("fiscal_year_be", sa.Integer(), nullable=False),
        sa.Column("title_th", sa.String(length=500), nullable=False),
        sa.Column("result_th", sa.String(length=500), nullable=False),
        sa.Column("budget_baht", sa.Numeric(precision=15, scale=2), nullable=False),
        sa.Column("agenda_id", sa.Uuid(), nullable=True),
        sa.Column("alone", sa.Boolean(), nullable=False),
        sa.CheckConstraint("budget_baht > 0", name=op.f("ck_umbrella_projects_money")),
        sa.ForeignKeyConstraint(
            ["agenda_id"], ["joint_agendas.id"], name=op.f("fk_umbrella_projects_agenda_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_umbrella_projects")),
    )
    op.create_index(
        "ix_umbrella_projects_place", "umbrella_projects", ["area_code", "id"], unique=False
    )
    op.create_index(
        "ix_umbrella_projects_updated", "umbrella_projects", ["updated_at", "id"], unique=False
    )
    op.create_index(
        "ix_umbrella_projects_year_place",
        "umbrella_projects",
        ["fiscal_year_be", "area_code", "id"],
        unique=False,
    )
    op.create_index(
        "ux_umbrella_projects_alone",
        "umbrella_projects",
        ["area_code", "fiscal_year_be"],
        unique=True,
        postgresql_where=sa.text("alone"),
    )
    op.create_table(
        "cohort_member_steps",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("stage", sa.String(length=20), nullable=False),
        sa.Column("reason_th", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["cohort_members.id"], name=op.f("fk_cohort_member_steps_member_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cohort_member_steps")),
    )
    op.create_index(
        "ix_cohort_member_steps_member", "cohort_member_steps", ["member_id", "id"], unique=False
    )
    op.create_table(
        "umbrella_lines",
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
        sa.Column("umbrella_id", sa.Uuid(), nullable=False),
        sa.Column("area_code", sa.String(length=8, collation="C"), nullable=False),
        sa.Column("issue_code", sa.String(length=40), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=True),
        sa.Column("source_th", sa.String(length=200), nullable=True),
        sa.Column("title_th", sa.String(length=500), nullable=False),
        sa.Column("result_th", sa.String(length=500), nullable=False),
        sa.Column("amount_baht", sa.Numeric(precision=15, scale=2), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.CheckConstraint("amount_baht > 0", name=op.f("ck_umbrella_lines_money")),
        sa.CheckConstraint(
            "num_nonnulls(agency_id, source_th) = 1",
            name=op.f("ck_umbrella_lines_from_one_source"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agencies.id"], name=op.f("fk_umbrella_lines_agency_id")
        ),
        sa.ForeignKeyConstraint(
            ["issue_code"], ["issues.code"], name=op.f("fk_umbrella_lines_issue_code")
        ),
        sa.ForeignKeyConstraint(
            ["umbrella_id"], ["umbrella_projects.id"], name=op.f("fk_umbrella_lines_umbrella_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_umbrella_lines")),
    )
    op.create_index(
        "ix_umbrella_lines_agency", "umbrella_lines", ["agency_id", "id"], unique=False
    )
    op.create_index(
        "ix_umbrella_lines_issue", "umbrella_lines", ["issue_code", "id"], unique=False
    )
    op.create_index("ix_umbrella_lines_place", "umbrella_lines", ["area_code", "id"], unique=False)
    op.create_index("ix_umbrella_lines_status", "umbrella_lines", ["status", "id"], unique=False)
    op.create_index(
        "ix_umbrella_lines_umbrella", "umbrella_lines", ["umbrella_id", "id"], unique=False
    )
    op.create_table(
        "umbrella_line_decisions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("line_id", sa.Uuid(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("reason_th", sa.String(length=500), nullable=True),
        sa.ForeignKeyConstraint(
            ["line_id"], ["umbrella_lines.id"], name=op.f("fk_umbrella_line_decisions_line_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_umbrella_line_decisions")),
    )
    op.create_index(
        "ix_umbrella_line_decisions_line",
        "umbrella_line_decisions",
        ["line_id", "id"],
        unique=False,
    )
