"""the_trace.

Revision ID: q0002_trace
Revises: dbbfd737446c
"""

import sqlalchemy as sa
from alembic import op

revision = 'q0002_trace'
down_revision = 'dbbfd737446c'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    op.create_table('revocations',
    sa.Column('name', sa.Text(), nullable=False, comment='subject:ID or token:JTI'),
    sa.Column('revision', sa.BigInteger(), nullable=False),
    sa.Column('not_before', sa.BigInteger(), nullable=False, comment='tokens up to this second are refused'),
    sa.Column('until', sa.BigInteger(), nullable=False, comment='no token from before lives longer'),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_revocations'))
    )
    op.add_column('followed', sa.Column('hash', sa.LargeBinary(), nullable=True, comment='of the last event taken in, as its source told it'))
    op.execute("""
        CREATE FUNCTION only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION '% only grows', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
        END $$
    """)
    op.execute("""
        CREATE TRIGGER only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON feed
        FOR EACH STATEMENT EXECUTE FUNCTION only_grows()
    """)
    # Also for sessions that ask to be treated as replicas, for which ordinary triggers are silent.
    op.execute("ALTER TABLE feed ENABLE ALWAYS TRIGGER only_grows")
    # The owner too: what it does not need it has to give itself first.
    op.execute("REVOKE UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER ON feed FROM CURRENT_USER")
    op.execute("REVOKE ALL ON feed FROM PUBLIC")
