"""What is allowed of communities that give notice, and how many of them want a council."""

import datetime as dt
from collections.abc import Sequence

from services.registry.communities.schemas import (
    CommunityKind,
    Consent,
    NoticeStatus,
    Receiver,
    Verdict,
)
from shared.errors import FieldError, Problem, field_problem
from shared.places import Level, level_of

NO_VILLAGES = frozenset({Receiver.MUNICIPALITY_HEAD, Receiver.KHET_HEAD})
"""Who receives notices where nobody heads a village."""
_SEVERAL = 2


def check_place(
    kind: CommunityKind, area_code: str, villages: Sequence[str], receiver: Receiver
) -> None:
    """Raise 422 unless the place fits the kind.

    A community of one village stands in it; an other community stands in a tambon and has members in several
    villages; where a municipality or khet has no villages both stand in the tambon.
    """
    level = level_of(area_code)
    if level not in {Level.TAMBON, Level.VILLAGE}:
        raise field_problem("area_code", "wrong-level", levels=["TAMBON", "VILLAGE"])
    urban = receiver in NO_VILLAGES
    if kind is CommunityKind.VILLAGE and level is Level.TAMBON and not urban:
        raise field_problem("area_code", "wrong-level", levels=["VILLAGE"])
    if kind is CommunityKind.OTHER and level is Level.VILLAGE:
        raise field_problem("area_code", "wrong-level", levels=["TAMBON"])
    outside = [i for i, code in enumerate(villages) if not code.startswith(area_code)]
    if outside:
        places = [FieldError(("body", "village_codes", i), "outside-parent") for i in outside]
        raise Problem("validation-failed", errors=places)
    if kind is CommunityKind.OTHER and not urban and len(villages) < _SEVERAL:
        raise field_problem("village_codes", "too-short", min=_SEVERAL)


def check_representatives(kind: CommunityKind, count: int, of_other: int) -> None:
    """Raise 422 unless none is known or all are: one, of an other community `of_other`."""
    wanted = of_other if kind is CommunityKind.OTHER else 1
    if 0 < count < wanted:
        raise field_problem("representative_ids", "too-short", min=wanted)
    if count > wanted:
        raise field_problem("representative_ids", "too-long", max=wanted)


def check_noticed(resolved_on: dt.date, noticed_on: dt.date) -> None:
    """Raise 422 when notice was given before the community resolved to."""
    if noticed_on < resolved_on:
        raise field_problem("noticed_on", "too-early")


def check_answer(
    now: str, noticed_on: dt.date, verdict: Verdict, answered_on: dt.date, reason: str | None
) -> None:
    """Raise 409 when it was answered before, 422 before the notice and for a return without a reason."""
    if now != NoticeStatus.NOTICED:
        raise Problem("state-conflict", status_now=now, status_wanted=NoticeStatus.NOTICED.value)
    if answered_on < noticed_on:
        raise field_problem("answered_on", "too-early")
    if verdict is Verdict.RETURNED and reason is None:
        raise field_problem("reason_th", "required")


def check_holds(now: str, ended_on: dt.date | None) -> None:
    """Raise 409 unless the notice is acknowledged and the community still there."""
    if now != NoticeStatus.ACKNOWLEDGED or ended_on is not None:
        raise Problem(
            "state-conflict", status_now=now, status_wanted=NoticeStatus.ACKNOWLEDGED.value
        )


def check_day(field: str, day: dt.date, earliest: dt.date | None) -> None:
    """Raise 422 when the day lies before what had to come first."""
    if earliest is not None and day < earliest:
        raise field_problem(field, "too-early")


def missing(noticed: int, agreed: int, share: int) -> int:
    """Return how many more communities have to agree so that `share` percent of those noticed do.

    With nobody noticed one is missing whatever the share: a council is formed by communities.
    """
    needed = max(1, -(-noticed * share // 100))
    return max(0, needed - agreed)


def count(consents: Sequence[str | None]) -> int:
    """Return how many communities agreed."""
    return sum(consent == Consent.AGREED for consent in consents)
