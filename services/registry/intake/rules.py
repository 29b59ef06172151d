"""Whose a row is, who sees it, and what may happen to it."""

from collections.abc import Sequence

from services.registry.duplicates.schemas import WHY_TH, Scored
from services.registry.intake.schemas import IntakeStatus
from services.registry.intake_findings.schemas import Finding, FindingCode, Suggestion
from shared import auth, places
from shared.auth import Subject
from shared.errors import Problem
from shared.policies import POLICIES

RECEIVE, RESOLVE = "intake.receive", "intake.resolve"
MOST_DUPLICATES = 10
_LEVELS = (8, 6, 4, 2, 0)


def staff(subject: Subject) -> list[str]:
    """Return the areas that somebody settles rows of; '' is the nation."""
    policy = POLICIES[RESOLVE]
    found = {
        "" if policy[grant.role] == "EVERYWHERE" else grant.area
        for grant in subject.grants
        if grant.role in policy
    }
    return sorted(area for area in found if area is not None)


def span(areas: Sequence[str]) -> tuple[str, str]:
    """Return from which area code on, and below which one, all of these areas lie."""
    first, last = min(areas, default=""), max(areas, default="")
    return places.prefix_range(next(first[:n] for n in _LEVELS if first[:n] == last[:n]))


def home(asked: str | None, typed: str | None, subject: Subject) -> str:
    """Return whose a row is: of the area asked for, the province typed, or the area of who sends it.

    A province that the sender does not work for is no reason to refuse the row: it stays with the sender.
    """
    if asked is not None:
        return asked
    if typed is not None and auth.allowed(subject, RECEIVE, area=typed):
        return typed
    return next(iter(staff(subject)), "")


def duplicates(
    heading: str, typed: str, ranked: Sequence[Scored], names: dict[object, str]
) -> list[Finding]:
    """Return the finding that names the organizations the row may be about, the likeliest first."""
    offers = [
        Suggestion(
            value=str(each.id),
            label_th=names[each.id],
            why_th=" ".join(WHY_TH[why] for why in each.why),
        )
        for each in ranked
        if each.id in names
    ]
    if not offers:
        return []
    code = FindingCode.PROBABLE_DUPLICATE
    return [Finding(code=code, field=heading, typed=typed, suggestions=offers)]


def check_open(status: str) -> None:
    """Raise 409 for a row that is settled."""
    if status != IntakeStatus.OPEN:
        raise Problem("state-conflict")
