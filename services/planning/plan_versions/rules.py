"""What is allowed of new versions of plans."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from uuid import UUID

from services.planning.plans.schemas import ChangeKind, PlanStatus
from shared.errors import FieldError, Problem, field_problem


def check_in_force(status: str, version_of_id: UUID | None) -> None:
    """Raise 409 unless the plan is the adopted one in force: drafts and former versions get no new version."""
    if status != PlanStatus.ADOPTED or version_of_id is not None:
        said = (
            "ทำฉบับใหม่ได้จากแผนที่รับรองและใช้อยู่เท่านั้น",
            "Only an adopted plan in force gets a new version",
        )
        raise Problem("state-conflict", said)


def check_open_draft(status: str) -> None:
    """Raise 409 unless the plan is an open draft, of a first or a new version: nothing else is withdrawn."""
    if status != PlanStatus.DRAFT:
        said = ("ถอนได้เฉพาะร่างที่ยังไม่รับรอง", "Only a draft is withdrawn")
        raise Problem("state-conflict", said, present_status=str(status))


def check_single(open_draft: UUID | None) -> None:
    """Raise 409 when a draft of the next version is open already; the answer names it."""
    if open_draft is not None:
        said = ("มีร่างฉบับใหม่ของแผนนี้อยู่แล้ว", "A draft of the next version is open already")
        raise Problem("state-conflict", said, plan_id=str(open_draft))


def check_left_out(
    kind: ChangeKind, asked: Mapping[str, Sequence[UUID]], known: Mapping[str, Collection[UUID]]
) -> None:
    """Raise 422 at what is left out and is no part of the plan; an addition leaves nothing out."""
    errors = [
        FieldError(("body", field, place), "unknown-reference")
        for field, ids in asked.items()
        for place, each in enumerate(ids)
        if each not in known[field]
    ]
    if errors:
        raise Problem("validation-failed", errors=errors)
    if kind is ChangeKind.ADD and asked["leave_out_item_ids"]:
        raise field_problem("leave_out_item_ids", "only-with", other="CHANGE, REVISE")


def check_free(bound: Collection[UUID]) -> None:
    """Raise 409 when what is left out has come a way: carried over, taken up, proposed, supported or reported."""
    if bound:
        said = (
            "โครงการที่ตัดออกยกมาจากปีก่อน หรือถูกรับไว้ในแผนบน เสนอ สนับสนุน หรือรายงานผลไปแล้ว",
            "An item that is left out was carried over, taken up above, proposed, supported or reported on",
        )
        raise Problem("state-conflict", said, plan_item_ids=sorted(map(str, bound)))


def check_dropped(dropped: Iterable[tuple[UUID, UUID]], answered_for: Collection[UUID]) -> None:
    """Raise 409 for pairs of an item and a need that it answers no longer, though somebody is asked for it.

    An open or granted proposal of the item, or of one above it, speaks for the need, or a result was reported.
    """
    if bound := {str(need_id) for item_id, need_id in dropped if item_id in answered_for}:
        said = (
            "ความต้องการที่โครงการเสนอไว้แล้ว ได้รับอนุมัติ หรือรายงานผลแล้ว ตัดออกจากโครงการไม่ได้",
            "A need stays with the project that is proposed, granted or reported on for it",
        )
        raise Problem("state-conflict", said, need_ids=sorted(bound))


def check_covers(
    now: Mapping[UUID, tuple[Decimal, int]], taken: Mapping[UUID, tuple[Decimal, int]]
) -> None:
    """Raise 422 `rule-broken` when plans above have taken more money or households of an item than it has now."""
    short = {
        str(item): str(money)
        for item, (money, people) in sorted(taken.items())
        if money > now[item][0] or people > now[item][1]
    }
    if short:
        said = (
            "งบหรือครัวเรือนใหม่น้อยกว่าที่แผนระดับบนรับไว้แล้ว ต้องให้แผนบนทบทวนก่อน",
            "Plans above have taken more than the item has now: they have to be revised first",
        )
        raise Problem("rule-broken", said, plan_item_ids=list(short), shares=short)


def check_spoken_for(before: Decimal, now: Decimal, speaking: Collection[UUID]) -> None:
    """Raise 422 `rule-broken` when proposals would speak for more money than there is, and did not before.

    `before` and `now` are by how much they do, `speaking` the items of the chain that are proposed.
    """
    if now > before:
        said = (
            "ข้อเสนอของโครงการในสายนี้ขอหรือได้รับไว้เกินเงินของฉบับใหม่ ต้องปิดข้อเสนอที่ยังไม่ได้รับก่อน",
            "Proposals speak for more than the new version has: close those that were not granted first",
        )
        ids = sorted(map(str, speaking))
        raise Problem("rule-broken", said, plan_item_ids=ids, missing=str(now))


def check_day(adopted_on: dt.date, before: dt.date | None) -> None:
    """Raise 422 for a version adopted before the one that it takes the place of."""
    if before is not None and adopted_on < before:
        raise field_problem("adopted_on", "too-early")
