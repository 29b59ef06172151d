"""What is stored of notice channels: never an address of a person."""

from uuid import UUID

from sqlalchemy import Index, text
from sqlmodel import Field

from services.planning.base import Kept


class NoticeChannel(Kept, table=True):
    """The way by which an organization hears; one at a time."""

    __tablename__ = "notice_channels"
    __table_args__ = (
        Index(
            "uq_notice_channels_standing",
            "organization_id",
            unique=True,
            postgresql_where=text("standing"),
        ),
        Index("ix_notice_channels_organization", "organization_id", "id"),
    )

    organization_id: UUID = Field(foreign_key="organizations.id")
    gateway: str = Field(max_length=40)
    standing: bool = True
