"""What is allowed of proposals."""

import datetime as dt
from decimal import Decimal

from services.planning.proposals.schemas import Outcome, ProposalStatus
from shared.errors import Problem, field_problem

_ANSWERED = frozenset(
    {ProposalStatus.ACCEPTED, ProposalStatus.ACCEPTED_IN_PART, ProposalStatus.REJECTED}
)
NEXT: dict[ProposalStatus, frozenset[ProposalStatus]] = {
    ProposalStatus.SUBMITTED: _ANSWERED | {ProposalStatus.ACKNOWLEDGED},
    ProposalStatus.ACKNOWLEDGED: _ANSWERED,
    ProposalStatus.ACCEPTED: frozenset(),
    ProposalStatus.ACCEPTED_IN_PART: frozenset(),
    ProposalStatus.REJECTED: frozenset(),
}
"""A proposal is in one state; whoever answers has received it, and answers once."""


def check_next(status: str, target: ProposalStatus) -> None:
    """Raise 409 unless a proposal in this state may go to `target`."""
    if target not in NEXT[ProposalStatus(status)]:
        said = ("ข้อเสนอนี้ดำเนินการขั้นนี้ไปแล้ว", "This step was taken before")
        raise Problem("state-conflict", said, present_status=str(status))


def check_something(asked: Decimal) -> None:
    """Raise 422 when nothing is asked for."""
    if asked == 0:
        raise field_problem("asked/amount", "out-of-range", gt="0.00")


def check_asked(asked: Decimal, spoken_for: Decimal, budget: Decimal) -> None:
    """Raise 422 for more than the item's budget and what no other open or granted proposal speaks for."""
    if asked + spoken_for > budget:
        raise field_problem("asked/amount", "out-of-range", max=str(budget - spoken_for))


def check_day(field: str, day: dt.date, *earlier: dt.date | None) -> None:
    """Raise 422 at `field` for a day before a step that comes first."""
    if any(first is not None and day < first for first in earlier):
        raise field_problem(field, "too-early")


def check_answer(
    outcome: Outcome, asked: Decimal, granted: Decimal | None, reason_th: str | None
) -> None:
    """Raise 422 unless amount and reason fit the outcome.

    Accepted grants what was asked; in part grants less, with a reason; rejected grants nothing, with a reason.
    """
    if outcome is Outcome.REJECTED:
        if granted is not None:
            raise field_problem("granted", "out-of-range")
    elif granted is None:
        raise field_problem("granted", "required")
    elif outcome is Outcome.ACCEPTED and granted != asked:
        raise field_problem("granted/amount", "out-of-range", expected=str(asked))
    elif outcome is Outcome.ACCEPTED_IN_PART and not 0 < granted < asked:
        raise field_problem("granted/amount", "out-of-range", max=str(asked))
    if outcome is not Outcome.ACCEPTED and reason_th is None:
        raise field_problem("reason_th", "required")
