"""The copied commitments."""

import datetime as dt
from decimal import Decimal
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field

from services.planning.base import Table


class Commitment(Table, table=True):
    """Money that an agency proposed for a plan item or committed to it, as the partners service knows it."""

    __tablename__ = "commitments"
    __table_args__ = (Index("ix_commitments_item", "plan_item_id", "committed_on", "id"),)

    id: UUID = Field(primary_key=True)
    plan_item_id: UUID
    agency_name_th: str = Field(max_length=200)
    amount_baht: Decimal = Field(max_digits=15, decimal_places=2)
    committed_on: dt.date
    status: str = Field(max_length=40)
    status_th: str = Field(max_length=200)
    revision: int
