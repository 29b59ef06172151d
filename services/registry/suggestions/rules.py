"""How suggestions climb, and what may be decided of them."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from services.registry.suggestions.schemas import DecisionNew, Outcome, Rung, SuggestionStatus
from shared import persons
from shared.auth import Subject
from shared.errors import FieldError, Problem, field_problem
from shared.policies import Role

_DISTRICT_DIGITS = 4


class Climbs(NamedTuple):
    """From when the province, and from when the region and the country may decide, too."""

    province_at: dt.datetime
    region_at: dt.datetime


def climbs(created_at: dt.datetime, days: Sequence[int]) -> Climbs:
    """Return when a suggestion climbs that was made then; `days` are those of the rule LADDER_DAYS.

    The later step never comes before the earlier one, whatever the rule was set to.
    """
    first = days[0] if days else 0
    second = max(first, days[1]) if len(days) > 1 else first
    return Climbs(created_at + dt.timedelta(days=first), created_at + dt.timedelta(days=second))


def rung(now: dt.datetime, steps: Climbs) -> Rung:
    """Return how high a suggestion has climbed by an instant."""
    if now >= steps.region_at:
        return Rung.REGION
    return Rung.PROVINCE if now >= steps.province_at else Rung.OWNER


def reach(subject: Subject) -> dict[str, list[str]]:
    """Return where somebody may decide, by the rung from which they may: parameters of the queries."""
    found: dict[str, list[str]] = {"leads": [], "owner": [], "province": [], "region": []}
    places = {
        Role.TAMBON_STAFF: "owner",
        Role.PROVINCE_WORKING_GROUP: "province",
        Role.REGION_OFFICE: "region",
        Role.NATIONAL_ADMIN: "region",
    }
    for grant in subject.grants:
        if grant.role is Role.LEADER and grant.organization:
            found["leads"].append(grant.organization)
        elif grant.role is Role.NATIONAL_ADMIN:
            found["region"].append("")
        elif grant.role in places and grant.area is not None:
            found[places[grant.role]].append(grant.area)
    return {**found, "me": sorted({subject.human, subject.id})}


def is_small(reach: Mapping[str, Sequence[str]]) -> bool:
    """Say whether somebody decides in small places only: districts, tambons, villages, or none."""
    places = (*reach["owner"], *reach["province"], *reach["region"])
    return all(len(place) >= _DISTRICT_DIGITS for place in places)


def check_differs(old: Mapping[str, Any], proposed: Mapping[str, Any]) -> None:
    """Raise 422 with a pointer to each field that is proposed as it is."""
    same = [
        FieldError(("body", "changes", field), "same-as-now")
        for field, value in proposed.items()
        if old[field] == value
    ]
    if same:
        raise Problem("validation-failed", errors=same)


def check_open(status: str) -> None:
    """Raise 409 for a suggestion that is decided or withdrawn."""
    if status != SuggestionStatus.OPEN:
        raise Problem("state-conflict")


def check_decider(makers: Iterable[str], by: Subject) -> None:
    """Raise 403 `same-person` for the maker, under whichever name."""
    for maker in makers:
        persons.check_another(maker, by.human, by.id)


def check_maker(makers: Sequence[str], by: Subject) -> None:
    """Raise 403 `only-the-maker` for everybody else."""
    if not {by.human, by.id} & set(makers):
        raise Problem("only-the-maker")


def accepted(asked: DecisionNew, proposed: Mapping[str, Any]) -> list[str]:
    """Return the fields that a decision accepts.

    Raises 422 for fields that were not proposed, for fields with a refusal, and where any field is refused
    without a reason.
    """
    if asked.outcome is Outcome.REFUSED:
        if asked.fields is not None:
            raise field_problem("fields", "not-with-refusal")
        chosen: list[str] = []
    else:
        chosen = sorted(proposed) if asked.fields is None else sorted(set(asked.fields))
    strange = [
        FieldError(("body", "fields", number), "unknown-reference")
        for number, field in enumerate(asked.fields or ())
        if field not in proposed
    ]
    if strange:
        raise Problem("validation-failed", errors=strange)
    if len(chosen) < len(proposed) and not asked.reason_th:
        raise field_problem("reason_th", "required")
    return chosen


def outcome(chosen: Sequence[str], proposed: Mapping[str, Any]) -> SuggestionStatus:
    """Return what became of a suggestion of which these fields were accepted."""
    if not chosen:
        return SuggestionStatus.REFUSED
    whole = len(chosen) == len(proposed)
    return SuggestionStatus.ACCEPTED if whole else SuggestionStatus.PARTLY_ACCEPTED


def check_unchanged(
    chosen: Sequence[str],
    old: Mapping[str, Any],
    proposed: Mapping[str, Any],
    current: Mapping[str, Any],
) -> None:
    """Raise 412 `subject-changed`, with all three values, when an accepted field is no longer as it was."""
    moved = [
        {
            "field": field,
            "old": old[field],
            "proposed": proposed[field],
            "current": current.get(field),
        }
        for field in chosen
        if current.get(field) != old[field]
    ]
    if moved:
        raise Problem("subject-changed", changes=moved)
