"""Certifications end with their organizations; of two of one organization one stands.

Revision ID: r0023_certification_ends
Revises: r0025_attendance
"""

import sqlalchemy as sa
from alembic import op

revision = "r0023_certification_ends"
down_revision = "r0025_attendance"
branch_labels = None
depends_on = None

# What was dissolved or merged before ends today: the days before stay as they were told then.
_TODAY = "(now() AT TIME ZONE 'Asia/Bangkok')::date"
_SETTLE = """
    WITH over AS (
        UPDATE certifications c SET status = '{state}', successor_id = {successor},
            revision = c.revision + 1, updated_at = clock_timestamp()
        FROM organizations o WHERE o.id = c.organization_id AND o.status = '{ended}'
            AND c.status IN ('FOUND', 'CERTIFIED', 'SUSPENDED')
        RETURNING c.id, c.revision, c.area_code, c.updated_at, c.successor_id
    ), acts AS (
        INSERT INTO certification_acts (id, certification_id, step, kind, done_on, reason_th, recorded_by,
            recorded_account, fingerprint, revision)
        SELECT gen_random_uuid(), id, revision, '{kind}', {today}, '{reason}', 'migration', 'migration', '', 1
        FROM over
    )
    INSERT INTO outbox (id, type, kind, subject, revision, area_code, private, actor, reason, request_id, data)
    SELECT gen_random_uuid(), 'certification.{verb}', 'certification', over.id::text, over.revision,
        over.area_code, false, 'migration', '{reason}', '',
        (last.data::jsonb || jsonb_build_object('state', '{state}', 'successor_id', over.successor_id,
            'revision', over.revision, 'updated_at',
            to_char(over.updated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')))::json
    FROM over, LATERAL (
        SELECT data FROM (
            SELECT data, revision FROM feed WHERE subject = over.id::text
            UNION ALL SELECT data, revision FROM outbox WHERE subject = over.id::text
        ) told ORDER BY revision DESC LIMIT 1
    ) last
"""
_OTHER = """(SELECT s.id FROM certifications s WHERE s.organization_id = o.merged_into_id
            AND s.status IN ('FOUND', 'CERTIFIED', 'SUSPENDED'))"""


def upgrade() -> None:
    """Bring the schema forward."""
    op.add_column("certifications", sa.Column("successor_id", sa.Uuid(), nullable=True))
    op.create_foreign_key(
        op.f("fk_certifications_successor_id"),
        "certifications",
        "certifications",
        ["successor_id"],
        ["id"],
    )
    op.create_index(op.f("ix_certifications_successor_id"), "certifications", ["successor_id"])
    op.add_column("certification_acts", sa.Column("undone_on", sa.Date(), nullable=True))
    ways = (
        ("MERGED", "MERGED", "MERGE", "merged", _OTHER, "องค์กรถูกบันทึกซ้ำ องค์กรหนึ่งมีการรับรองเดียว"),
        ("DISSOLVED", "ENDED", "END", "ended", "NULL", "องค์กรเลิกแล้ว การรับรองสิ้นสุดพร้อมกัน"),
    )
    for ended, state, kind, verb, successor, reason in ways:
        op.execute(
            _SETTLE.format(
                ended=ended,
                state=state,
                kind=kind,
                verb=verb,
                successor=successor,
                reason=reason,
                today=_TODAY,
            )
        )
