"""What is allowed of proposals."""

import datetime as dt
from collections.abc import Collection, Iterable
from decimal import Decimal
from typing import NamedTuple, Protocol

from services.planning.answers.schemas import Outcome, Stance
from services.planning.proposals.schemas import CLOCK_TH, ClockState, ProposalStatus
from shared.errors import Problem, field_problem
from shared.thai_time import thai_date

_ANSWERED = frozenset(
    {ProposalStatus.ACCEPTED, ProposalStatus.ACCEPTED_IN_PART, ProposalStatus.REJECTED}
)
_AGAIN = frozenset({ProposalStatus.ASKED_AGAIN})
NEXT: dict[ProposalStatus, frozenset[ProposalStatus]] = {
    ProposalStatus.SUBMITTED: _ANSWERED | {ProposalStatus.ACKNOWLEDGED},
    ProposalStatus.ACKNOWLEDGED: _ANSWERED,
    ProposalStatus.ACCEPTED: frozenset(),
    ProposalStatus.ACCEPTED_IN_PART: _AGAIN
    | {ProposalStatus.ACCEPTED, ProposalStatus.ACCEPTED_IN_PART},
    ProposalStatus.REJECTED: _AGAIN | {ProposalStatus.ACCEPTED, ProposalStatus.ACCEPTED_IN_PART},
    ProposalStatus.ASKED_AGAIN: _ANSWERED,
}
"""A proposal is in one state. A better answer may follow a lesser one, and a lesser one may be asked again."""
NOTHING = Decimal("0.00")
STATED = frozenset({Stance.NOT_ACCEPTED, Stance.ASKED_AGAIN})
MOST_ANSWERS = 50


def check_open(closed_on: dt.date | None) -> None:
    """Raise 409 for a proposal that was closed."""
    if closed_on is not None:
        said = ("ข้อเสนอนี้ปิดเรื่องแล้ว", "This proposal is closed")
        raise Problem("state-conflict", said)


def check_addressee(addressee_id: object, kind: object, name_th: object) -> None:
    """Raise 422 unless the addressee is named once: by its id, or by kind and words."""
    if addressee_id is not None:
        for field, value in (("addressee_kind", kind), ("addressee_th", name_th)):
            if value is not None:
                raise field_problem(field, "only-one-of")
    else:
        for field, value in (("addressee_kind", kind), ("addressee_th", name_th)):
            if value is None:
                raise field_problem(field, "required", instead="addressee_id")


def check_next(status: str, target: ProposalStatus) -> None:
    """Raise 409 unless a proposal in this state may go to `target`."""
    if target not in NEXT[ProposalStatus(status)]:
        said = ("ข้อเสนอนี้ดำเนินการขั้นนี้ไปแล้ว", "This step was taken before")
        raise Problem("state-conflict", said, present_status=str(status))


def check_something(asked: Decimal) -> None:
    """Raise 422 when nothing is asked for."""
    if asked == 0:
        raise field_problem("asked/amount", "out-of-range", gt="0.00")


def check_asked(asked: Decimal, left: Decimal, field: str = "asked/amount") -> None:
    """Raise 422 for more than other proposals leave: of the item, and of items that its money comes from or goes to."""
    if asked > left:
        raise field_problem(field, "out-of-range", max=str(left))


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


def check_better(
    asked_again: bool, before: Decimal | None, granted: Decimal | None, many: int
) -> None:
    """Raise 422 for an answer that takes away what was granted, or says it once more unasked.

    `before` is what the answer before granted. Who was asked again may repeat it.
    """
    if many >= MOST_ANSWERS:
        raise field_problem("outcome", "too-long", max=MOST_ANSWERS)
    if before is None:
        return
    if granted is None or granted < before:
        raise field_problem("granted", "out-of-range", min=str(before))
    if not asked_again and granted == before:
        raise field_problem("granted/amount", "out-of-range", gt=str(before))


def check_later(asked_again: bool, answered_on: dt.date, before: dt.date | None) -> None:
    """Raise 409 for an answer that nobody asked for and that is no later than the one before.

    Two hands may have written down one answer.
    """
    if not asked_again and before is not None and answered_on <= before:
        said = ("มีคำตอบของวันนั้นหรือหลังจากนั้นแล้ว", "There is an answer of that day or later")
        raise Problem("state-conflict", said)


