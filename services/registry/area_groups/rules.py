"""What is allowed of groups of areas."""

import datetime as dt
import hashlib
from collections.abc import Collection, Iterable, Sequence
from uuid import UUID

from services.registry.areas.schemas import GroupKind
from shared.errors import FieldError, Problem, field_problem
from shared.places import Level, level_of

PREFIX = {
    GroupKind.REGION: "R-",
    GroupKind.PROVINCE_GROUP: "G-",
    GroupKind.ZONE: "Z-",
    GroupKind.ECO_REGION: "E-",
}
OWNERS = {
    GroupKind.REGION: {Level.NATION},
    GroupKind.PROVINCE_GROUP: {Level.NATION},
    GroupKind.ZONE: {Level.PROVINCE},
    GroupKind.ECO_REGION: {Level.NATION, Level.PROVINCE, Level.DISTRICT},
}
"""Whose a group of a kind can be (S2, S4): regions are the nation's, zones a province's."""
MEMBERS = {
    GroupKind.REGION: {Level.PROVINCE},
    GroupKind.PROVINCE_GROUP: {Level.PROVINCE},
    GroupKind.ZONE: {Level.DISTRICT},
    GroupKind.ECO_REGION: {Level.PROVINCE, Level.DISTRICT, Level.TAMBON},
}


def check_owner(kind: GroupKind, code: str, area: str) -> None:
    """Raise 422 unless the code begins as codes of the kind do, and the owner is of a level that fits."""
    if not code.startswith(PREFIX[kind]):
        raise field_problem("code", "not-a-choice", expected=PREFIX[kind])
    if level_of(area) not in OWNERS[kind]:
        raise field_problem("area_code", "wrong-level", levels=sorted(OWNERS[kind]))


def check_members(
    kind: GroupKind, area: str, codes: Sequence[str], known: Collection[str], *, field: str
) -> None:
    """Raise 422 at each member that is not there, of the wrong level or outside the owner's area."""
    wrong: list[FieldError] = []
    for place, code in enumerate(codes):
        where = ("body", field, place) if field == "member_codes" else ("body", field)
        if level_of(code) not in MEMBERS[kind]:
            wrong.append(FieldError(where, "wrong-level", levels=sorted(MEMBERS[kind])))
        elif not code.startswith(area):
            wrong.append(FieldError(where, "outside-parent"))
        elif code not in known:
            wrong.append(FieldError(where, "unknown-reference"))
    if wrong:
        raise Problem("validation-failed", errors=wrong)


def check_days(valid_from: dt.date | None, valid_to: dt.date | None) -> None:
    """Raise 422 for an end that is not after the start."""
    if valid_from and valid_to and valid_to <= valid_from:
        raise field_problem("valid_to", "end-before-start")


def check_open(valid_from: dt.date | None, valid_to: dt.date | None, asked: dt.date) -> None:
    """Raise 409 for what has ended already, 422 for an end that is not after its start."""
    if valid_to is not None:
        raise Problem("state-conflict")
    check_days(valid_from, asked)


def check_free(periods: Iterable[tuple[dt.date | None, dt.date | None]], begins: dt.date) -> None:
    """Raise 409 when the area is in the group on that day or joins it later."""
    if any(end is None or end > begins for _, end in periods):
        said = ("พื้นที่นี้อยู่ในกลุ่มแล้ว", "The area is in the group already")
        raise Problem("state-conflict", said)


def member_id(group_id: UUID, code: str) -> UUID:
    """Return the id of a first member: of the group's time, and the same whenever the group is told again."""
    rest = hashlib.sha256(group_id.bytes + code.encode()).digest()[:10]
    return UUID(
        bytes=group_id.bytes[:6]
        + bytes([0x70 | rest[0] & 0x0F, rest[1], 0x80 | rest[2] & 0x3F])
        + rest[3:]
    )
