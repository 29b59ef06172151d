"""The copied organizations."""

from uuid import UUID

from sqlmodel import Field

from services.planning.base import Table


class Organization(Table, table=True):
    """An organization as the registry knows it, as far as plans name it."""

    __tablename__ = "organizations"

    id: UUID = Field(primary_key=True)
    name_th: str = Field(max_length=200)
    area_code: str = Field(max_length=8)
    status: str = Field(max_length=20)
    merged_into_id: UUID | None = None
    """The record that it turned out to be a second one of: whoever names this one means that one."""
    revision: int