def check_known(answers: Collection[object], answer_id: object) -> None:
    """Raise 422 for an answer to something else."""
    if answer_id not in answers:
        raise field_problem("answer_id", "unknown-reference")


def check_unsaid(replies: int) -> None:
    """Raise 409 when something was said to the answer before; this reply counts among `replies`."""
    if replies > 1:
        said = ("ตอบกลับคำตอบนี้ไปแล้ว", "Something was said to this answer before")
        raise Problem("state-conflict", said)


def check_new_document(known: bool) -> None:
    """Raise 422 for a document that the proposal has already."""
    if known:
        raise field_problem("sha256", "repeated-item")


def check_reply(stance: Stance, reason_th: str | None, answer_id: object, last_id: object) -> None:
    """Raise 409 for another than the last answer, 422 without a reason when it is not accepted."""
    if answer_id != last_id:
        said = ("มีคำตอบใหม่กว่านี้แล้ว", "There is a later answer")
        raise Problem("state-conflict", said)
    if stance in STATED and reason_th is None:
        raise field_problem("reason_th", "required")


def check_official(
    budget: Decimal, others: Decimal, granted: Decimal | None, reason_th: str | None
) -> None:
    """Raise 409 when nothing was granted, 422 for more in official plans than that without a reason."""
    if granted is None:
        said = ("ยังไม่มีวงเงินที่อนุมัติ", "Nothing was granted")
        raise Problem("state-conflict", said)
    if reason_th is None and budget + others > granted:
        raise field_problem(
            "budget/amount", "out-of-range", max=str(max(granted - others, NOTHING))
        )


def official_words(plan_name_th: str, reference_th: str, budget: Decimal) -> str:
    """Return what a proposal became in an official plan, in words: which plan, which line, how much."""
    return f"{plan_name_th} {reference_th} {budget:,.2f} บาท"


def words(title_th: str, addressee_th: str) -> str:
    """Return which proposal it is and to whom, for somebody who hears of nothing else."""
    return f"ข้อเสนอ “{title_th}” ต่อ{addressee_th}"


class Silence(NamedTuple):
    """Which word of an addressee is overdue, and the last day on which it would have been in time."""

    state: ClockState
    due_on: dt.date


def silence_of(
    due_on: dt.date, answer_by: dt.date | None, status: str, today: dt.date
) -> Silence | None:
    """Return the silence of an addressee on a day, None while it is in time; `due_on` is of the next word.

    Who has not even acknowledged when the answer was due is late with the answer.
    """
    if due_on >= today:
        return None
    if answer_by is not None and answer_by < today:
        return Silence(ClockState.ANSWER_OVERDUE, answer_by)
    late = status == ProposalStatus.SUBMITTED
    return Silence(ClockState.ACK_OVERDUE if late else ClockState.ANSWER_OVERDUE, due_on)


class Waiting(Protocol):
    """A proposal whose addressee may have the word."""

    @property
    def addressee_th(self) -> str:
        """Return whose word is awaited."""

    @property
    def status(self) -> str:
        """Return how far it has come."""

    @property
    def due_on(self) -> dt.date:
        """Return the last day for the next word."""

    @property
    def answer_by(self) -> dt.date | None:
        """Return the last day for the answer."""


def silent_words(proposals: Iterable[Waiting], today: dt.date) -> str:
    """Return who is silent beyond its time, longest first named, as people read it; "" when nobody is."""
    found = [
        (silence.due_on, silence.state, each.addressee_th)
        for each in proposals
        if (silence := silence_of(each.due_on, each.answer_by, each.status, today))
    ]
    if not found:
        return ""
    due_on, state, addressee_th = min(found)
    days = (today - due_on).days
    more = f" และอีก {len(found) - 1} ข้อเสนอ" if len(found) > 1 else ""
    when = f"ครบกำหนด {thai_date(due_on)} เลยมา {days} วัน"
    return f" {addressee_th[:80]} {CLOCK_TH[state]} ({when}){more}"
