"""What is stored of verifications."""

import datetime as dt
from uuid import UUID

from sqlalchemy import CheckConstraint, Column, Index, String
from sqlmodel import Field

from services.planning.base import Written


class FactVerification(Written, table=True):
    """The act by which facts were confirmed, sent back or put under review."""

    __tablename__ = "fact_verifications"
    __table_args__ = (
        CheckConstraint("(fact_id IS NULL) <> (table_id IS NULL)", name="of_one_thing"),
        CheckConstraint("outcome = 'CONFIRMED' OR reason_th IS NOT NULL", name="reasoned"),
        Index("ix_fact_verifications_fact", "fact_id"),
        Index("ix_fact_verifications_table", "table_id"),
    )

    fact_id: UUID | None = Field(default=None, foreign_key="facts.id")
    table_id: UUID | None = Field(default=None, foreign_key="fact_tables.id")
    within: str | None = Field(
        default=None, sa_column=Column(String(8, collation="C"), nullable=True)
    )
    """The part of a table that was decided, as an area code."""
    step: str = Field(max_length=20)
    outcome: str = Field(max_length=20)
    decided_on: dt.date
    reason_th: str | None = Field(default=None, max_length=500)
    role: str = Field(max_length=40)
    decided_by: str = Field(max_length=200)
