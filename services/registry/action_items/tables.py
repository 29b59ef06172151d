"""What is stored of action items."""

import datetime as dt
from uuid import UUID

from sqlalchemy import CheckConstraint, Column, Index, Text
from sqlmodel import Field

from services.registry.base import Table
from shared.columns import area_code, fingerprint, stamp


class Assignment(Table, table=True):
    """What a meeting gave to one owner, or to each region: then it has one item a region."""

    __tablename__ = "assignments"
    __table_args__ = (Index("ix_assignments_meeting", "meeting_id", "id"),)

    id: UUID = Field(primary_key=True)
    meeting_id: UUID = Field(foreign_key="meetings.id")
    area_code: str = area_code()
    owner_kind: str = Field(max_length=20)
    fingerprint: bytes = fingerprint()
    revision: int = 1
    created_at: dt.datetime | None = stamp()


class ActionItem(Table, table=True):
    """One thing to do for one owner; its state is that of its latest report."""

    __tablename__ = "action_items"
    __table_args__ = (
        CheckConstraint(
            "num_nonnulls(owner_body_id, owner_organization_id, coalesce(owner_group, owner_th)) = 1",
            name="one_owner",
        ),
        CheckConstraint("due_from <= due_to", name="due_in_order"),
        Index("ix_action_items_due", "due_to", "id"),
        Index("ix_action_items_place", "area_code", "due_to", "id"),
        Index("ix_action_items_group", "owner_group", "due_to", "id"),
        Index("ix_action_items_body", "owner_body_id", "due_to", "id"),
        Index("ix_action_items_organization", "owner_organization_id", "due_to", "id"),
        Index("ix_action_items_state", "state", "due_to", "id"),
        Index("ix_action_items_meeting", "meeting_id", "due_to", "id"),
        Index("ix_action_items_assignment", "assignment_id"),
        Index(  # all that follow-up counts
            "ix_action_items_tally",
            "area_code",
            postgresql_include=[
                "id",
                "owner_kind",
                "owner_body_id",
                "owner_organization_id",
                "owner_group",
                "owner_th",
                "due_to",
                "given_on",
                "reported_on",
                "state",
            ],
        ),
    )

    id: UUID = Field(primary_key=True)
    assignment_id: UUID = Field(foreign_key="assignments.id")
    meeting_id: UUID = Field(foreign_key="meetings.id")
    resolution_id: UUID | None = Field(default=None, foreign_key="resolutions.id", index=True)
    area_code: str = area_code()
    text_th: str = Field(sa_column=Column(Text, nullable=False))
    owner_kind: str = Field(max_length=20)
    owner_body_id: UUID | None = Field(default=None, foreign_key="bodies.id")
    owner_organization_id: UUID | None = Field(default=None, foreign_key="organizations.id")
    owner_group: str | None = Field(default=None, max_length=40, foreign_key="area_groups.code")
    owner_th: str | None = Field(default=None, max_length=200)
    given_on: dt.date
    due_words: str = Field(max_length=500)
    due_from: dt.date
    due_to: dt.date
    due_precision: str = Field(max_length=20)
    state: str = Field(max_length=20)
    reported_on: dt.date | None = None
    """The day of the report that the state comes from."""
    revision: int = 1
    created_at: dt.datetime | None = stamp()
    updated_at: dt.datetime | None = stamp()


class ActionItemReport(Table, table=True):
    """What somebody reported of an action item on a day."""

    __tablename__ = "action_item_reports"
    __table_args__ = (
        Index("ix_action_item_reports_item", "item_id", "reported_on", "created_at", "id"),
    )

    id: UUID = Field(primary_key=True)
    item_id: UUID = Field(foreign_key="action_items.id")
    state: str = Field(max_length=20)
    reported_on: dt.date
    note_th: str | None = Field(default=None, max_length=500)
    fingerprint: bytes = fingerprint()
    revision: int = 1
    created_at: dt.datetime | None = stamp()
