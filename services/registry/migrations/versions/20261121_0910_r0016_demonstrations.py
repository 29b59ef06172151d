"""Demonstration areas and how they spread.

Revision ID: r0016_demonstrations
Revises: r0015_strength
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "r0016_demonstrations"
down_revision = "r0015_strength"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    op.create_table('demonstrations',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('area_code', sa.String(length=8, collation='C'), nullable=False),
    sa.Column('name_th', sa.String(length=200), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('practice', sa.String(length=40), nullable=False),
    sa.Column('issue_code', sa.String(length=40), nullable=True),
    sa.Column('summary_th', sa.String(length=5000), nullable=True),
    sa.Column('note_th', sa.String(length=500), nullable=True),
    sa.Column('began_on', sa.Date(), nullable=False),
    sa.Column('began_precision', sa.String(length=20), nullable=False),
    sa.Column('horizon_years', sa.Integer(), nullable=True),
    sa.Column('plan_th', sa.String(length=5000), nullable=True),
    sa.Column('learning_centre', sa.Boolean(), nullable=False),
    sa.Column('story', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('strong_points', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('weak_points', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('state', sa.String(length=30), nullable=False),
    sa.Column('council_id', sa.Uuid(), nullable=True),
    sa.Column('fingerprint', sa.LargeBinary(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.CheckConstraint('horizon_years IN (1, 3, 5)', name=op.f('ck_demonstrations_horizon')),
    sa.ForeignKeyConstraint(['council_id'], ['organizations.id'], name=op.f('fk_demonstrations_council_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_demonstrations'))
    )
    op.create_index(op.f('ix_demonstrations_council_id'), 'demonstrations', ['council_id'], unique=False)
    op.create_index('ix_demonstrations_issue', 'demonstrations', ['issue_code', 'area_code', 'id'], unique=False)
    op.create_index('ix_demonstrations_place', 'demonstrations', ['area_code', 'id'], unique=False)
    op.create_index('ix_demonstrations_practice', 'demonstrations', ['practice', 'area_code', 'id'], unique=False)
    op.create_index('ix_demonstrations_state', 'demonstrations', ['state', 'area_code', 'id'], unique=False)
    op.create_index('ix_demonstrations_updated', 'demonstrations', ['updated_at', 'id'], unique=False)
    op.create_table('demonstration_expansions',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('demonstration_id', sa.Uuid(), nullable=False),
    sa.Column('area_code', sa.String(length=8, collation='C'), nullable=False),
    sa.Column('relation', sa.String(length=20), nullable=False),
    sa.Column('horizon_years', sa.Integer(), nullable=False),
    sa.Column('plan_th', sa.String(length=5000), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('state', sa.String(length=20), nullable=False),
    sa.Column('state_on', sa.Date(), nullable=False),
    sa.Column('fingerprint', sa.LargeBinary(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.CheckConstraint('horizon_years IN (1, 3, 5)', name=op.f('ck_demonstration_expansions_horizon')),
    sa.ForeignKeyConstraint(['demonstration_id'], ['demonstrations.id'], name=op.f('fk_demonstration_expansions_demonstration_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_demonstration_expansions'))
    )
    op.create_index('ix_demonstration_expansions_origin', 'demonstration_expansions', ['demonstration_id', 'area_code', 'id'], unique=False)
    op.create_index('ix_demonstration_expansions_place', 'demonstration_expansions', ['area_code', 'id'], unique=False)
    op.create_index('ix_demonstration_expansions_state', 'demonstration_expansions', ['state', 'area_code', 'id'], unique=False)
    op.create_table('demonstration_steps',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('demonstration_id', sa.Uuid(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(length=30), nullable=False),
    sa.Column('reached_on', sa.Date(), nullable=False),
    sa.Column('organization_ids', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('council_id', sa.Uuid(), nullable=True),
    sa.Column('note_th', sa.String(length=500), nullable=True),
    sa.Column('fingerprint', sa.LargeBinary(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.ForeignKeyConstraint(['council_id'], ['organizations.id'], name=op.f('fk_demonstration_steps_council_id')),
    sa.ForeignKeyConstraint(['demonstration_id'], ['demonstrations.id'], name=op.f('fk_demonstration_steps_demonstration_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_demonstration_steps')),
    sa.UniqueConstraint('demonstration_id', 'position', name=op.f('uq_demonstration_steps_demonstration_id_position'))
    )
