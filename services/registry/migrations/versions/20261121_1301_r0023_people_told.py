"""Mergers of people's records of before are told once more: partners began to follow them.

Revision ID: r0023_people_told
Revises: r0023_certification_ends
"""

from alembic import op

revision = "r0023_people_told"
down_revision = "r0023_certification_ends"
branch_labels = None
depends_on = None

_TELL = """
    INSERT INTO outbox (id, type, kind, subject, revision, area_code, private, actor, reason, request_id, data)
    SELECT gen_random_uuid(), 'person.merged', 'person', id::text, revision, area_code, true, 'migration',
        'แจ้งซ้ำแก่ระบบที่เพิ่งเริ่มติดตาม', '',
        json_build_object('id', id, 'area_code', area_code, 'status', status, 'merged_into_id', merged_into_id,
            'revision', revision)
    FROM people WHERE merged_into_id IS NOT NULL ORDER BY id
"""


def upgrade() -> None:
    """Bring the schema forward."""
    op.execute(_TELL)
