"""What is allowed of evaluations."""

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from services.planning.evaluation_teams.schemas import TeamKind
from services.planning.evaluations.schemas import EvaluationSubject, PublicationStatus
from shared.errors import Problem, field_problem
from shared.places import Level, level_of

OF_PLACES = frozenset({EvaluationSubject.PROVINCE, EvaluationSubject.AREA})


class About(NamedTuple):
    """What an evaluation is about."""

    kind: EvaluationSubject
    area_code: str
    named: bool


def check_subject(about: About) -> None:
    """Raise 422 unless a place is named by its code alone, and everything else by its id too."""
    if (about.kind in OF_PLACES) == about.named:
        raise field_problem("subject_id", "not-with-this-kind" if about.named else "required")
    if (
        about.kind is EvaluationSubject.PROVINCE
        and level_of(about.area_code) is not Level.PROVINCE
    ):
        raise field_problem("area_code", "wrong-level", levels=["PROVINCE"])


def check_team(areas: Sequence[str], team_area: str) -> None:
    """Raise 422 unless something of what is evaluated lies in the team's area.

    Of a place it is the place itself; a plan above the provinces is evaluated by a team of one of its areas.
    """
    if not any(code.startswith(team_area) for code in areas):
        raise field_problem("area_code", "outside-parent")


def check_subject_place(plan_area: str, area_code: str) -> None:
    """Raise 422 unless what is evaluated lies in the area; at the nation stands what is above the provinces."""
    if bool(plan_area) != bool(area_code) or not plan_area.startswith(area_code):
        raise field_problem("subject_id", "outside-parent")


def check_within(area_code: str, outer: str, field: str = "area_code") -> None:
    """Raise 422 unless an area lies in another one."""
    if not area_code.startswith(outer):
        raise field_problem(field, "outside-parent")


def check_policy(team_kind: str, policy_th: str | None) -> None:
    """Raise 422 for an achievement that is linked to no policy: that is what its team is for."""
    if team_kind == TeamKind.ACHIEVEMENT and policy_th is None:
        raise field_problem("policy_th", "required")


def check_draft(status: str) -> None:
    """Raise 409 for what is published: it stands as it was published."""
    if status != PublicationStatus.DRAFT:
        raise Problem("state-conflict", ("เผยแพร่แล้ว แก้ไม่ได้", "It is published and stands"))


def check_published(published_on: dt.date, evaluated_on: dt.date) -> None:
    """Raise 422 for a publication before the evaluation."""
    if published_on < evaluated_on:
        raise field_problem("published_on", "too-early")
