"""What is stored of versions beside the plans that they are."""

from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from services.planning.base import Written


class PlanWithdrawal(Written, table=True):
    """The act by which the draft of a plan, or of its new version, was withdrawn."""

    __tablename__ = "plan_withdrawals"
    __table_args__ = (UniqueConstraint("plan_id", deferrable=True, initially="DEFERRED"),)

    plan_id: UUID = Field(foreign_key="plans.id")
    reason_th: str = Field(max_length=5000)
