"""What is allowed of notices, and how long to wait before one is sent again."""

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from uuid import UUID

from services.planning.notices.schemas import CHANGE_TH, SHARE_TH, Author, Change
from shared.errors import FieldError, Problem

MOST_ATTEMPTS = 12
"""With the waits between them this is more than a day of trying; then it is printed."""
NO_WAIT = dt.timedelta(0)
_LONGEST = dt.timedelta(hours=6)
_ORGANIZATION = "organization:"
_DISTRICT = 4


def authors_of(found: Sequence[Author]) -> list[tuple[str, Author]]:
    """Return everybody who is to hear, each with the name by which a repeat is known.

    A need that an organization voiced at a forum has two authors. What changed is told as the own need of
    each: the one that came of what they voiced, or that itself when it only stands together with another.
    """
    told: dict[tuple[str, UUID], Author] = {}
    for every in sorted(found, key=lambda author: not author.own):
        each = every if every.own else replace(every, need_id=every.origin_id)
        if each.organization_id is not None:
            group = f"o:{each.organization_id}"
            told.setdefault((group, each.origin_id), replace(each, forum_th=None))
        if each.forum_th is not None:
            words = hashlib.sha256(each.forum_th.encode()).hexdigest()[:32]
            forum = f"f:{each.area_code}:{words}"
            told.setdefault((forum, each.origin_id), replace(each, organization_id=None))
    return [(author, each) for (author, _), each in told.items()]


def what(change: Change, about_th: str | None, share: Decimal | None) -> tuple[str, str, str]:
    """Return what happened, what it is about and the need's own share of the money, in words; "" for none."""
    money = "" if share is None else f"{SHARE_TH[change]} {share:,.2f} บาท"
    return CHANGE_TH[change], about_th or "", money


def wait_after(attempts: int, first_seconds: float) -> dt.timedelta | None:
    """Return how long to wait after so many attempts have failed, None when it is given up."""
    if attempts >= MOST_ATTEMPTS:
        return None
    return min(dt.timedelta(seconds=first_seconds) * float(4 ** (attempts - 1)), _LONGEST)


def check_waiting(asked: Sequence[UUID], waiting: Sequence[UUID]) -> None:
    """Raise 422 for notices that do not wait to be handed over in the area."""
    known = set(waiting)
    errors = [
        FieldError(("body", "notice_ids", index), "unknown-reference")
        for index, each in enumerate(asked)
        if each not in known
    ]
    if errors:
        raise Problem("validation-failed", errors=errors)


def looked_up(granted: Sequence[str]) -> dict[str, list[str]]:
    """Return the condition by which notices are looked up for somebody who may see those of a few small places.

    Whoever may see a province's or the nation's finds a page of them soon enough in the order of the list.
    """
    wide = any(not each.startswith(_ORGANIZATION) and len(each) < _DISTRICT for each in granted)
    return {} if wide else {"mine": list(granted)}
