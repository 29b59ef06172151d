"""What is stored of verifications."""

import datetime as dt
from uuid import UUID

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field

from services.planning.base import Written


class NeedVerification(Written, table=True):
    """The act by which somebody who looked says whether a need is so; never by name."""

    __tablename__ = "need_verifications"
    __table_args__ = (
        CheckConstraint("outcome = 'CONFIRMED' OR reason_th IS NOT NULL", name="says_why"),
        Index("ix_need_verifications_need", "need_id", "id"),
    )

    need_id: UUID = Field(foreign_key="needs.id")
    level: str = Field(max_length=20)
    outcome: str = Field(max_length=20)
    reason_th: str | None = Field(default=None, max_length=500)
    verified_on: dt.date
    verified_by: str = Field(max_length=200)
    """The account, or the id of the person behind it: compared, never shown."""
    role: str = Field(max_length=40)
