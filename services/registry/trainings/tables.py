"""What is stored of trainings."""

import datetime as dt
from typing import Annotated
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field

from services.registry.base import Table
from shared.columns import fingerprint, stamp
from shared.privacy import Pii


class Training(Table, table=True):
    """What a person learned; of somebody erased only that there was a training."""

    __tablename__ = "trainings"
    __table_args__ = (Index("ix_trainings_person", "person_id", "id"),)

    id: UUID = Field(primary_key=True)
    person_id: UUID = Field(foreign_key="people.id")
    name_th: Annotated[str | None, Pii("member")] = Field(default=None, max_length=100)
    organizer_th: Annotated[str | None, Pii("member")] = Field(default=None, max_length=100)
    trained_on: Annotated[dt.date | None, Pii("member", "nothing")] = None
    training_hours: Annotated[int | None, Pii("restricted", "nothing")] = None
    certificate_sha256: Annotated[str | None, Pii("restricted", "nothing")] = Field(
        default=None, max_length=64
    )
    fingerprint: bytes = fingerprint()
    revision: int = 1
    created_at: dt.datetime | None = stamp()
    updated_at: dt.datetime | None = stamp()
