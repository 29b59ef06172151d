"""What is allowed of nodes, and what several nodes in one province amount to."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from shared.contracts.partners import Presence
from shared.errors import Problem, field_problem


@dataclass(frozen=True, slots=True)
class NodePolicy:
    """Which of the field's wishes are held as rules (docs/sources.md, rule 11).

    `agreement_coordinates`: “โหนดของ พอช. และโหนดของ สสส. ต่างคนต่างทำ” (S1 #14) ends with an active
    agreement for the province.
    """

    agreement_coordinates: bool = True


NATIONAL = NodePolicy()


def presence(
    nodes: Iterable[object], *, has_agreement: bool, policy: NodePolicy = NATIONAL
) -> Presence:
    """Return how agencies stand to each other in a province (docs/sources.md, rule 11, US8).

    `nodes` names the agency of each open node, units counted for their agency; `has_agreement` says
    whether the province has an active agreement. One agency with several nodes does not overlap.
    """
    agencies = len(set(nodes))
    if agencies == 0:
        return Presence.GAP
    if agencies == 1:
        return Presence.SINGLE
    if has_agreement and policy.agreement_coordinates:
        return Presence.COORDINATED
    return Presence.OVERLAP


def check_free(holder: UUID | None) -> None:
    """Raise 409 pointing at the open node that the agency already has in the province (rule 11)."""
    if holder is not None:
        raise Problem("already-exists", existing=str(holder))


def check_open(closed_on: dt.date | None) -> None:
    """Raise 409 when the node is closed: its past stays as it was."""
    if closed_on is not None:
        raise Problem("state-conflict", closed_on=closed_on.isoformat())


def check_closed_on(closed_on: dt.date, opened_on: dt.date) -> None:
    """Raise 422 when it would close before it opened."""
    if closed_on < opened_on:
        raise field_problem("closed_on", "end-before-start")
