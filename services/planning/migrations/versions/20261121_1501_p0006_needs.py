"""Each need has its steps, from the first one on, and what it became part of.

Revision ID: p0006_needs
Revises: p0005_names
"""

import sqlalchemy as sa
from alembic import op

revision = "p0006_needs"
down_revision = "p0005_names"
branch_labels = None
depends_on = None

_TOLD = """
    INSERT INTO need_steps (need_id, number, from_status, to_status, cause_kind, cause_id, happened_on, written_at)
    WITH told AS (
        SELECT subject::uuid AS need_id, id, revision, occurred_at, data ->> 'status' AS status
        FROM feed WHERE kind = 'need'
        UNION ALL
        SELECT subject::uuid, id, revision, occurred_at, data ->> 'status' FROM outbox WHERE kind = 'need'
    ),
    changes AS (
        SELECT *, lag(status) OVER (PARTITION BY need_id ORDER BY revision, occurred_at, id) AS former FROM told
    ),
    steps AS (
        SELECT *, row_number() OVER (PARTITION BY need_id ORDER BY revision, occurred_at, id) AS number,
               row_number() OVER (PARTITION BY need_id ORDER BY revision DESC, occurred_at DESC, id DESC) AS back
        FROM changes WHERE status IS DISTINCT FROM former
    )
    SELECT s.need_id, s.number, CASE WHEN s.number > 1 THEN s.former END, s.status,
           CASE WHEN s.number = 1 THEN 'NEED' ELSE 'EVENT' END,
           CASE WHEN s.number = 1 THEN s.need_id ELSE s.id END,
           CASE WHEN s.number = 1 THEN n.voiced_on ELSE (s.occurred_at AT TIME ZONE 'Asia/Bangkok')::date END,
           s.occurred_at
    FROM steps s JOIN needs n ON n.id = s.need_id
    JOIN steps last ON last.need_id = s.need_id AND last.back = 1 AND last.status = n.status
"""
_UNTOLD = """
    INSERT INTO need_steps (need_id, number, from_status, to_status, cause_kind, cause_id, happened_on, written_at)
    SELECT n.id, 1, NULL, 'RECORDED', 'NEED', n.id, n.voiced_on, n.created_at
    FROM needs n WHERE NOT EXISTS (SELECT FROM need_steps s WHERE s.need_id = n.id)
"""
_UNTOLD_SINCE = """
    INSERT INTO need_steps (need_id, number, from_status, to_status, cause_kind, cause_id, happened_on, written_at)
    SELECT n.id, 2, 'RECORDED', n.status, 'EVENT', n.id, (n.updated_at AT TIME ZONE 'Asia/Bangkok')::date,
           n.updated_at
    FROM needs n JOIN need_steps s ON s.need_id = n.id
    WHERE n.status <> 'RECORDED' AND NOT EXISTS (
        SELECT FROM need_steps t WHERE t.need_id = n.id AND (t.number > 1 OR t.to_status <> 'RECORDED'))
"""
_COUNT = """
    UPDATE needs n SET steps = s.last FROM (SELECT need_id, max(number) AS last FROM need_steps GROUP BY 1) s
    WHERE s.need_id = n.id AND s.last <> n.steps
"""


def upgrade() -> None:
    """Bring the schema forward; the steps of before are told by the events of before."""
    op.add_column(
        "needs", sa.Column("steps", sa.Integer(), server_default=sa.text("1"), nullable=False)
    )
    op.create_table(
        "need_steps",
        sa.Column("need_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "previous",
            sa.Integer(),
            sa.Computed("nullif(number - 1, 0)", persisted=True),
            nullable=True,
        ),
        sa.Column("from_status", sa.String(length=20), nullable=True),
        sa.Column("to_status", sa.String(length=20), nullable=False),
        sa.Column("cause_kind", sa.String(length=20), nullable=False),
        sa.Column("cause_id", sa.Uuid(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column(
            "written_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "number >= 1 AND (number = 1) = (from_status IS NULL)",
            name=op.f("ck_need_steps_begins"),
        ),
        sa.ForeignKeyConstraint(["need_id"], ["needs.id"], name=op.f("fk_need_steps_need_id")),
        sa.PrimaryKeyConstraint("need_id", "number", name=op.f("pk_need_steps")),
        sa.UniqueConstraint(
            "need_id", "number", "to_status", name=op.f("uq_need_steps_need_id_number_to_status")
        ),
    )
    op.create_index("ix_need_steps_cause", "need_steps", ["cause_id", "need_id"])
    op.create_table(
        "need_origins",
        sa.Column("origin_id", sa.Uuid(), nullable=False),
        sa.Column("into_id", sa.Uuid(), nullable=False),
        sa.Column("cause_id", sa.Uuid(), nullable=False),
        sa.Column("cause_kind", sa.String(length=20), nullable=False),
        sa.Column("standing", sa.Boolean(), nullable=False),
        sa.CheckConstraint("origin_id <> into_id", name=op.f("ck_need_origins_two_needs")),
        sa.ForeignKeyConstraint(
            ["origin_id"], ["needs.id"], name=op.f("fk_need_origins_origin_id")
        ),
        sa.ForeignKeyConstraint(["into_id"], ["needs.id"], name=op.f("fk_need_origins_into_id")),
        sa.PrimaryKeyConstraint("origin_id", "into_id", "cause_id", name=op.f("pk_need_origins")),
    )
    op.create_index("ix_need_origins_into", "need_origins", ["into_id", "origin_id"])
    op.create_index("ix_need_origins_cause", "need_origins", ["cause_id", "origin_id"])
    for statement in (_TOLD, _UNTOLD, _UNTOLD_SINCE, _COUNT):
        op.execute(statement)
    op.create_foreign_key(
        "fk_need_steps_begins_where_the_former_ended",
        "need_steps",
        "need_steps",
        ["need_id", "previous", "from_status"],
        ["need_id", "number", "to_status"],
    )
    op.create_foreign_key(
        "fk_needs_stands_where_its_steps_led",
        "needs",
        "need_steps",
        ["id", "steps", "status"],
        ["need_id", "number", "to_status"],
        deferrable=True,
        initially="DEFERRED",
    )
    op.execute("""
        CREATE TRIGGER only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON need_steps
        FOR EACH STATEMENT EXECUTE FUNCTION only_grows()
    """)
    op.execute("ALTER TABLE need_steps ENABLE ALWAYS TRIGGER only_grows")
