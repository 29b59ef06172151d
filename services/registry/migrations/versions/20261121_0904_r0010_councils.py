"""Notices of communities and councils, members by kind, terms, reports, delegates.

Revision ID: r0010_councils
Revises: r0009_documents
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "r0010_councils"
down_revision = "r0009_documents"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    op.create_table(
        "council_meetings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("level", sa.String(length=20), nullable=False),
        sa.Column("area_code", sa.String(length=8, collation="C"), nullable=False),
        sa.Column("year_be", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("held_until", sa.Date(), nullable=False),
        sa.Column("venue_th", sa.String(length=200), nullable=True),
        sa.Column("meeting_id", sa.Uuid(), nullable=True),
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
            "held_until >= held_on", name=op.f("ck_council_meetings_ends_after_start")
        ),
        sa.CheckConstraint(
            "length(area_code) IN (0, 2)",
            name=op.f("ck_council_meetings_area_is_a_province_or_all"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_council_meetings")),
    )
    op.create_index(
        "ix_council_meetings_held_on", "council_meetings", ["held_on", "id"], unique=False
    )
    op.create_index(
        "ix_council_meetings_place",
        "council_meetings",
        ["area_code", "held_on", "id"],
        unique=False,
    )
    op.create_index(
        "ux_council_meetings_series",
        "council_meetings",
        ["area_code", "year_be", "number"],
        unique=True,
    )
    op.create_table(
        "community_notices",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("name_th", sa.String(length=200), nullable=False),
        sa.Column("name_sort", sa.Text(collation="C"), nullable=False),
        sa.Column("area_code", sa.String(length=8, collation="C"), nullable=False),
        sa.Column(
            "village_codes",
            postgresql.ARRAY(sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.Column("organization_id", sa.Uuid(), nullable=True),
        sa.Column("members_count", sa.Integer(), nullable=True),
        sa.Column("resolved_on", sa.Date(), nullable=False),
        sa.Column("noticed_on", sa.Date(), nullable=False),
        sa.Column("given_to", sa.String(length=20), nullable=False),
        sa.Column("notice_form_sha256", sa.String(length=64), nullable=True),
        sa.Column("data_form_sha256", sa.String(length=64), nullable=True),
        sa.Column("resolution_form_sha256", sa.String(length=64), nullable=True),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("number", sa.String(length=100), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answer_reason_th", sa.String(length=500), nullable=True),
        sa.Column("consent", sa.String(length=20), nullable=True),
        sa.Column("consent_on", sa.Date(), nullable=True),
        sa.Column("council_id", sa.Uuid(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
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
            "(status = 'NOTICED') = (answered_on IS NULL)",
            name=op.f("ck_community_notices_answered_when"),
        ),
        sa.CheckConstraint(
            "(consent IS NULL) = (consent_on IS NULL)",
            name=op.f("ck_community_notices_consent_has_day"),
        ),
        sa.CheckConstraint(
            "resolved_on <= noticed_on", name=op.f("ck_community_notices_resolved_before_notice")
        ),
        sa.ForeignKeyConstraint(
            ["council_id"], ["organizations.id"], name=op.f("fk_community_notices_council_id")
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_community_notices_organization_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_community_notices")),
    )
    op.create_index(
        "ix_community_notices_council",
        "community_notices",
        ["council_id", "area_code", "name_sort", "id"],
        unique=False,
    )
    op.create_index(
        "ix_community_notices_place",
        "community_notices",
        ["area_code", "name_sort", "id"],
        unique=False,
    )
    op.create_index(
        "ix_community_notices_status_place",
        "community_notices",
        ["status", "area_code", "name_sort", "id"],
        unique=False,
    )
    op.create_index(
        "ix_community_notices_updated", "community_notices", ["updated_at", "id"], unique=False
    )
    op.create_index(
        "ux_community_notices_organization",
        "community_notices",
        ["organization_id"],
        unique=True,
        postgresql_where=sa.text("status <> 'RETURNED' AND ended_on IS NULL"),
    )
    op.create_table(
        "councils",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("area_code", sa.String(length=8, collation="C"), nullable=False),
        sa.Column("area_kind", sa.String(length=20), nullable=False),
        sa.Column("tambon_codes", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("status_since", sa.Date(), nullable=True),
        sa.Column("notice_status", sa.String(length=20), nullable=True),
        sa.Column("noticed_on", sa.Date(), nullable=True),
        sa.Column("acknowledged_on", sa.Date(), nullable=True),
        sa.Column("number", sa.String(length=100), nullable=True),
        sa.Column("communities_noticed", sa.Integer(), nullable=True),
        sa.Column("communities_agreed", sa.Integer(), nullable=True),
        sa.Column("term_starts_on", sa.Date(), nullable=True),
        sa.Column("term_ends_on", sa.Date(), nullable=True),
        sa.Column("village_representatives", sa.Integer(), nullable=True),
        sa.Column("community_representatives", sa.Integer(), nullable=True),
        sa.Column("experts", sa.Integer(), nullable=True),
        sa.Column(
            "reported_years_be",
            postgresql.ARRAY(sa.Integer()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
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
        sa.CheckConstraint("cardinality(tambon_codes) > 0", name=op.f("ck_councils_has_tambons")),
        sa.CheckConstraint(
            "term_ends_on > term_starts_on", name=op.f("ck_councils_term_ends_after_start")
        ),
        sa.ForeignKeyConstraint(["id"], ["organizations.id"], name=op.f("fk_councils_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_councils")),
    )
    op.create_index("ix_councils_place", "councils", ["area_code", "id"], unique=False)
    op.create_index(
        "ix_councils_status_place", "councils", ["status", "area_code", "id"], unique=False
    )
    op.create_index(
        "ix_councils_tambons", "councils", ["tambon_codes"], unique=False, postgresql_using="gin"
    )
    op.create_index("ix_councils_term_ends_on", "councils", ["term_ends_on", "id"], unique=False)
    op.create_index("ix_councils_updated", "councils", ["updated_at", "id"], unique=False)
    op.create_table(
        "community_answers",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("notice_id", sa.Uuid(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=False),
        sa.Column("number", sa.String(length=100), nullable=True),
        sa.Column("reason_th", sa.String(length=500), nullable=True),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["notice_id"], ["community_notices.id"], name=op.f("fk_community_answers_notice_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_community_answers")),
    )
    op.create_index(
        op.f("ix_community_answers_notice_id"), "community_answers", ["notice_id"], unique=False
    )
    op.create_table(
        "community_consents",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("notice_id", sa.Uuid(), nullable=False),
        sa.Column("consent", sa.String(length=20), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["notice_id"], ["community_notices.id"], name=op.f("fk_community_consents_notice_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_community_consents")),
    )
    op.create_index(
        "ix_community_consents_notice",
        "community_consents",
        ["notice_id", "decided_on", "id"],
        unique=False,
    )
    op.create_table(
        "community_endings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("notice_id", sa.Uuid(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=False),
        sa.Column("reason_th", sa.String(length=500), nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["notice_id"], ["community_notices.id"], name=op.f("fk_community_endings_notice_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_community_endings")),
    )
    op.create_index(
        op.f("ix_community_endings_notice_id"), "community_endings", ["notice_id"], unique=False
    )
    op.create_table(
        "community_representatives",
        sa.Column("notice_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["notice_id"],
            ["community_notices.id"],
            name=op.f("fk_community_representatives_notice_id"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_community_representatives_person_id")
        ),
        sa.PrimaryKeyConstraint(
            "notice_id", "position", name=op.f("pk_community_representatives")
        ),
    )
    op.create_index(
        "ix_community_representatives_person",
        "community_representatives",
        ["person_id"],
        unique=False,
    )
    op.create_table(
        "council_delegates",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("council_meeting_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("council_id", sa.Uuid(), nullable=True),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
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
            "(kind = 'EXPERT') = (council_id IS NULL)",
            name=op.f("ck_council_delegates_stands_for_a_council"),
        ),
        sa.ForeignKeyConstraint(
            ["council_id"], ["councils.id"], name=op.f("fk_council_delegates_council_id")
        ),
        sa.ForeignKeyConstraint(
            ["council_meeting_id"],
            ["council_meetings.id"],
            name=op.f("fk_council_delegates_council_meeting_id"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_council_delegates_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_council_delegates")),
    )
    op.create_index(
        "ix_council_delegates_council",
        "council_delegates",
        ["council_id", "council_meeting_id", "id"],
        unique=False,
    )
    op.create_index(
        "ix_council_delegates_meeting",
        "council_delegates",
        ["council_meeting_id", "id"],
        unique=False,
    )
    op.create_index(
        "ix_council_delegates_person",
        "council_delegates",
        ["person_id", "council_meeting_id", "id"],
        unique=False,
    )
    op.create_table(
        "council_notice_answers",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("council_id", sa.Uuid(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=False),
        sa.Column("number", sa.String(length=100), nullable=True),
        sa.Column("reason_th", sa.String(length=500), nullable=True),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["council_id"], ["councils.id"], name=op.f("fk_council_notice_answers_council_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_council_notice_answers")),
    )
    op.create_index(
        op.f("ix_council_notice_answers_council_id"),
        "council_notice_answers",
        ["council_id"],
        unique=False,
    )
    op.create_table(
        "council_notices",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("council_id", sa.Uuid(), nullable=False),
        sa.Column("noticed_on", sa.Date(), nullable=False),
        sa.Column(
            "community_ids",
            postgresql.ARRAY(sa.Uuid()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.Column("communities_noticed", sa.Integer(), nullable=True),
        sa.Column("communities_agreed", sa.Integer(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["council_id"], ["councils.id"], name=op.f("fk_council_notices_council_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_council_notices")),
    )
    op.create_index(
        "ix_council_notices_council", "council_notices", ["council_id", "id"], unique=False
    )
    op.create_index(
        "ux_council_notices_open",
        "council_notices",
        ["council_id"],
        unique=True,
        postgresql_where=sa.text("answered_on IS NULL"),
    )
    op.create_table(
        "council_reports",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("council_id", sa.Uuid(), nullable=False),
        sa.Column("year_be", sa.Integer(), nullable=False),
        sa.Column("delivered_on", sa.Date(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("findings_th", sa.String(length=5000), nullable=True),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["council_id"], ["councils.id"], name=op.f("fk_council_reports_council_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_council_reports")),
    )
    op.create_index(
        "ix_council_reports_year", "council_reports", ["year_be", "council_id", "id"], unique=False
    )
    op.create_index(
        "ux_council_reports_year", "council_reports", ["council_id", "year_be"], unique=True
    )
    op.create_table(
        "council_seats",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("council_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("village_code", sa.String(length=8), nullable=True),
        sa.Column("community_id", sa.Uuid(), nullable=True),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
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
            "(kind = 'OTHER_COMMUNITY') = (community_id IS NOT NULL)",
            name=op.f("ck_council_seats_community_of_its_own"),
        ),
        sa.CheckConstraint(
            "(kind = 'VILLAGE') = (village_code IS NOT NULL)",
            name=op.f("ck_council_seats_village_of_its_own"),
        ),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_council_seats_ends_after_start")),
        sa.ForeignKeyConstraint(
            ["community_id"], ["community_notices.id"], name=op.f("fk_council_seats_community_id")
        ),
        sa.ForeignKeyConstraint(
            ["council_id"], ["councils.id"], name=op.f("fk_council_seats_council_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_council_seats_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_council_seats")),
    )
    op.create_index("ix_council_seats_community", "council_seats", ["community_id"], unique=False)
    op.create_index(
        "ix_council_seats_council", "council_seats", ["council_id", "id"], unique=False
    )
    op.create_index(
        "ix_council_seats_person", "council_seats", ["person_id", "council_id", "id"], unique=False
    )
    op.create_table(
        "council_standings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("council_id", sa.Uuid(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("reason_th", sa.String(length=500), nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["council_id"], ["councils.id"], name=op.f("fk_council_standings_council_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_council_standings")),
    )
    op.create_index(
        "ix_council_standings_council",
        "council_standings",
        ["council_id", "since", "id"],
        unique=False,
    )
    op.create_table(
        "council_terms",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("council_id", sa.Uuid(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("village_representatives", sa.Integer(), nullable=True),
        sa.Column("community_representatives", sa.Integer(), nullable=True),
        sa.Column("experts", sa.Integer(), nullable=True),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.CheckConstraint("ends_on > starts_on", name=op.f("ck_council_terms_ends_after_start")),
        sa.ForeignKeyConstraint(
            ["council_id"], ["councils.id"], name=op.f("fk_council_terms_council_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_council_terms")),
    )
    op.create_index(
        "ix_council_terms_council",
        "council_terms",
        ["council_id", "starts_on", "id"],
        unique=False,
    )
    op.create_table(
        "council_delegate_withdrawals",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("delegate_id", sa.Uuid(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["delegate_id"],
            ["council_delegates.id"],
            name=op.f("fk_council_delegate_withdrawals_delegate_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_council_delegate_withdrawals")),
    )
    op.create_index(
        op.f("ix_council_delegate_withdrawals_delegate_id"),
        "council_delegate_withdrawals",
        ["delegate_id"],
        unique=False,
    )
    op.create_table(
        "council_seat_endings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("seat_id", sa.Uuid(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=False),
        sa.Column("cause", sa.String(length=20), nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["seat_id"], ["council_seats.id"], name=op.f("fk_council_seat_endings_seat_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_council_seat_endings")),
    )
    op.create_index(
        op.f("ix_council_seat_endings_seat_id"), "council_seat_endings", ["seat_id"], unique=False
    )
