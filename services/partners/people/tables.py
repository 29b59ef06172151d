"""The copied mergers of people."""

from uuid import UUID

from sqlmodel import Field

from services.partners.base import Table


class MergedPerson(Table, table=True):
    """A record of a person that became part of another one, as the registry tells."""

    __tablename__ = "merged_people"

    id: UUID = Field(primary_key=True)
    into_id: UUID
    revision: int
