"""What is allowed of networks and of who belongs to them."""

import datetime as dt
from collections.abc import Iterable
from uuid import UUID

from services.registry.networks.schemas import NetworkLevel
from services.registry.organizations.schemas import OrganizationKind
from shared.errors import Problem, field_problem
from shared.places import level_of

_BEYOND_AREAS = frozenset({NetworkLevel.GROUP, NetworkLevel.NATION})


def check_organization(kind: str) -> None:
    """Raise 422 unless the organization is registered as a network."""
    if kind != OrganizationKind.NETWORK:
        raise field_problem("organization_id", "not-a-choice", expected="NETWORK")


def check_level(level: NetworkLevel, area_code: str, group_code: str | None) -> None:
    """Raise 422 unless the level is that of its area, of a group that it names, or the country."""
    if level not in _BEYOND_AREAS and level.value != level_of(area_code).value:
        raise field_problem("level", "wrong-level", levels=[level_of(area_code).value])
    if level is NetworkLevel.GROUP and group_code is None:
        raise field_problem("group_code", "required")
    if level is not NetworkLevel.GROUP and group_code is not None:
        raise field_problem("group_code", "not-with-this-level")


def lies_within(inner: UUID, outer: UUID, edges: Iterable[tuple[UUID, UUID]]) -> bool:
    """Say whether a network is, or lies in, another one by any number of steps (network, member)."""
    above: dict[UUID, set[UUID]] = {}
    for network, member in edges:
        above.setdefault(member, set()).add(network)
    seen, left = set[UUID](), [inner]
    while left:
        each = left.pop()
        if each == outer:
            return True
        if each not in seen:
            seen.add(each)
            left += above.get(each, ())
    return False


def check_no_circle(network: UUID, joining: UUID, edges: Iterable[tuple[UUID, UUID]]) -> None:
    """Raise 422 `rule-broken` when the network lies in the one that joins it: networks stand in no circle."""
    if lies_within(network, joining, edges):
        raise Problem(
            "rule-broken",
            (
                "เครือข่ายเป็นสมาชิกซ้อนกันเป็นวงไม่ได้",
                "A network cannot belong to one that belongs to it",
            ),
        )


def check_not_left(left_on: dt.date | None) -> None:
    """Raise 409 when the organization left before."""
    if left_on is not None:
        raise Problem("state-conflict")


def check_leaving(joined_on: dt.date, left_on: dt.date) -> None:
    """Raise 422 when it leaves before it joined."""
    if left_on < joined_on:
        raise field_problem("left_on", "end-before-start")


def check_apart(joined_on: dt.date, last_left_on: dt.date | None) -> None:
    """Raise 409 when the organization belonged to the network on that day already."""
    if last_left_on is not None and joined_on < last_left_on:
        raise Problem("already-exists")
