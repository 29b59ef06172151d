"""What is allowed when two records of an organization become one, and when they are told apart again."""

import datetime as dt
from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from services.registry.organization_names.schemas import MOST
from services.registry.organizations.schemas import OrganizationStatus
from shared.errors import Problem, field_problem

_IS_MERGED = (
    "ระเบียนนี้รวมเข้ากับองค์กรอื่นแล้ว",
    "This record is part of another organization's already",
)
_OTHER_WAY = (
    "ระเบียนนี้เป็นสภาที่จดแจ้งหรือเครือข่ายที่บันทึกไว้แล้ว อีกระเบียนไม่ใช่ ให้รวมอีกทางหนึ่ง",
    "This record is of a notified council or a network and the other is not; merge them the other way round",
)
_LATER_FIRST = (
    "ระเบียนที่รับไว้ถูกรวมเข้ากับองค์กรอื่นภายหลัง ให้แยกคืนครั้งหลังก่อน",
    "The record that stayed became part of another one later; undo that first",
)
_IS_UNDONE = ("แยกคืนแล้ว", "It was undone before")


def check_two(one: UUID, other: UUID) -> None:
    """Raise 422 for a record that is to become part of itself."""
    if one == other:
        raise field_problem("into_id", "invalid")


def check_whole(*statuses: str) -> None:
    """Raise 409 when either record is part of another one already."""
    if OrganizationStatus.MERGED in statuses:
        raise Problem("state-conflict", _IS_MERGED)


def check_extensions(merged: Collection[str], into: Collection[str]) -> None:
    """Raise 409 when the record that goes is more (a council) than the one that stays."""
    if set(merged) - set(into):
        raise Problem("state-conflict", _OTHER_WAY)


def check_reversible(reversed_at: dt.datetime | None, into_status: str) -> None:
    """Raise 409 for a merger that was undone, and while a later one stands on it."""
    if reversed_at is not None:
        raise Problem("state-conflict", _IS_UNDONE)
    if into_status == OrganizationStatus.MERGED:
        raise Problem("state-conflict", _LATER_FIRST)


def names_to_add(
    merged: dict[str, Any], into: dict[str, Any], most: int = MOST
) -> list[dict[str, Any]]:
    """Return the merged record's names that the other does not have, as aliases, as many as there is room for.

    Both records are given with `name_th` and `aliases`.
    """
    known = {into["name_th"], *(alias["name_th"] for alias in into["aliases"])}
    own = {"name_th": merged["name_th"], "since": None, "until": None}
    new = [alias for alias in (own, *merged["aliases"]) if alias["name_th"] not in known]
    return new[: max(0, most - len(into["aliases"]))]


def names_brought(
    left: Sequence[dict[str, Any]], more: Sequence[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Return those names of another merged record that go with the one that leaves.

    What somebody took out by hand stays out.
    """
    names = {alias["name_th"] for alias in left}
    return [alias for alias in more if alias["name_th"] in names]


def names_left(
    aliases: Sequence[dict[str, Any]], added: Sequence[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Return the aliases without those that a merger added; what was changed by hand since stays."""
    return [alias for alias in aliases if alias not in added]
