"""access.

Revision ID: r0004_access
Revises: r0003_people
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = 'r0004_access'
down_revision = 'r0003_people'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    op.create_table('clients',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('agency_id', sa.Uuid(), nullable=False),
    sa.Column('name_th', sa.String(length=200), nullable=False),
    sa.Column('method', sa.String(length=20), nullable=False),
    sa.Column('jwks', postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True),
    sa.Column('secret_hash', sa.LargeBinary(), nullable=True),
    sa.Column('secret_prefix', sa.String(length=20), nullable=True),
    sa.Column('former_hash', sa.LargeBinary(), nullable=True),
    sa.Column('former_prefix', sa.String(length=20), nullable=True),
    sa.Column('former_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('status', sa.String(length=10), nullable=False),
    sa.Column('fingerprint', sa.LargeBinary(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_clients'))
    )
    op.create_index('ix_clients_agency', 'clients', ['agency_id', 'id'], unique=False)
    op.create_table('accounts',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('login', sa.String(length=40, collation='C'), nullable=False),
    sa.Column('area_code', sa.String(length=8, collation='C'), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=True),
    sa.Column('status', sa.String(length=10), nullable=False),
    sa.Column('password_hash', sa.String(length=200), nullable=True),
    sa.Column('invitation_hash', sa.LargeBinary(), nullable=True),
    sa.Column('invitation_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('invited_by', sa.String(length=200), nullable=True),
    sa.Column('totp_secret', sa.String(length=64), nullable=True),
    sa.Column('totp_pending', sa.String(length=64), nullable=True),
    sa.Column('totp_confirmed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('totp_step', sa.BigInteger(), nullable=True),
    sa.Column('sessions_after', sa.DateTime(timezone=True), nullable=True),
    sa.Column('fingerprint', sa.LargeBinary(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_accounts_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_accounts')),
    sa.UniqueConstraint('login', name=op.f('uq_accounts_login'))
    )
    op.create_index('ix_accounts_area', 'accounts', ['area_code', 'id'], unique=False)
    op.create_index('ix_accounts_person', 'accounts', ['person_id'], unique=False)
    op.create_table('grants',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('principal_id', sa.Uuid(), nullable=False),
    sa.Column('role', sa.String(length=30), nullable=False),
    sa.Column('area_code', sa.String(length=8, collation='C'), nullable=False),
    sa.Column('organization_id', sa.Uuid(), nullable=True),
    sa.Column('agency_id', sa.Uuid(), nullable=True),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=True),
    sa.Column('reason', sa.String(length=500), nullable=False),
    sa.Column('granted_by', sa.String(length=200), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ended_by', sa.String(length=200), nullable=True),
    sa.Column('ended_reason', sa.String(length=500), nullable=True),
    sa.Column('fingerprint', sa.LargeBinary(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.CheckConstraint('(ended_at IS NULL) = (ended_by IS NULL)', name=op.f('ck_grants_ended_by_somebody')),
    sa.CheckConstraint('ends_on > starts_on', name=op.f('ck_grants_ends_after_start')),
    sa.CheckConstraint('granted_by <> principal_id::text', name=op.f('ck_grants_not_to_oneself')),
    sa.CheckConstraint('organization_id IS NULL OR agency_id IS NULL', name=op.f('ck_grants_one_reach')),
    sa.ForeignKeyConstraint(['organization_id'], ['organizations.id'], name=op.f('fk_grants_organization_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_grants'))
    )
    op.create_index('ix_grants_area', 'grants', ['area_code', 'id'], unique=False)
    op.create_index('ix_grants_organization', 'grants', ['organization_id'], unique=False)
    op.create_index('ix_grants_principal', 'grants', ['principal_id', 'id'], unique=False)
    op.create_table('identities',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('account_id', sa.Uuid(), nullable=False),
    sa.Column('issuer', sa.String(length=300), nullable=False),
    sa.Column('subject', sa.String(length=255), nullable=False),
    sa.Column('linked_by', sa.String(length=200), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['accounts.id'], name=op.f('fk_identities_account_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_identities')),
    sa.UniqueConstraint('issuer', 'subject', name=op.f('uq_identities_issuer_subject'))
    )
    op.create_index('ix_identities_account', 'identities', ['account_id'], unique=False)
