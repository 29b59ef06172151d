"""What is allowed with people."""

import datetime as dt
from collections.abc import Iterable
from uuid import UUID

from services.registry.people.schemas import PersonStatus, Post
from shared import auth
from shared.auth import Subject
from shared.errors import Problem, field_problem
from shared.policies import POLICIES, Reach


def require(by: Subject, action: str, area: str, organizations: Iterable[UUID] = ()) -> None:
    """Raise 403 unless the subject may do this in the area or for one of the organizations."""
    fit = [o for o in organizations if auth.allowed(by, action, area=area, organization=o)]
    auth.require(by, action, area=area, organization=fit[0] if fit else None)


def reach(by: Subject, action: str) -> list[str]:
    """Return how far the subject's right goes: area prefixes, and `organization:<id>`."""
    found = []
    for grant in by.grants:
        match POLICIES[action].get(grant.role):
            case Reach.EVERYWHERE:
                found.append("")
            case Reach.AREA if grant.area is not None:
                found.append(grant.area)
            case Reach.ORGANIZATION if grant.organization:
                found.append(f"organization:{grant.organization}")
            case _:
                pass
    return found


def check_active(status: str) -> None:
    """Raise 409 when the record stands for nobody any more."""
    if status != PersonStatus.ACTIVE:
        raise Problem("state-conflict")


def check_open(closed_at: dt.datetime | None) -> None:
    """Raise 409 for a legal basis that has ended."""
    if closed_at is not None:
        raise Problem("state-conflict")


def check_office(post: str, *, strong: bool) -> None:
    """Raise 403 when a post of public office, whose holder is a leader, is given with a password alone."""
    if post != Post.MEMBER:
        check_strong(strong=strong)


def check_span(starts_on: dt.date, ends_on: dt.date | None) -> None:
    """Raise 422 for a post that is over before it was held for a day."""
    if ends_on is not None and ends_on <= starts_on:
        raise field_problem("ends_on", "end-before-start")


def term_end(starts_on: dt.date, years: int | None) -> dt.date | None:
    """Return the first day after a term of so many years; one that began on 29 February ends on 1 March."""
    if years is None:
        return None
    try:
        return starts_on.replace(year=starts_on.year + years)
    except ValueError:
        return dt.date(starts_on.year + years, 3, 1)


def check_strong(*, strong: bool) -> None:
    """Raise 403 without a second factor: what is done makes somebody's name public."""
    if not strong:
        raise Problem("second-factor-required")
