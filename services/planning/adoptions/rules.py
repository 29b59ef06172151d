"""What is allowed of adoptions."""

import datetime as dt
from collections.abc import Mapping, Sequence
from uuid import UUID

from services.planning.plan_items.schemas import ItemStatus
from services.planning.plans.schemas import LowerDraft
from shared.errors import Problem, field_problem

NAMED = 5
"""How many drafts of the level below a refusal names."""


def check_ready(items: Mapping[UUID, str]) -> None:
    """Raise 409 unless the plan has items and all are final; the answer names those that are not."""
    if not items:
        raise Problem("state-conflict", ("แผนยังไม่มีโครงการ", "The plan has no items yet"))
    drafts = sorted(str(item) for item, status in items.items() if status != ItemStatus.FINAL)
    if drafts:
        said = ("มีโครงการที่ยังไม่ครบถ้วน", "Some items are not final yet")
        raise Problem("state-conflict", said, plan_item_ids=drafts)


def check_forum(held: int) -> None:
    """Raise 422 `rule-broken` unless a forum considered the plan before (planning rule ADOPTION_NEEDS_FORUM)."""
    if not held:
        said = ("ยังไม่มีเวทีพิจารณาแผนนี้", "No forum has considered the plan yet")
        raise Problem("rule-broken", said, rule="ADOPTION_NEEDS_FORUM")


def check_decided(undecided: Sequence[UUID]) -> None:
    """Raise 422 `rule-broken` while submissions to it wait (planning rule SUBMISSIONS_DECIDED_FIRST)."""
    if undecided:
        said = ("ยังมีแผนที่ส่งขึ้นมารอพิจารณา", "Plans that were handed in wait for an answer")
        waiting = [str(each) for each in undecided]
        raise Problem(
            "rule-broken", said, rule="SUBMISSIONS_DECIDED_FIRST", submission_ids=waiting
        )


def check_lower(drafts: Sequence[LowerDraft]) -> None:
    """Raise 422 `rule-broken` while plans below are drafts (planning rule LOWER_FINISHES_FIRST).

    The answer counts them and names the first few: who adopts a plan sees the drafts of all its areas.
    """
    if not drafts:
        return
    first, count = drafts[:NAMED], len(drafts)
    named_th = " ".join(f"“{each.title_th}” ({each.area_th})" for each in first)
    named_en = ", ".join(f"“{each.title_th}” ({each.area_en or each.area_th})" for each in first)
    more_th = f" และอีก {count - NAMED} แผน" if count > NAMED else ""
    more_en = f" and {count - NAMED} more" if count > NAMED else ""
    said = (
        f"แผนระดับล่างยังร่างไม่เสร็จ {count} แผน: {named_th}{more_th} ต้องรับรองหรือถอนร่างก่อน",
        f"{count} plans of the level below are to be adopted or withdrawn first: {named_en}{more_en}",
    )
    ids = [str(each.id) for each in first]
    raise Problem("rule-broken", said, rule="LOWER_FINISHES_FIRST", drafts=count, plan_ids=ids)


def check_day(adopted_on: dt.date, *earlier: dt.date | None) -> None:
    """Raise 422 for a day before a decision about what came up into the plan, or before a need was voiced."""
    if any(day is not None and adopted_on < day for day in earlier):
        raise field_problem("adopted_on", "too-early")
