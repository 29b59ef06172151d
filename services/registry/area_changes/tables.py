"""What is stored of changes by law: the order, what it re-pointed, and how it was undone."""

import datetime as dt
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Column, Identity, Index, Text, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from services.registry.base import Table
from shared.columns import fingerprint, stamp


def _json() -> Any:
    return Field(sa_column=Column(JSONB, nullable=False, server_default=text("'{}'")))


class AreaChange(Table, table=True):
    """One legal order and what it did to the tree; a reversed one stays, with the day."""

    __tablename__ = "area_changes"
    __table_args__ = (
        Index("ix_area_changes_day", "effective_on", "id"),
        Index("ix_area_changes_codes", "codes", postgresql_using="gin"),
    )

    id: UUID = Field(primary_key=True)
    kind: str = Field(max_length=10)
    order_th: str = Field(max_length=500)
    gazette_th: str | None = Field(default=None, max_length=500)
    effective_on: dt.date
    status: str = Field(max_length=10)
    codes: Any = _json()
    """Every code that it touched."""
    steps: Any = _json()
    """What it opened, ended, renamed and moved: enough to undo it."""
    moved: Any = _json()
    """How many references it moved, by column."""
    reversed_on: dt.date | None = None
    reversal_th: str | None = Field(default=None, max_length=500)
    left_alone: int | None = None
    """How many references were changed by hand before the reversal and so left as they were."""
    fingerprint: bytes = fingerprint()
    revision: int = 1
    created_at: dt.datetime | None = stamp()
    updated_at: dt.datetime | None = stamp()


class AreaChangeReversal(Table, table=True):
    """The act of undoing a change."""

    __tablename__ = "area_change_reversals"

    id: UUID = Field(primary_key=True)
    change_id: UUID = Field(foreign_key="area_changes.id", index=True)
    effective_on: dt.date
    order_th: str = Field(max_length=500)
    fingerprint: bytes = fingerprint()


class AreaChangeMove(Table, table=True):
    """One reference that a change, or its reversal, re-pointed (`shared.moving`)."""

    __tablename__ = "area_change_moves"
    __table_args__ = (
        Index("ix_area_change_moves_change", "change_id", "number"),
        Index("ix_area_change_moves_row", "table_name", "row_key", "effective_on", "number"),
        Index("ix_area_change_moves_from", "table_name", "from_code", "effective_on"),
    )

    number: int | None = Field(
        default=None, sa_column=Column(BigInteger, Identity(always=True), primary_key=True)
    )
    change_id: UUID
    reversal: bool
    left_alone: bool = Field(default=False, sa_column_kwargs={"server_default": text("false")})
    table_name: str = Field(max_length=63)
    column_name: str = Field(max_length=63)
    row_key: str = Field(sa_column=Column(Text, nullable=False))
    from_code: str = Field(sa_column=Column(Text(collation="C"), nullable=False))
    to_code: str = Field(sa_column=Column(Text(collation="C"), nullable=False))
    effective_on: dt.date
