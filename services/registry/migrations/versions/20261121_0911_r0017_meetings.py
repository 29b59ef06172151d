"""Meetings, resolutions, action items.

Revision ID: r0017_meetings
Revises: r0016_demonstrations
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "r0017_meetings"
down_revision = "r0016_demonstrations"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    op.create_table('meetings',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('title_th', sa.String(length=500), nullable=False),
    sa.Column('number', sa.Integer(), nullable=True),
    sa.Column('year_be', sa.Integer(), nullable=True),
    sa.Column('body_id', sa.Uuid(), nullable=True),
    sa.Column('organization_id', sa.Uuid(), nullable=True),
    sa.Column('agency_th', sa.String(length=200), nullable=True),
    sa.Column('area_code', sa.String(length=8, collation='C'), nullable=False),
    sa.Column('venue_th', sa.String(length=200), nullable=True),
    sa.Column('venue_alias_th', sa.String(length=200), nullable=True),
    sa.Column('venue_area_code', sa.String(length=8), nullable=True),
    sa.Column('state', sa.String(length=20), nullable=False),
    sa.Column('held_from', sa.Date(), nullable=False),
    sa.Column('held_to', sa.Date(), nullable=False),
    sa.Column('held_precision', sa.String(length=20), nullable=False),
    sa.Column('attendance', postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'[]'::jsonb"), nullable=False),
    sa.Column('agenda', postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
    sa.Column('minutes_note_th', sa.String(length=500), nullable=True),
    sa.Column('next_words', sa.String(length=500), nullable=True),
    sa.Column('next_from', sa.Date(), nullable=True),
    sa.Column('next_to', sa.Date(), nullable=True),
    sa.Column('next_precision', sa.String(length=20), nullable=True),
    sa.Column('fingerprint', sa.LargeBinary(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.CheckConstraint('held_from <= held_to', name=op.f('ck_meetings_days_in_order')),
    sa.CheckConstraint('num_nonnulls(body_id, organization_id, agency_th) = 1', name=op.f('ck_meetings_organizer')),
    sa.CheckConstraint('num_nulls(number, year_be) <> 1', name=op.f('ck_meetings_number_with_year')),
    sa.ForeignKeyConstraint(['body_id'], ['bodies.id'], name=op.f('fk_meetings_body_id')),
    sa.ForeignKeyConstraint(['organization_id'], ['organizations.id'], name=op.f('fk_meetings_organization_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_meetings'))
    )
    op.create_index('ix_meetings_body', 'meetings', ['body_id', 'held_from', 'id'], unique=False)
    op.create_index('ix_meetings_held', 'meetings', ['held_from', 'id'], unique=False)
    op.create_index('ix_meetings_kind', 'meetings', ['kind', 'held_from', 'id'], unique=False)
    op.create_index('ix_meetings_organization', 'meetings', ['organization_id', 'held_from', 'id'], unique=False)
    op.create_index('ix_meetings_place', 'meetings', ['area_code', 'held_from', 'id'], unique=False)
    op.create_index('uq_meetings_number', 'meetings', ['body_id', 'organization_id', 'agency_th', 'year_be', 'number'], unique=True, postgresql_nulls_not_distinct=True, postgresql_where=sa.text('number IS NOT NULL'))
    op.create_table('resolutions',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('meeting_id', sa.Uuid(), nullable=False),
    sa.Column('number', sa.Text(collation='C'), nullable=False),
    sa.Column('area_code', sa.String(length=8, collation='C'), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('outcome', sa.String(length=20), nullable=False),
    sa.Column('text_th', sa.Text(), nullable=False),
    sa.Column('issues', postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
    sa.Column('votes_for', sa.Integer(), nullable=True),
    sa.Column('votes_against', sa.Integer(), nullable=True),
    sa.Column('abstained', sa.Integer(), nullable=True),
    sa.Column('group_parts', postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'[]'::jsonb"), nullable=False),
    sa.Column('group_total', sa.Integer(), nullable=False),
    sa.Column('fingerprint', sa.LargeBinary(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.CheckConstraint('votes_for >= 0 AND votes_against >= 0 AND abstained >= 0', name=op.f('ck_resolutions_votes')),
    sa.ForeignKeyConstraint(['meeting_id'], ['meetings.id'], name=op.f('fk_resolutions_meeting_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_resolutions')),
    sa.UniqueConstraint('meeting_id', 'number', name=op.f('uq_resolutions_meeting_id_number'))
    )
    op.create_index('ix_resolutions_issues', 'resolutions', ['issues'], unique=False, postgresql_using='gin')
    op.create_index('ix_resolutions_place', 'resolutions', ['area_code', 'meeting_id', 'number', 'id'], unique=False)
    op.create_table('assignments',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('meeting_id', sa.Uuid(), nullable=False),
    sa.Column('area_code', sa.String(length=8, collation='C'), nullable=False),
    sa.Column('owner_kind', sa.String(length=20), nullable=False),
    sa.Column('fingerprint', sa.LargeBinary(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.ForeignKeyConstraint(['meeting_id'], ['meetings.id'], name=op.f('fk_assignments_meeting_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_assignments'))
    )
    op.create_index('ix_assignments_meeting', 'assignments', ['meeting_id', 'id'], unique=False)
    op.create_table('action_items',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('assignment_id', sa.Uuid(), nullable=False),
    sa.Column('meeting_id', sa.Uuid(), nullable=False),
    sa.Column('resolution_id', sa.Uuid(), nullable=True),
    sa.Column('area_code', sa.String(length=8, collation='C'), nullable=False),
    sa.Column('text_th', sa.Text(), nullable=False),
    sa.Column('owner_kind', sa.String(length=20), nullable=False),
    sa.Column('owner_body_id', sa.Uuid(), nullable=True),
    sa.Column('owner_organization_id', sa.Uuid(), nullable=True),
    sa.Column('owner_group', sa.String(length=40), nullable=True),
    sa.Column('owner_th', sa.String(length=200), nullable=True),
    sa.Column('given_on', sa.Date(), nullable=False),
    sa.Column('due_words', sa.String(length=500), nullable=False),
    sa.Column('due_from', sa.Date(), nullable=False),
    sa.Column('due_to', sa.Date(), nullable=False),
    sa.Column('due_precision', sa.String(length=20), nullable=False),
    sa.Column('state', sa.String(length=20), nullable=False),
    sa.Column('reported_on', sa.Date(), nullable=True),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.CheckConstraint('due_from <= due_to', name=op.f('ck_action_items_due_in_order')),
    sa.CheckConstraint('num_nonnulls(owner_body_id, owner_organization_id, coalesce(owner_group, owner_th)) = 1', name=op.f('ck_action_items_one_owner')),
    sa.ForeignKeyConstraint(['assignment_id'], ['assignments.id'], name=op.f('fk_action_items_assignment_id')),
    sa.ForeignKeyConstraint(['meeting_id'], ['meetings.id'], name=op.f('fk_action_items_meeting_id')),
    sa.ForeignKeyConstraint(['owner_body_id'], ['bodies.id'], name=op.f('fk_action_items_owner_body_id')),
    sa.ForeignKeyConstraint(['owner_group'], ['area_groups.code'], name=op.f('fk_action_items_owner_group')),
    sa.ForeignKeyConstraint(['owner_organization_id'], ['organizations.id'], name=op.f('fk_action_items_owner_organization_id')),
    sa.ForeignKeyConstraint(['resolution_id'], ['resolutions.id'], name=op.f('fk_action_items_resolution_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_action_items'))
    )
    op.create_index('ix_action_items_assignment', 'action_items', ['assignment_id'], unique=False)
    op.create_index('ix_action_items_body', 'action_items', ['owner_body_id', 'due_to', 'id'], unique=False)
    op.create_index('ix_action_items_due', 'action_items', ['due_to', 'id'], unique=False)
    op.create_index('ix_action_items_group', 'action_items', ['owner_group', 'due_to', 'id'], unique=False)
    op.create_index('ix_action_items_meeting', 'action_items', ['meeting_id', 'due_to', 'id'], unique=False)
    op.create_index('ix_action_items_organization', 'action_items', ['owner_organization_id', 'due_to', 'id'], unique=False)
    op.create_index('ix_action_items_place', 'action_items', ['area_code', 'due_to', 'id'], unique=False)
    op.create_index(op.f('ix_action_items_resolution_id'), 'action_items', ['resolution_id'], unique=False)
    op.create_index('ix_action_items_state', 'action_items', ['state', 'due_to', 'id'], unique=False)
    op.create_table('action_item_reports',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('item_id', sa.Uuid(), nullable=False),
    sa.Column('state', sa.String(length=20), nullable=False),
    sa.Column('reported_on', sa.Date(), nullable=False),
    sa.Column('note_th', sa.String(length=500), nullable=True),
    sa.Column('fingerprint', sa.LargeBinary(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.ForeignKeyConstraint(['item_id'], ['action_items.id'], name=op.f('fk_action_item_reports_item_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_action_item_reports'))
    )
    op.create_index('ix_action_item_reports_item', 'action_item_reports', ['item_id', 'reported_on', 'created_at', 'id'], unique=False)
