"""What those who voiced needs are to hear, and how.

Revision ID: p0017_notices
Revises: p0022_evaluations
"""

import sqlalchemy as sa
from alembic import op


revision = 'p0017_notices'
down_revision = 'p0022_evaluations'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    op.create_table('notice_handovers',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('fingerprint', sa.LargeBinary(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('area_code', sa.String(length=8, collation='C'), nullable=False),
    sa.Column('handed_on', sa.Date(), nullable=False),
    sa.Column('note_th', sa.String(length=500), nullable=True),
    sa.Column('notices', sa.Integer(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_notice_handovers'))
    )
    op.create_index('ix_notice_handovers_place', 'notice_handovers', ['area_code', 'id'], unique=False)
    op.create_table('notice_channels',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('fingerprint', sa.LargeBinary(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('organization_id', sa.Uuid(), nullable=False),
    sa.Column('gateway', sa.String(length=40), nullable=False),
    sa.Column('standing', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['organization_id'], ['organizations.id'], name=op.f('fk_notice_channels_organization_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_notice_channels'))
    )
    op.create_index('ix_notice_channels_organization', 'notice_channels', ['organization_id', 'id'], unique=False)
    op.create_index('uq_notice_channels_standing', 'notice_channels', ['organization_id'], unique=True, postgresql_where=sa.text('standing'))
    op.create_table('notices',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('author', sa.String(length=60), nullable=False),
    sa.Column('organization_id', sa.Uuid(), nullable=True),
    sa.Column('forum_th', sa.String(length=500), nullable=True),
    sa.Column('area_code', sa.String(length=8, collation='C'), nullable=False),
    sa.Column('need_id', sa.Uuid(), nullable=False),
    sa.Column('origin_id', sa.Uuid(), nullable=False),
    sa.Column('title_th', sa.String(length=500), nullable=False),
    sa.Column('change', sa.String(length=20), nullable=False),
    sa.Column('cause_kind', sa.String(length=20), nullable=False),
    sa.Column('cause_id', sa.Uuid(), nullable=False),
    sa.Column('happened_on', sa.Date(), nullable=False),
    sa.Column('reason_th', sa.String(length=5000), nullable=True),
    sa.Column('state', sa.String(length=20), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('next_try_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('handover_id', sa.Uuid(), nullable=True),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.ForeignKeyConstraint(['handover_id'], ['notice_handovers.id'], name=op.f('fk_notices_handover_id')),
    sa.ForeignKeyConstraint(['organization_id'], ['organizations.id'], name=op.f('fk_notices_organization_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_notices')),
    sa.UniqueConstraint('author', 'origin_id', 'change', 'cause_id', name=op.f('uq_notices_author_origin_id_change_cause_id'))
    )
    op.create_index('ix_notices_due', 'notices', ['next_try_at', 'id'], unique=False, postgresql_where=sa.text("state = 'PENDING'"))
    op.create_index('ix_notices_handover', 'notices', ['handover_id'], unique=False)
    op.create_index('ix_notices_organization', 'notices', ['organization_id', 'id'], unique=False)
    op.create_index('ix_notices_origin', 'notices', ['origin_id', 'id'], unique=False)
    op.create_index('ix_notices_paper', 'notices', ['area_code', 'id'], unique=False, postgresql_where=sa.text("state IN ('ON_PAPER', 'FAILED')"))
    op.create_index('ix_notices_place', 'notices', ['area_code', 'id'], unique=False)
