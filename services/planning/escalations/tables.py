"""What is stored of escalations."""

import datetime as dt
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from services.planning.base import Kept
from shared.columns import area_code


class Escalation(Kept, table=True):
    """That a silence was told to those above, once for each act after which it fell."""

    __tablename__ = "escalations"
    __table_args__ = (
        UniqueConstraint("proposal_id", "silent_since_id"),
        Index("ix_escalations_place", "area_code", "id"),
        Index("ix_escalations_rung_place", "rung", "area_code", "id"),
        Index("ix_escalations_raised", "raised_on", "id"),
    )

    proposal_id: UUID = Field(foreign_key="proposals.id")
    area_code: str = area_code()
    rung: str = Field(max_length=20)
    silence: str = Field(max_length=20)
    silent_since_id: UUID
    due_on: dt.date
    raised_on: dt.date
