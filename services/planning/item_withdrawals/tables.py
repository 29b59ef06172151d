"""What is stored of withdrawals of plan items."""

from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from services.planning.base import Written


class ItemWithdrawal(Written, table=True):
    """The act by which an item was taken out of the draft of its plan."""

    __tablename__ = "item_withdrawals"
    __table_args__ = (UniqueConstraint("plan_item_id", deferrable=True, initially="DEFERRED"),)

    plan_item_id: UUID = Field(foreign_key="plan_items.id")
    reason_th: str = Field(max_length=5000)
