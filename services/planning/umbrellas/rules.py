"""What is allowed of umbrella projects and their lines."""

from decimal import Decimal
from uuid import UUID

from services.planning.umbrellas.schemas import LineStatus
from shared.errors import Problem, field_problem

STEPS = {
    LineStatus.PLANNED: {LineStatus.CONFIRMED, LineStatus.WITHDRAWN},
    LineStatus.CONFIRMED: {LineStatus.PAID, LineStatus.WITHDRAWN},
    LineStatus.PAID: set[LineStatus](),
    LineStatus.WITHDRAWN: set[LineStatus](),
}
"""To which states a line may move from each."""


def check_alone(existing: UUID | None, *, only_one: bool) -> None:
    """Raise 409 pointing at the umbrella that the province has for the year (rule 16), if there is one."""
    if only_one and existing is not None:
        raise Problem(
            "already-exists",
            (
                "จังหวัดนี้มีโครงการของปีงบประมาณนี้แล้ว: หนึ่งจังหวัดหนึ่งโครงการ",
                "The province has its one project of this fiscal year already",
            ),
            existing=str(existing),
        )


def check_budget(budget: Decimal, funded: Decimal) -> None:
    """Raise 422 for a budget below what its lines come to, and for none."""
    if budget <= 0:
        raise field_problem("budget/amount", "out-of-range", min="0.01")
    if budget < funded:
        raise field_problem("budget/amount", "out-of-range", min=str(funded))


def check_left(amount: Decimal, budget: Decimal, funded: Decimal) -> None:
    """Raise 422 for a line of nothing, or of more than is missing."""
    if amount <= 0:
        raise field_problem("amount/amount", "out-of-range", min="0.01")
    if amount > budget - funded:
        raise field_problem("amount/amount", "exceeds-left", left=str(budget - funded))


def check_agenda(agenda: tuple[str, int], umbrella: tuple[str, int]) -> None:
    """Raise 422 unless the agenda is of the umbrella's province and year."""
    if agenda[0] != umbrella[0]:
        raise field_problem("agenda_id", "outside-parent")
    if agenda[1] != umbrella[1]:
        raise field_problem("agenda_id", "out-of-range", min=umbrella[1], max=umbrella[1])


def check_step(now: str, wanted: LineStatus, reason_th: str | None) -> None:
    """Raise 409 for a state that does not follow, 422 for a withdrawal without a reason."""
    if wanted not in STEPS[LineStatus(now)]:
        raise Problem("state-conflict", status_now=now, status_wanted=wanted.value)
    if wanted is LineStatus.WITHDRAWN and reason_th is None:
        raise field_problem("reason_th", "required")
