"""people.

Revision ID: r0003_people
Revises: r0002_trace
"""

import sqlalchemy as sa
from alembic import op

revision = 'r0003_people'
down_revision = 'r0002_trace'
branch_labels = None
depends_on = None

INSERT_ONLY = ('access_log', 'erasures')


def upgrade() -> None:
    """Bring the schema forward."""
    op.create_table('access_log',
    sa.Column('number', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('actor', sa.Text(), nullable=False),
    sa.Column('token', sa.Text(), nullable=False),
    sa.Column('purpose', sa.String(length=40), nullable=False),
    sa.Column('route', sa.String(length=200), nullable=False),
    sa.Column('persons', sa.ARRAY(sa.Uuid()), nullable=False),
    sa.Column('address', sa.String(length=60), nullable=True),
    sa.Column('request_id', sa.Text(), nullable=False),
    sa.Column('hash', sa.LargeBinary(), nullable=False),
    sa.PrimaryKeyConstraint('number', name=op.f('pk_access_log'))
    )
    op.create_index('ix_access_log_actor', 'access_log', ['actor', 'number'], unique=False)
    op.create_index('ix_access_log_at', 'access_log', ['at'], unique=False)
    op.create_index('ix_access_log_token', 'access_log', ['token', 'number'], unique=False)
    op.create_index('ix_access_log_persons', 'access_log', ['persons'], unique=False, postgresql_using='gin')
    op.create_table('erasures',
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('by', sa.Text(), nullable=False),
    sa.Column('erased_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.PrimaryKeyConstraint('person_id', name=op.f('pk_erasures'))
    )
    op.create_table('people',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('area_code', sa.String(length=8, collation='C'), nullable=False),
    sa.Column('prefix_th', sa.String(length=40), nullable=True),
    sa.Column('given_name_th', sa.String(length=100), nullable=True),
    sa.Column('family_name_th', sa.String(length=100), nullable=True),
    sa.Column('name_sort', sa.Text(collation='C'), nullable=True),
    sa.Column('birth_year_be', sa.Integer(), nullable=True),
    sa.Column('phone', sa.String(length=20), nullable=True),
    sa.Column('work_phone', sa.String(length=20), nullable=True),
    sa.Column('email', sa.String(length=254), nullable=True),
    sa.Column('line_id', sa.String(length=60), nullable=True),
    sa.Column('address_th', sa.String(length=500), nullable=True),
    sa.Column('attested_by', sa.String(length=200), nullable=True),
    sa.Column('attested_on', sa.Date(), nullable=True),
    sa.Column('notice_version', sa.String(length=40), nullable=False),
    sa.Column('status', sa.String(length=10), nullable=False),
    sa.Column('merged_into_id', sa.Uuid(), nullable=True),
    sa.Column('fingerprint', sa.LargeBinary(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.CheckConstraint('length(area_code) = 6', name=op.f('ck_people_area_is_a_tambon')),
    sa.ForeignKeyConstraint(['merged_into_id'], ['people.id'], name=op.f('fk_people_merged_into_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_people'))
    )
    op.create_index('ix_people_area', 'people', ['area_code', 'id'], unique=False)
    op.create_index(op.f('ix_people_merged_into_id'), 'people', ['merged_into_id'], unique=False)
    op.create_index('ix_people_name', 'people', ['name_sort', 'area_code'], unique=False)
    op.create_table('data_requests',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('area_code', sa.String(length=8, collation='C'), nullable=False),
    sa.Column('channel', sa.String(length=10), nullable=False),
    sa.Column('details_th', sa.Text(), nullable=True),
    sa.Column('requested_by', sa.String(length=200), nullable=False),
    sa.Column('received_on', sa.Date(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('status', sa.String(length=10), nullable=False),
    sa.Column('decision_id', sa.Uuid(), nullable=True),
    sa.Column('decision_fingerprint', sa.LargeBinary(), nullable=True),
    sa.Column('decided_by', sa.String(length=200), nullable=True),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('reason_th', sa.String(length=500), nullable=True),
    sa.Column('fingerprint', sa.LargeBinary(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_data_requests_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_data_requests'))
    )
    op.create_index('ix_data_requests_area', 'data_requests', ['area_code', 'due_on', 'id'], unique=False)
    op.create_index('ix_data_requests_person', 'data_requests', ['person_id', 'id'], unique=False)
    op.create_table('legal_bases',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=False),
    sa.Column('purpose', sa.String(length=40), nullable=False),
    sa.Column('basis', sa.String(length=40), nullable=False),
    sa.Column('source', sa.String(length=500), nullable=False),
    sa.Column('notice_version', sa.String(length=40), nullable=False),
    sa.Column('expires_on', sa.Date(), nullable=True),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('fingerprint', sa.LargeBinary(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_legal_bases_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_legal_bases'))
    )
    op.create_index('ix_legal_bases_person', 'legal_bases', ['person_id', 'purpose'], unique=False)
    op.create_table('memberships',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('person_id', sa.Uuid(), nullable=True),
    sa.Column('organization_id', sa.Uuid(), nullable=False),
    sa.Column('post', sa.String(length=20), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=True),
    sa.Column('fingerprint', sa.LargeBinary(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.CheckConstraint('ends_on >= starts_on', name=op.f('ck_memberships_ends_after_start')),
    sa.ForeignKeyConstraint(['organization_id'], ['organizations.id'], name=op.f('fk_memberships_organization_id')),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_memberships_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_memberships'))
    )
    op.create_index('ix_memberships_organization', 'memberships', ['organization_id', 'post', 'id'], unique=False)
    op.create_index('ix_memberships_person', 'memberships', ['person_id', 'organization_id'], unique=False)
    op.create_index('ux_memberships_live', 'memberships', ['person_id', 'organization_id', 'post'], unique=True, postgresql_where=sa.text('ends_on IS NULL'))
    op.execute("""
        CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION '% only grows', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
        END $$
    """)
    for table in INSERT_ONLY:
        op.execute(f"""
            CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE ON {table}
            FOR EACH ROW EXECUTE FUNCTION refuse_change()
        """)
        op.execute(f"""
            CREATE TRIGGER never_emptied BEFORE TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
        """)
        # Also for sessions that ask to be treated as replicas, for which ordinary triggers are silent.
        op.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER insert_only")
        op.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER never_emptied")
        op.execute(f"REVOKE UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER ON {table} FROM CURRENT_USER")
        op.execute(f"REVOKE ALL ON {table} FROM PUBLIC")
