"""What is stored of following proposals up."""

import datetime as dt
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field

from services.planning.base import Kept, Written


class SecretaryNaming(Written, table=True):
    """That somebody was named to follow a proposal up."""

    __tablename__ = "secretary_namings"
    __table_args__ = (Index("ix_secretary_namings_proposal", "proposal_id", "id"),)

    proposal_id: UUID = Field(foreign_key="proposals.id")
    kind: str = Field(max_length=20)
    subject_id: UUID
    named_on: dt.date


class FollowUp(Kept, table=True):
    """What was heard of a proposal on a day."""

    __tablename__ = "proposal_follow_ups"
    __table_args__ = (Index("ix_proposal_follow_ups_proposal", "proposal_id", "noted_on", "id"),)

    proposal_id: UUID = Field(foreign_key="proposals.id")
    noted_on: dt.date
    text_th: str = Field(max_length=5000)
    next_on: dt.date | None = None


class Closing(Written, table=True):
    """The act by which a proposal was closed."""

    __tablename__ = "proposal_closings"
    __table_args__ = (Index("ix_proposal_closings_proposal", "proposal_id"),)

    proposal_id: UUID = Field(foreign_key="proposals.id")
    closed_on: dt.date
    reason_th: str = Field(max_length=5000)
