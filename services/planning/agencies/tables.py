"""The copied agencies."""

from uuid import UUID

from sqlmodel import Field

from services.planning.base import Table


class Agency(Table, table=True):
    """An agency as the partners service knows it, as far as plans name it."""

    __tablename__ = "agencies"

    id: UUID = Field(primary_key=True)
    code: str = Field(max_length=40)
    name_th: str = Field(max_length=200)
    revision: int
