"""What is stored of areas that changed by law: each reference that followed."""

import datetime as dt
from uuid import UUID

from sqlalchemy import BigInteger, Column, Identity, Index, Text, text
from sqlmodel import Field

from services.planning.base import Table


class AreaChangeMove(Table, table=True):
    """One reference that a change of areas, or its reversal, re-pointed here (`shared.moving`)."""

    __tablename__ = "area_change_moves"
    __table_args__ = (
        Index("ix_area_change_moves_change", "change_id", "number"),
        Index("ix_area_change_moves_row", "table_name", "row_key", "effective_on", "number"),
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
