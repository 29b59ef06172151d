"""What is stored of what an addressee says, and of what is said to it."""

import datetime as dt
from decimal import Decimal
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from services.planning.base import Written


class Acknowledgement(Written, table=True):
    """The act by which the addressee confirmed that the proposal arrived."""

    __tablename__ = "acknowledgements"
    __table_args__ = (UniqueConstraint("proposal_id", deferrable=True, initially="DEFERRED"),)

    proposal_id: UUID = Field(foreign_key="proposals.id")
    acknowledged_on: dt.date


class Answer(Written, table=True):
    """An answer to a proposal; the last one counts."""

    __tablename__ = "answers"
    __table_args__ = (Index("ix_answers_proposal", "proposal_id", "id"),)

    proposal_id: UUID = Field(foreign_key="proposals.id")
    outcome: str = Field(max_length=20)
    granted_baht: Decimal | None = Field(default=None, max_digits=15, decimal_places=2)
    reason_th: str | None = Field(default=None, max_length=5000)
    answered_on: dt.date
    reference_th: str | None = Field(default=None, max_length=500)


class Reply(Written, table=True):
    """What the movement says to an answer, once."""

    __tablename__ = "answer_replies"
    __table_args__ = (
        UniqueConstraint("answer_id", deferrable=True, initially="DEFERRED"),
        Index("ix_answer_replies_proposal", "proposal_id", "id"),
    )

    proposal_id: UUID = Field(foreign_key="proposals.id")
    answer_id: UUID = Field(foreign_key="answers.id")
    stance: str = Field(max_length=20)
    reason_th: str | None = Field(default=None, max_length=5000)
    replied_on: dt.date
