"""The base of this service's tables: its own metadata, so that services never see each other's tables."""

import datetime as dt
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import DateTime, LargeBinary, text
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

from shared import database, plumbing

NOW = text("now()")


class Table(SQLModel, registry=registry(metadata=database.new_metadata())):
    """A table of the planning service."""

    __table__: ClassVar[Any]


class Written(Table):
    """What is written once by a client with its own id."""

    id: UUID = Field(primary_key=True)
    fingerprint: bytes = Field(sa_type=LargeBinary)
    created_at: dt.datetime | None = Field(
        default=None,
        sa_type=DateTime(timezone=True),
        nullable=False,
        sa_column_kwargs={"server_default": NOW},
    )


class Kept(Written):
    """What is written by a client and changes under its revision."""

    revision: int = 1
    updated_at: dt.datetime | None = Field(
        default=None,
        sa_type=DateTime(timezone=True),
        nullable=False,
        sa_column_kwargs={"server_default": NOW},
    )


plumbing.add_to(Table.metadata)
