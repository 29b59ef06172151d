"""What is allowed of evaluation teams."""

from collections.abc import Sequence
from typing import NamedTuple

from services.planning.evaluation_teams.schemas import TeamKind
from shared import text
from shared.errors import field_problem


class Team(NamedTuple):
    """Another team of the same area, in short."""

    kind: str
    purpose_th: str
    audience_th: str


def check_own(kind: TeamKind, purpose_th: str, audience_th: str, others: Sequence[Team]) -> None:
    """Raise 422 unless teams of different kinds have purposes and audiences of their own."""
    for other in (each for each in others if each.kind != kind):
        if text.loose_key(other.purpose_th) == text.loose_key(purpose_th):
            raise field_problem("purpose_th", "not-its-own")
        if text.loose_key(other.audience_th) == text.loose_key(audience_th):
            raise field_problem("audience_th", "not-its-own")
