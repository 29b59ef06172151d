"""The base of this service's tables: its own metadata, so that services never see each other's tables."""

from typing import Any, ClassVar

from sqlalchemy.orm import registry
from sqlmodel import SQLModel

from shared import database, plumbing


class Table(SQLModel, registry=registry(metadata=database.new_metadata())):
    """A table of the partners service."""

    __table__: ClassVar[Any]


plumbing.add_to(Table.metadata)
