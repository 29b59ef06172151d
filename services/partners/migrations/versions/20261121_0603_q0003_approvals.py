"""approvals.

Revision ID: q0003_approvals
Revises: q0002_trace
"""

import sqlalchemy as sa
from alembic import op

revision = 'q0003_approvals'
down_revision = 'q0002_trace'
branch_labels = None
depends_on = None

# Who made what stood before is in the history of it; what nobody else has looked at since waits for
# a second person, and says so in an event, so that no copy goes on counting it.
WHO = """
    UPDATE {table} t SET {column} = coalesce(
        (SELECT actor FROM feed WHERE subject = t.id::text AND type = '{type}' ORDER BY position LIMIT 1),
        (SELECT actor FROM outbox WHERE subject = t.id::text AND type = '{type}' ORDER BY number LIMIT 1),
        'unknown')
"""
WAIT = """
    WITH again AS (
        UPDATE commitments SET status = 'PROPOSED', revision = revision + 1, updated_at = clock_timestamp()
        WHERE status = 'COMMITTED' RETURNING id, revision, area_code, updated_at
    )
    INSERT INTO outbox (id, type, kind, subject, revision, area_code, private, actor, reason, request_id, data)
    SELECT gen_random_uuid(), 'commitment.proposed', 'commitment', again.id::text, again.revision,
        again.area_code, false, 'migration', 'ต้องมีผู้อนุมัติอีกคนหนึ่ง', '',
        (last.data::jsonb || jsonb_build_object(
            'status', 'PROPOSED', 'status_th', 'เสนอแล้ว รออนุมัติ ยังไม่ใช่เงิน', 'revision', again.revision,
            'approved_on', NULL, 'refused_on', NULL, 'refuse_reason_th', NULL, 'updated_at',
            to_char(again.updated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')))::json
    FROM again, LATERAL (
        SELECT data FROM (
            SELECT data, revision FROM feed WHERE subject = again.id::text
            UNION ALL SELECT data, revision FROM outbox WHERE subject = again.id::text
        ) told ORDER BY revision DESC LIMIT 1
    ) last
"""
SIGNED = """
    UPDATE agreements SET signed_by = CASE
        WHEN signed_by IN (drafted_by, 'unknown') THEN 'before-four-eyes' ELSE signed_by END
"""


def upgrade() -> None:
    """Bring the schema forward."""
    op.add_column('commitments', sa.Column('proposed_by', sa.String(length=200), nullable=True))
    op.add_column('commitments', sa.Column('approved_by', sa.String(length=200), nullable=True))
    op.add_column('commitments', sa.Column('approved_on', sa.Date(), nullable=True))
    op.add_column('commitments', sa.Column('refused_on', sa.Date(), nullable=True))
    op.add_column('commitments', sa.Column('refuse_reason_th', sa.String(length=500), nullable=True))
    op.add_column('agreements', sa.Column('drafted_by', sa.String(length=200), nullable=True))
    op.add_column('agreements', sa.Column('signed_by', sa.String(length=200), nullable=True))
    op.execute(WHO.format(table='commitments', column='proposed_by', type='commitment.made'))
    op.execute(WAIT)
    op.execute(WHO.format(table='agreements', column='drafted_by', type='agreement.drafted'))
    signed = WHO.format(table='agreements', column='signed_by', type='agreement.signed')
    op.execute(signed + " WHERE status <> 'DRAFT'")
    op.execute(SIGNED)
    op.alter_column('commitments', 'proposed_by', nullable=False)
    op.alter_column('agreements', 'drafted_by', nullable=False)
    op.create_check_constraint(op.f('ck_commitments_approved_by_another'), 'commitments', 'approved_by <> proposed_by')
    op.create_check_constraint(op.f('ck_commitments_approved_by_somebody'), 'commitments', "status <> 'APPROVED' OR approved_by IS NOT NULL")
    op.create_check_constraint(op.f('ck_agreements_signed_by_another'), 'agreements', 'signed_by <> drafted_by')
    op.create_check_constraint(op.f('ck_agreements_signed_by_somebody'), 'agreements', "status = 'DRAFT' OR signed_by IS NOT NULL")
    op.create_table('commitment_approvals',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('commitment_id', sa.Uuid(), nullable=False),
    sa.Column('approved_on', sa.Date(), nullable=False),
    sa.Column('fingerprint', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['commitment_id'], ['commitments.id'], name=op.f('fk_commitment_approvals_commitment_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_commitment_approvals')),
    sa.UniqueConstraint('commitment_id', name=op.f('uq_commitment_approvals_commitment'), deferrable=True, initially='DEFERRED')
    )
    op.create_table('commitment_refusals',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('commitment_id', sa.Uuid(), nullable=False),
    sa.Column('refused_on', sa.Date(), nullable=False),
    sa.Column('reason_th', sa.String(length=500), nullable=False),
    sa.Column('fingerprint', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['commitment_id'], ['commitments.id'], name=op.f('fk_commitment_refusals_commitment_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_commitment_refusals'))
    )
    op.create_index(op.f('ix_commitment_refusals_commitment_id'), 'commitment_refusals', ['commitment_id'], unique=False)
