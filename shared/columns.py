"""Columns that many tables have, each made anew for its table."""

from typing import Any

from sqlalchemy import Column, DateTime, LargeBinary, String, text
from sqlmodel import Field


def stamp() -> Any:
    """Return a column for an instant that the database's clock fills in."""
    column = Column(DateTime(timezone=True), nullable=False, server_default=text("now()"))
    return Field(default=None, sa_column=column)


def fingerprint() -> Any:
    """Return the column that tells a repeated request from another one with the same id."""
    return Field(sa_column=Column(LargeBinary, nullable=False))


def ground(*, nullable: bool = False) -> Any:
    """Return a column for what stays the same when an area gets another code by law."""
    return Field(default=None, sa_column=Column(String(36, collation="C"), nullable=nullable))


def area_code() -> Any:
    """Return a column for an official area code, ordered by its bytes so that a prefix is a range."""
    return Field(sa_column=Column(String(8, collation="C"), nullable=False))
