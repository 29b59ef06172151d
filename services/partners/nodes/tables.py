"""What is stored of nodes."""

import datetime as dt
from uuid import UUID

from sqlalchemy import CheckConstraint, Column, Index, Text, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import Field

from services.partners.base import Table
from shared.columns import area_code, fingerprint, stamp

_OPEN = text("closed_on IS NULL")
_CLOSED = text("closed_on IS NOT NULL")


class Node(Table, table=True):
    """A node of one agency in one province as it stands today."""

    __tablename__ = "nodes"
    __table_args__ = (
        CheckConstraint("closed_on >= opened_on", name="closes_after_opening"),
        Index("ux_nodes_open", "agency_id", "area_code", unique=True, postgresql_where=_OPEN),
        Index("ix_nodes_place", "area_code", "id"),
        Index("ix_nodes_open_place", "area_code", "id", postgresql_where=_OPEN),
        Index("ix_nodes_closed_place", "area_code", "id", postgresql_where=_CLOSED),
        Index("ix_nodes_agency_place", "agency_id", "area_code", "id"),
        Index("ix_nodes_stage_place", "stage", "area_code", "id"),
        Index("ix_nodes_updated", "updated_at", "id"),
        Index("ix_nodes_agency_updated", "agency_id", "updated_at", "id"),
    )

    id: UUID = Field(primary_key=True)
    agency_id: UUID = Field(foreign_key="agencies.id")
    area_code: str = area_code()
    name_th: str = Field(max_length=200)
    stage: str = Field(max_length=20)
    stage_year_be: int | None = None
    opened_on: dt.date
    closed_on: dt.date | None = None
    close_reason_th: str | None = Field(default=None, max_length=500)
    strengths_th: list[str] = Field(
        sa_column=Column(ARRAY(Text), nullable=False, server_default=text("'{}'"))
    )
    resources_th: list[str] = Field(
        sa_column=Column(ARRAY(Text), nullable=False, server_default=text("'{}'"))
    )
    fingerprint: bytes = fingerprint()
    revision: int = 1
    created_at: dt.datetime | None = stamp()
    updated_at: dt.datetime | None = stamp()


class NodeClosure(Table, table=True):
    """The act of closing a node."""

    __tablename__ = "node_closures"

    id: UUID = Field(primary_key=True)
    node_id: UUID = Field(foreign_key="nodes.id", index=True)
    closed_on: dt.date
    reason_th: str = Field(max_length=500)
    fingerprint: bytes = fingerprint()
