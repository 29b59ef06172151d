"""What is allowed of verifications, and what comes of them."""

import datetime as dt
from typing import Any, NamedTuple

from services.planning.fact_verifications.schemas import Step, VerificationOutcome
from services.planning.facts.schemas import STATUS_TH, FactStatus, Said
from shared import auth, persons
from shared.auth import Subject
from shared.errors import Problem, field_problem

WAITS: dict[Step, frozenset[FactStatus]] = {
    Step.AREA: frozenset({FactStatus.DRAFT}),
    Step.PROVINCE: frozenset({FactStatus.AREA_VERIFIED, FactStatus.UNDER_REVIEW}),
    Step.REVIEW: frozenset({FactStatus.PROVINCE_VERIFIED}),
}
"""In which states a fact waits for a step."""
WAITS_IN_TABLE = {Step.AREA: FactStatus.DRAFT, Step.PROVINCE: FactStatus.AREA_VERIFIED}
"""Which facts a whole table's step takes: one under review is confirmed for itself."""
ACTIONS = {
    Step.AREA: "facts.verify-in-area",
    Step.PROVINCE: "facts.verify-at-province",
    Step.REVIEW: "facts.review",
}


class Hands(NamedTuple):
    """Who entered a fact, and who verified it in the area."""

    entered_by: str
    area_verified_by: str | None


class Decision(NamedTuple):
    """A decision about facts: which step, what came of it, by whom, when and why."""

    step: Step
    outcome: VerificationOutcome
    decided_on: dt.date
    reason_th: str | None
    role: str
    area_code: str
    human: str


def decision(
    step: Step,
    outcome: VerificationOutcome,
    decided_on: dt.date,
    reason_th: str | None,
    *,
    by: Subject,
    area_code: str,
) -> Decision:
    """Return the decision of somebody who may take it in an area, with the role by which they may."""
    fits = [
        grant
        for grant in by.grants
        if auth.allowed(Subject(by.id, (grant,)), ACTIONS[step], area=area_code)
    ]
    acting = fits[0]
    return Decision(
        step, outcome, decided_on, reason_th, acting.role.value, acting.area or "", by.human
    )


def check_reasoned(outcome: VerificationOutcome, reason_th: str | None) -> None:
    """Raise 422 for a fact sent back without a reason."""
    if outcome is VerificationOutcome.RETURNED and reason_th is None:
        raise field_problem("reason_th", "required")


def check_waits(step: Step, status: str) -> None:
    """Raise 409 unless the fact waits for this step."""
    if status not in WAITS[step]:
        thai = STATUS_TH[FactStatus(status)]
        raise Problem("state-conflict", (f"ข้อมูลนี้{thai}", f"The fact is {status}"))


def check_hands(hands: Hands, taken: Decision) -> None:
    """Raise 403 `same-person` when somebody confirms what they entered, or takes both steps.

    Three hands: one enters, another one confirms in the area, a third one at the province.
    """
    if taken.outcome is VerificationOutcome.RETURNED or taken.step is Step.REVIEW:
        return
    persons.check_another(hands.entered_by, taken.human)
    if taken.step is Step.PROVINCE and hands.area_verified_by is not None:
        persons.check_another(hands.area_verified_by, taken.human)


def check_day(decided_on: dt.date, *before: dt.date | None) -> None:
    """Raise 422 for a decision before what it is about, or before what was said against it."""
    if any(day is not None and decided_on < day for day in before):
        raise field_problem("decided_on", "too-early")


def changes(taken: Decision) -> dict[str, Any]:
    """Return what a decision makes of a fact that waits for it."""
    if taken.step is Step.REVIEW:
        return {"status": FactStatus.UNDER_REVIEW, **_said(Said.REVIEW, taken)}
    if taken.outcome is VerificationOutcome.RETURNED:
        return {
            "status": FactStatus.DRAFT,
            "area_verified_by": None,
            "province_verified_by": None,
            "verified_on": None,
            **_said(Said.RETURNED, taken),
        }
    none = dict.fromkeys(("said", "said_role", "said_area_code", "said_reason_th", "said_on"))
    if taken.step is Step.AREA:
        return {
            "status": FactStatus.AREA_VERIFIED,
            "area_verified_by": taken.human,
            **none,
        }
    return {
        "status": FactStatus.PROVINCE_VERIFIED,
        "province_verified_by": taken.human,
        "verified_on": taken.decided_on,
        **none,
    }


def _said(what: Said, taken: Decision) -> dict[str, Any]:
    return {
        "said": what,
        "said_role": taken.role,
        "said_area_code": taken.area_code,
        "said_reason_th": taken.reason_th,
        "said_on": taken.decided_on,
    }


VERBS = {
    (Step.AREA, VerificationOutcome.CONFIRMED): "verified_in_area",
    (Step.PROVINCE, VerificationOutcome.CONFIRMED): "verified_at_province",
    (Step.AREA, VerificationOutcome.RETURNED): "returned",
    (Step.PROVINCE, VerificationOutcome.RETURNED): "returned",
    (Step.REVIEW, VerificationOutcome.RETURNED): "put_under_review",
}


def check_level(pinned: tuple[str, object], level: str, set_id: object) -> None:
    """Raise 409 when the province tells this set for this year at another level or in another version.

    Two levels would be counted twice, and one subtracted from the other would show what is masked.
    """
    if pinned != (level, set_id):
        raise Problem(
            "state-conflict",
            (
                "จังหวัดนี้รับรองข้อมูลชุดและปีนี้ไว้ในระดับหรือฉบับอื่นแล้ว",
                "The province tells this set and year at another level or in another version",
            ),
            level=pinned[0],
        )
