"""What is stored of needs."""

import datetime as dt
from uuid import UUID

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field

from services.planning.base import Kept
from shared.columns import area_code


class Need(Kept, table=True):
    """A need as it stands today; its past is in the feed."""

    __tablename__ = "needs"
    __table_args__ = (
        CheckConstraint("households >= 0", name="households_not_negative"),
        CheckConstraint(
            "voiced_by_organization_id IS NOT NULL OR voiced_at_th IS NOT NULL", name="voiced"
        ),
        Index("ix_needs_place", "area_code", "id"),
        Index("ix_needs_issue_place", "issue_code", "area_code", "id"),
        Index("ix_needs_status_place", "status", "area_code", "id"),
        Index("ix_needs_updated", "updated_at", "id"),
    )

    area_code: str = area_code()
    title_th: str = Field(max_length=500)
    description_th: str | None = Field(default=None, max_length=5000)
    issue_code: str = Field(foreign_key="issues.code", max_length=40)
    voiced_on: dt.date
    voiced_by_organization_id: UUID | None = Field(default=None, foreign_key="organizations.id")
    voiced_at_th: str | None = Field(default=None, max_length=500)
    households: int | None = None
    status: str = Field(max_length=20)
