"""What is stored of holdings."""

import datetime as dt
from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, Column, Index, Numeric
from sqlmodel import Field

from services.registry.base import Table
from shared.columns import fingerprint, stamp


class Holding(Table, table=True):
    """One statement: so much of one kind, from one source, on one day. A later one takes its place."""

    __tablename__ = "holdings"
    __table_args__ = (
        CheckConstraint("value_baht >= 0 AND quantity >= 0", name="not_negative"),
        CheckConstraint("value_baht IS NOT NULL OR quantity IS NOT NULL", name="something"),
        CheckConstraint("(quantity IS NULL) = (unit IS NULL)", name="quantity_has_a_unit"),
        Index(
            "ux_holdings_statement",
            "organization_id",
            "kind",
            "measure",
            "source",
            "as_of",
            unique=True,
            postgresql_include=["value_baht"],  # all that sums read
        ),
        Index("ix_holdings_kind", "kind", "organization_id"),
        Index("ix_holdings_measure", "measure", "organization_id"),
        Index("ix_holdings_source", "source", "organization_id"),
        Index("ix_holdings_newest", "organization_id", "as_of", "id"),
    )

    id: UUID = Field(primary_key=True)
    organization_id: UUID = Field(foreign_key="organizations.id")
    kind: str = Field(max_length=20)
    measure: str = Field(max_length=20)
    source: str = Field(max_length=20)
    value_baht: Decimal | None = Field(default=None, sa_column=Column(Numeric(15, 2)))
    quantity: Decimal | None = Field(default=None, sa_column=Column(Numeric(15, 2)))
    unit: str | None = Field(default=None, max_length=20)
    as_of: dt.date
    note_th: str | None = Field(default=None, max_length=500)
    fingerprint: bytes = fingerprint()
    revision: int = 1
    created_at: dt.datetime | None = stamp()
    updated_at: dt.datetime | None = stamp()
