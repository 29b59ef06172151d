"""The copied issues."""

from sqlmodel import Field

from services.registry.base import Table


class Issue(Table, table=True):
    """A work issue as the planning service defined it."""

    __tablename__ = "issues"

    code: str = Field(primary_key=True, max_length=40)
    name_th: str = Field(max_length=200)
    revision: int
