"""What is allowed of grants: each role has its own kind of reach, and nobody gives to themselves."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from services.registry.access import rules as access
from services.registry.grants.schemas import GrantedRole
from shared.auth import Subject
from shared.errors import FieldError, Problem, field_problem
from shared.places import Level, level_of
from shared.policies import Role

LEVELS: dict[GrantedRole, Level] = {
    GrantedRole.TAMBON_STAFF: Level.TAMBON,
    GrantedRole.PROVINCE_WORKING_GROUP: Level.PROVINCE,
    GrantedRole.REGION_OFFICE: Level.PROVINCE,
}
"""The level of area that a role is given for; a region office has one grant for each of its provinces."""
_FIELDS = {
    GrantedRole.MEMBER: "organization_id",
    GrantedRole.LEADER: "organization_id",
    GrantedRole.PARTNER_AGENCY: "agency_id",
    **dict.fromkeys(LEVELS, "area_code"),
}


def check_reach(role: GrantedRole, asked: Mapping[str, Any]) -> None:
    """Raise 422 unless exactly the field that says where this role counts is given, at its level."""
    wanted = _FIELDS.get(role)
    errors = []
    for name in ("area_code", "organization_id", "agency_id"):
        if name == wanted and asked[name] is None:
            errors.append(FieldError(("body", name), "required"))
        if name != wanted and asked[name] is not None:
            errors.append(FieldError(("body", name), "not-with-this-role"))
    if errors:
        raise Problem("validation-failed", errors=errors)
    level = LEVELS.get(role)
    if level is not None and level_of(asked["area_code"]) is not level:
        raise field_problem("area_code", "wrong-level", levels=[level.value])


def check_client(role: GrantedRole, agency_id: object, own_agency_id: object) -> None:
    """Raise 422 unless a machine gets the one role that it can have, for its own agency."""
    if role is not GrantedRole.PARTNER_AGENCY:
        raise field_problem("role", "not-a-choice", expected=GrantedRole.PARTNER_AGENCY.value)
    if str(agency_id) != str(own_agency_id):
        raise field_problem("agency_id", "unknown-reference")


def check_above(by: Subject, action: str, role: str, area: str) -> None:
    """Raise 403 unless the subject stands above the role in the area (`access.rules`)."""
    if not access.stands_above(by, action, Role(role), area):
        raise Problem("above-own-rank")


def check_running(ended_at: dt.datetime | None) -> None:
    """Raise 409 when the grant was ended before."""
    if ended_at is not None:
        raise Problem("state-conflict", ("สิทธินี้สิ้นสุดแล้ว", "This grant has ended already"))


def check_reason(reason: str | None) -> str:
    """Return the reason; raise 422 `reason-required` without one."""
    if not reason:
        raise Problem("reason-required")
    return reason
