"""What is stored of notices."""

import datetime as dt
from decimal import Decimal
from uuid import UUID

from sqlalchemy import DateTime, Index, UniqueConstraint, text
from sqlmodel import Field

from services.planning.base import NOW, Table, Written
from shared.columns import area_code


class Notice(Table, table=True):
    """That one author is to hear of one change; its id tells the receiver a repeat from another one."""

    __tablename__ = "notices"
    __table_args__ = (
        UniqueConstraint("author", "origin_id", "change", "cause_id"),
        Index("ix_notices_place", "area_code", "id"),
        Index("ix_notices_state_place", "state", "area_code", "id"),
        Index("ix_notices_change_place", "change", "area_code", "id"),
        Index("ix_notices_change", "change", "id"),
        Index("ix_notices_state", "state", "id"),
        Index("ix_notices_organization", "organization_id", "id"),
        Index("ix_notices_origin", "origin_id", "id"),
        Index(
            "ix_notices_paper",
            "area_code",
            "id",
            postgresql_where=text("state IN ('ON_PAPER', 'FAILED')"),
        ),
        Index("ix_notices_due", "next_try_at", "id", postgresql_where=text("state = 'PENDING'")),
        Index("ix_notices_handover", "handover_id"),
    )

    id: UUID = Field(primary_key=True)
    author: str = Field(max_length=60)
    """`o:<organization>` or `f:<area>:<digest of the forum's words>`."""
    organization_id: UUID | None = Field(default=None, foreign_key="organizations.id")
    forum_th: str | None = Field(default=None, max_length=500)
    area_code: str = area_code()
    need_id: UUID
    origin_id: UUID
    title_th: str = Field(max_length=500)
    change: str = Field(max_length=20)
    cause_kind: str = Field(max_length=20)
    cause_id: UUID
    happened_on: dt.date
    about_th: str | None = Field(default=None, max_length=1000)
    share_baht: Decimal | None = Field(default=None, max_digits=15, decimal_places=2)
    reason_th: str | None = Field(default=None, max_length=5000)
    state: str = Field(max_length=20)
    attempts: int = 0
    next_try_at: dt.datetime | None = Field(
        default=None,
        sa_type=DateTime(timezone=True),
        nullable=False,
        sa_column_kwargs={"server_default": NOW},
    )
    sent_at: dt.datetime | None = Field(default=None, sa_type=DateTime(timezone=True))
    handover_id: UUID | None = Field(default=None, foreign_key="notice_handovers.id")
    revision: int = 1
    created_at: dt.datetime | None = Field(
        default=None,
        sa_type=DateTime(timezone=True),
        nullable=False,
        sa_column_kwargs={"server_default": NOW},
    )


class Handover(Written, table=True):
    """That printed notices were handed over."""

    __tablename__ = "notice_handovers"
    __table_args__ = (Index("ix_notice_handovers_place", "area_code", "id"),)

    area_code: str = area_code()
    handed_on: dt.date
    note_th: str | None = Field(default=None, max_length=500)
    notices: int = 0
    revision: int = 1
