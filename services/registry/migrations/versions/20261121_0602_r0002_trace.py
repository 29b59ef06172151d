"""the_trace.

Revision ID: r0002_trace
Revises: 2aae8853ca69
"""

import sqlalchemy as sa
from alembic import op

revision = 'r0002_trace'
down_revision = '2aae8853ca69'
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
