"""Three strides, endorsements, certificates.

Revision ID: r0014_certification
Revises: r0013_people
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "r0014_certification"
down_revision = "r0013_people"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    op.create_table('certifications',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('organization_id', sa.Uuid(), nullable=False),
    sa.Column('area_code', sa.String(length=8, collation='C'), nullable=False),
    sa.Column('status', sa.String(length=10), nullable=False),
    sa.Column('found_on', sa.Date(), nullable=False),
    sa.Column('finder_side', sa.String(length=12), nullable=False),
    sa.Column('community_endorsements', sa.Integer(), nullable=False),
    sa.Column('local_agency_endorsements', sa.Integer(), nullable=False),
    sa.Column('number', sa.String(length=16), nullable=True),
    sa.Column('edition', sa.Integer(), nullable=False),
    sa.Column('certified_on', sa.Date(), nullable=True),
    sa.Column('expires_on', sa.Date(), nullable=True),
    sa.Column('facts', postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True),
    sa.Column('developments', sa.Integer(), nullable=False),
    sa.Column('developed_on', sa.Date(), nullable=True),
    sa.Column('fingerprint', sa.LargeBinary(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.CheckConstraint('(number IS NULL) = (certified_on IS NULL)', name=op.f('ck_certifications_numbered_when_certified')),
    sa.CheckConstraint('expires_on > certified_on', name=op.f('ck_certifications_expires_after_it_began')),
    sa.ForeignKeyConstraint(['organization_id'], ['organizations.id'], name=op.f('fk_certifications_organization_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_certifications')),
    sa.UniqueConstraint('number', name=op.f('uq_certifications_number'))
    )
    op.create_index('ix_certifications_counts', 'certifications', ['area_code'], unique=False, postgresql_include=['status', 'expires_on', 'developments'])
    op.create_index('ix_certifications_expiry', 'certifications', ['expires_on', 'id'], unique=False)
    op.create_index('ix_certifications_organization', 'certifications', ['organization_id', 'id'], unique=False)
    op.create_index('ix_certifications_place', 'certifications', ['area_code', 'id'], unique=False)
    op.create_index('ix_certifications_status', 'certifications', ['status', 'area_code', 'id'], unique=False)
    op.create_index('ux_certifications_open', 'certifications', ['organization_id'], unique=True, postgresql_where=sa.text("status IN ('FOUND', 'CERTIFIED', 'SUSPENDED')"))
    op.create_table('certificate_numbers',
    sa.Column('province', sa.String(length=2), nullable=False),
    sa.Column('fiscal_year_be', sa.Integer(), nullable=False),
    sa.Column('last', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('province', 'fiscal_year_be', name=op.f('pk_certificate_numbers'))
    )
    op.create_table('certification_acts',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('certification_id', sa.Uuid(), nullable=False),
    sa.Column('step', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=10), nullable=False),
    sa.Column('done_on', sa.Date(), nullable=False),
    sa.Column('side', sa.String(length=12), nullable=True),
    sa.Column('endorser_organization_id', sa.Uuid(), nullable=True),
    sa.Column('agency_name_th', sa.String(length=100), nullable=True),
    sa.Column('post_th', sa.String(length=100), nullable=True),
    sa.Column('evidence_sha256', sa.String(length=64), nullable=True),
    sa.Column('note_th', sa.String(length=500), nullable=True),
    sa.Column('reason_th', sa.String(length=500), nullable=True),
    sa.Column('expires_on', sa.Date(), nullable=True),
    sa.Column('recorded_by', sa.String(length=200), nullable=False),
    sa.Column('recorded_account', sa.String(length=200), nullable=False),
    sa.Column('fingerprint', sa.LargeBinary(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.CheckConstraint('num_nonnulls(evidence_sha256, note_th, reason_th) > 0', name=op.f('ck_certification_acts_has_grounds')),
    sa.ForeignKeyConstraint(['certification_id'], ['certifications.id'], name=op.f('fk_certification_acts_certification_id')),
    sa.ForeignKeyConstraint(['endorser_organization_id'], ['organizations.id'], name=op.f('fk_certification_acts_endorser_organization_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_certification_acts')),
    sa.UniqueConstraint('certification_id', 'step', name=op.f('uq_certification_acts_certification_id_step'))
    )
    op.create_index('ix_certification_acts_endorser_organization_id', 'certification_acts', ['endorser_organization_id'], unique=False)
