"""What is stored of adoptions."""

import datetime as dt
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from services.planning.base import Written


class Adoption(Written, table=True):
    """The act by which a plan was adopted."""

    __tablename__ = "adoptions"
    __table_args__ = (UniqueConstraint("plan_id", deferrable=True, initially="DEFERRED"),)

    plan_id: UUID = Field(foreign_key="plans.id")
    adopted_on: dt.date
    meeting_th: str | None = Field(default=None, max_length=500)
