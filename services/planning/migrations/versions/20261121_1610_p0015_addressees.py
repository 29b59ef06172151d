"""To whom proposals go and by when they answer; replies, follow-up, and silences told to those above.

Revision ID: p0015_addressees
Revises: p0007_issues
"""

import sqlalchemy as sa
from alembic import op


revision = 'p0015_addressees'
down_revision = 'p0007_issues'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    op.create_table('addressees',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('fingerprint', sa.LargeBinary(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('area_code', sa.String(length=8, collation='C'), nullable=False),
    sa.Column('name_th', sa.String(length=200), nullable=False),
    sa.Column('acknowledge_days', sa.Integer(), nullable=True),
    sa.Column('answer_days', sa.Integer(), nullable=True),
    sa.CheckConstraint('acknowledge_days BETWEEN 1 AND 366 AND answer_days BETWEEN 1 AND 731', name=op.f('ck_addressees_days_in_range')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_addressees'))
    )
    op.create_index('ix_addressees_kind_place', 'addressees', ['kind', 'area_code', 'id'], unique=False)
    op.create_index('ix_addressees_place', 'addressees', ['area_code', 'id'], unique=False)
    op.create_table('addressee_windows',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('fingerprint', sa.LargeBinary(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('addressee_id', sa.Uuid(), nullable=False),
    sa.Column('fiscal_year_be', sa.Integer(), nullable=False),
    sa.Column('takes_from', sa.Date(), nullable=False),
    sa.Column('takes_until', sa.Date(), nullable=False),
    sa.Column('decides_on', sa.Date(), nullable=True),
    sa.Column('source_th', sa.String(length=500), nullable=False),
    sa.Column('in_force', sa.Boolean(), nullable=False),
    sa.CheckConstraint('takes_from < takes_until', name=op.f('ck_addressee_windows_end_after_start')),
    sa.CheckConstraint('takes_from <= decides_on', name=op.f('ck_addressee_windows_decides_after_start')),
    sa.ForeignKeyConstraint(['addressee_id'], ['addressees.id'], name=op.f('fk_addressee_windows_addressee_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_addressee_windows'))
    )
    op.create_index('ix_addressee_windows_addressee', 'addressee_windows', ['addressee_id', 'id'], unique=False)
    op.create_index('uq_addressee_windows_in_force', 'addressee_windows', ['addressee_id', 'fiscal_year_be'], unique=True, postgresql_where=sa.text('in_force'))
    op.create_table('escalations',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('fingerprint', sa.LargeBinary(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('proposal_id', sa.Uuid(), nullable=False),
    sa.Column('area_code', sa.String(length=8, collation='C'), nullable=False),
    sa.Column('rung', sa.String(length=20), nullable=False),
    sa.Column('silence', sa.String(length=20), nullable=False),
    sa.Column('silent_since_id', sa.Uuid(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('raised_on', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposals.id'], name=op.f('fk_escalations_proposal_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_escalations')),
    sa.UniqueConstraint('proposal_id', 'silent_since_id', name=op.f('uq_escalations_proposal_id_silent_since_id'))
    )
    op.create_index('ix_escalations_place', 'escalations', ['area_code', 'id'], unique=False)
    op.create_index('ix_escalations_raised', 'escalations', ['raised_on', 'id'], unique=False)
    op.create_index('ix_escalations_rung_place', 'escalations', ['rung', 'area_code', 'id'], unique=False)
    op.create_table('official_items',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('fingerprint', sa.LargeBinary(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('proposal_id', sa.Uuid(), nullable=False),
    sa.Column('area_code', sa.String(length=8, collation='C'), nullable=False),
    sa.Column('plan_name_th', sa.String(length=500), nullable=False),
    sa.Column('reference_th', sa.String(length=500), nullable=False),
    sa.Column('fiscal_year_be', sa.Integer(), nullable=False),
    sa.Column('budget_baht', sa.Numeric(precision=15, scale=2), nullable=False),
    sa.Column('reason_th', sa.String(length=5000), nullable=True),
    sa.Column('noted_on', sa.Date(), nullable=False),
    sa.CheckConstraint('budget_baht >= 0', name=op.f('ck_official_items_budget_not_negative')),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposals.id'], name=op.f('fk_official_items_proposal_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_official_items'))
    )
    op.create_index('ix_official_items_place', 'official_items', ['area_code', 'id'], unique=False)
    op.create_index('ix_official_items_proposal', 'official_items', ['proposal_id', 'id'], unique=False)
    op.create_index('ix_official_items_year_place', 'official_items', ['fiscal_year_be', 'area_code', 'id'], unique=False)
    op.create_table('proposal_closings',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('fingerprint', sa.LargeBinary(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('proposal_id', sa.Uuid(), nullable=False),
    sa.Column('closed_on', sa.Date(), nullable=False),
    sa.Column('reason_th', sa.String(length=5000), nullable=False),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposals.id'], name=op.f('fk_proposal_closings_proposal_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_proposal_closings'))
    )
    op.create_index('ix_proposal_closings_proposal', 'proposal_closings', ['proposal_id'], unique=False)
    op.create_table('proposal_documents',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('fingerprint', sa.LargeBinary(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('proposal_id', sa.Uuid(), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('title_th', sa.String(length=500), nullable=False),
    sa.CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", name=op.f('ck_proposal_documents_sha256')),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposals.id'], name=op.f('fk_proposal_documents_proposal_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_proposal_documents')),
    sa.UniqueConstraint('proposal_id', 'sha256', name=op.f('uq_proposal_documents_proposal_id_sha256'))
    )
    op.create_table('proposal_follow_ups',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('fingerprint', sa.LargeBinary(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('proposal_id', sa.Uuid(), nullable=False),
    sa.Column('noted_on', sa.Date(), nullable=False),
    sa.Column('text_th', sa.String(length=5000), nullable=False),
    sa.Column('next_on', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposals.id'], name=op.f('fk_proposal_follow_ups_proposal_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_proposal_follow_ups'))
    )
    op.create_index('ix_proposal_follow_ups_proposal', 'proposal_follow_ups', ['proposal_id', 'noted_on', 'id'], unique=False)
    op.create_table('secretary_namings',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('fingerprint', sa.LargeBinary(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('proposal_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('subject_id', sa.Uuid(), nullable=False),
    sa.Column('named_on', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposals.id'], name=op.f('fk_secretary_namings_proposal_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_secretary_namings'))
    )
    op.create_index('ix_secretary_namings_proposal', 'secretary_namings', ['proposal_id', 'id'], unique=False)
    op.create_table('answer_replies',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('fingerprint', sa.LargeBinary(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('proposal_id', sa.Uuid(), nullable=False),
    sa.Column('answer_id', sa.Uuid(), nullable=False),
    sa.Column('stance', sa.String(length=20), nullable=False),
    sa.Column('reason_th', sa.String(length=5000), nullable=True),
    sa.Column('replied_on', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['answer_id'], ['answers.id'], name=op.f('fk_answer_replies_answer_id')),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposals.id'], name=op.f('fk_answer_replies_proposal_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_answer_replies')),
    sa.UniqueConstraint('answer_id', deferrable=True, initially='DEFERRED', name=op.f('uq_answer_replies_answer_id'))
    )
    op.create_index('ix_answer_replies_proposal', 'answer_replies', ['proposal_id', 'id'], unique=False)
    op.drop_constraint(op.f('uq_answers_proposal_id'), 'answers', type_='unique')
    op.create_index('ix_answers_proposal', 'answers', ['proposal_id', 'id'], unique=False)
    op.add_column('proposals', sa.Column('addressee_id', sa.Uuid(), nullable=True))
    op.add_column('proposals', sa.Column('acknowledge_by', sa.Date(), nullable=True))
    op.add_column('proposals', sa.Column('answer_by', sa.Date(), nullable=True))
    op.add_column('proposals', sa.Column('awaited_since_id', sa.Uuid(), nullable=True))
    op.add_column('proposals', sa.Column('escalated_on', sa.Date(), nullable=True))
    op.add_column('proposals', sa.Column('answer_id', sa.Uuid(), nullable=True))
    op.add_column('proposals', sa.Column('secretary_kind', sa.String(length=20), nullable=True))
    op.add_column('proposals', sa.Column('secretary_id', sa.Uuid(), nullable=True))
    op.add_column('proposals', sa.Column('closed_on', sa.Date(), nullable=True))
    op.add_column('proposals', sa.Column('closing_reason_th', sa.String(length=5000), nullable=True))
    op.add_column('proposals', sa.Column('due_on', sa.Date(), sa.Computed("CASE\n    WHEN (closed_on IS NOT NULL) THEN '9999-12-31'::date\n    WHEN ((status)::text = 'SUBMITTED'::text) THEN COALESCE(acknowledge_by, '9999-12-31'::date)\n    WHEN ((status)::text = 'ACKNOWLEDGED'::text) THEN COALESCE(answer_by, '9999-12-31'::date)\n    WHEN ((status)::text = 'ASKED_AGAIN'::text) THEN COALESCE(answer_by, '9999-12-31'::date)\n    ELSE '9999-12-31'::date\nEND", persisted=True), nullable=False))
    op.create_check_constraint(op.f('ck_proposals_closed_with_a_reason'), 'proposals',
        '(closed_on IS NULL) = (closing_reason_th IS NULL)')
    op.create_check_constraint(op.f('ck_proposals_secretary_is_somebody'), 'proposals',
        '(secretary_kind IS NULL) = (secretary_id IS NULL)')
    op.execute("""
        UPDATE proposals p SET acknowledge_by = submitted_on + 15, answer_by = submitted_on + 60,
            awaited_since_id = p.id, answer_id = (SELECT a.id FROM answers a WHERE a.proposal_id = p.id)
    """)
    op.create_index('ix_proposals_due', 'proposals', ['due_on', 'id'], unique=False)
    op.create_index('ix_proposals_due_place', 'proposals', ['area_code', 'id'], unique=False, postgresql_where=sa.text("due_on < '9999-12-31'"))
    op.create_index('ix_proposals_named_addressee', 'proposals', ['addressee_id', 'id'], unique=False)
    op.create_index('ix_proposals_secretary', 'proposals', ['secretary_id', 'id'], unique=False)
    op.create_index('ix_proposals_silent', 'proposals', ['due_on', 'id'], unique=False, postgresql_where=sa.text("due_on < '9999-12-31' AND escalated_on IS NULL"))
    op.create_foreign_key(op.f('fk_proposals_addressee_id'), 'proposals', 'addressees', ['addressee_id'], ['id'])
