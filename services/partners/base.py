"""The base of this service's tables: its own metadata, so that services never see each other's tables."""

from typing import Any, ClassVar

from sqlalchemy import Column, DateTime, LargeBinary, String, text
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

from shared import database, plumbing


class Table(SQLModel, registry=registry(metadata=database.new_metadata())):
    """A table of the partners service."""

    __table__: ClassVar[Any]


plumbing.add_to(Table.metadata)


def stamp() -> Any:
    """Return a column for an instant that the database's clock fills in."""
    column = Column(DateTime(timezone=True), nullable=False, server_default=text("now()"))
    return Field(default=None, sa_column=column)


def fingerprint() -> Any:
    """Return the column that tells a repeated request from another one with the same id."""
    return Field(sa_column=Column(LargeBinary, nullable=False))


def area_code() -> Any:
    """Return a column for an official area code, sorted by its bytes; '' stands for the nation."""
    return Field(sa_column=Column(String(8, collation="C"), nullable=False))
