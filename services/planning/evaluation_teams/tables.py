"""What is stored of evaluation teams."""

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from services.planning.base import Kept
from shared.columns import area_code


class EvaluationTeam(Kept, table=True):
    """A team that evaluates in an area: for whom, and to what end."""

    __tablename__ = "evaluation_teams"
    __table_args__ = (
        UniqueConstraint("area_code", "kind", "name_th"),
        Index("ix_evaluation_teams_place", "area_code", "id"),
        Index("ix_evaluation_teams_kind_place", "kind", "area_code", "id"),
    )

    area_code: str = area_code()
    kind: str = Field(max_length=30)
    name_th: str = Field(max_length=200)
    purpose_th: str = Field(max_length=500)
    audience_th: str = Field(max_length=500)
