"""What is allowed of action items, and when one is overdue."""

import datetime as dt
import hashlib
from uuid import UUID

from services.registry.action_items.schemas import ActionItemNew, ItemState, OwnerKind
from services.registry.meetings import rules as meetings
from shared import thai_due
from shared.errors import FieldError, Problem, field_problem
from shared.thai_time import DatePrecision

OWNER_FIELD = {
    OwnerKind.BODY: "owner_body_id",
    OwnerKind.ORGANIZATION: "owner_organization_id",
    OwnerKind.AREA_GROUP: "owner_group",
    OwnerKind.AGENCY: "owner_th",
    OwnerKind.ROLE: "owner_th",
    OwnerKind.EACH_REGION: None,
}


def check_owner(new: ActionItemNew) -> None:
    """Raise 422 when the owner is not named by the field of its kind, or by another one."""
    wanted = OWNER_FIELD[new.owner_kind]
    for field in dict.fromkeys(name for name in OWNER_FIELD.values() if name):
        given = getattr(new, field) is not None
        if given and field != wanted:
            raise field_problem(field, "not-with-this-owner")
        if not given and field == wanted:
            raise field_problem(field, "required")


def due_of(new: ActionItemNew) -> tuple[thai_due.Due, str]:
    """Return when it is due and in which words: those that were said, whatever can be read of them.

    A date that is given stands. Raises 422 for words without one that cannot be read, and at both for words
    that mean other days than the date.
    """
    if new.due_on is None:
        due = meetings.read_due(new.due_words, "due_words")
        assert due is not None
        return due, str(new.due_words)
    precision = new.due_precision or DatePrecision.DAY
    due = thai_due.around(new.due_on, precision)
    if new.due_words is None:
        return due, thai_due.said(new.due_on, precision)
    meant = thai_due.read(new.due_words)
    if meant and (due.last < meant.first or meant.last < due.first):
        said = {"first": meant.first.isoformat(), "last": meant.last.isoformat()}
        fields = ("due_words", "due_on")
        errors = [FieldError(["body", field], "due-contradicts", **said) for field in fields]
        raise Problem("validation-failed", errors=errors)
    return due, new.due_words


def item_id(assignment: UUID, key: str) -> UUID:
    """Return the id of an assignment's item: its own for the only one, else one made of both.

    It is a UUIDv7 of the assignment's millisecond, so the same request always makes the same items.
    """
    if not key:
        return assignment
    made = bytearray(assignment.bytes[:6])
    made += hashlib.sha256(assignment.bytes + key.encode()).digest()[:10]
    made[6] = made[6] & 0x0F | 0x70
    made[8] = made[8] & 0x3F | 0x80
    return UUID(bytes=bytes(made))


def check_report(given_on: dt.date, reported_on: dt.date) -> None:
    """Raise 422 for a report that is older than the meeting."""
    if reported_on < given_on:
        raise field_problem("reported_on", "too-early")


def is_overdue(state: str, due_to: dt.date, day: dt.date) -> bool:
    """Say whether something in this state on `day` is overdue: open, and its last day has passed."""
    return state == ItemState.OPEN and due_to < day
