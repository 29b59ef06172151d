"""What is stored of each look at personal data: ids only, so that erasing somebody breaks nothing."""

import datetime as dt
from uuid import UUID

from sqlalchemy import ARRAY, BigInteger, Column, DateTime, Index, LargeBinary, Text, Uuid
from sqlmodel import Field

from services.registry.base import Table


class AccessEntry(Table, table=True):
    """One request that was given personal data; chained to the entry before it, never changed."""

    __tablename__ = "access_log"
    __table_args__ = (
        Index("ix_access_log_persons", "persons", postgresql_using="gin"),
        Index("ix_access_log_actor", "actor", "number"),
        Index("ix_access_log_token", "token", "number"),
        Index("ix_access_log_at", "at"),
    )

    number: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    at: dt.datetime = Field(sa_column=Column(DateTime(timezone=True), nullable=False))
    actor: str = Field(sa_column=Column(Text, nullable=False))
    token: str = Field(sa_column=Column(Text, nullable=False))
    purpose: str = Field(max_length=40)
    route: str = Field(max_length=200)
    persons: list[UUID] = Field(sa_column=Column(ARRAY(Uuid), nullable=False))
    address: str | None = Field(default=None, max_length=60)
    request_id: str = Field(sa_column=Column(Text, nullable=False))
    hash: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
