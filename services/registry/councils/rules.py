"""What is allowed of councils; the Act's numbers come in as arguments (`movement_rules`)."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from services.registry.communities import rules as communities
from services.registry.communities.schemas import Consent, NoticeStatus, Verdict
from services.registry.councils.schemas import AreaKind, CouncilStatus, Standing
from services.registry.organizations.schemas import OrganizationKind
from shared.errors import FieldError, Problem, field_problem

STANDS = frozenset({CouncilStatus.ACTIVE, CouncilStatus.WEAK})
_NO_NOTICE = (
    "สภายังไม่ได้ยื่นจดแจ้ง ให้สภายื่นจดแจ้ง (notices) ก่อน",
    "The council has not given notice yet: let it do so (notices) first",
)


def check_organization(kind: str) -> None:
    """Raise 422 unless the organization is registered as a council."""
    if kind != OrganizationKind.TAMBON_COUNCIL:
        raise field_problem("organization_id", "not-a-choice", expected="TAMBON_COUNCIL")


def check_area(
    kind: AreaKind, tambons: Sequence[str], home: str, unknown: Collection[str]
) -> None:
    """Raise 422 unless the tambons are known, lie in one province and hold the organization's own.

    A council of a whole tambon or of a part has one; a municipality or khet may have several.
    """
    faults = [
        FieldError(
            ("body", "tambon_codes", index),
            "unknown-reference" if code in unknown else "outside-parent",
        )
        for index, code in enumerate(tambons)
        if code in unknown or code[:2] != home[:2]
    ]
    if faults:
        raise Problem("validation-failed", errors=faults)
    if home[:6] not in tambons:
        raise field_problem("tambon_codes", "required")
    if kind is AreaKind.TAMBON and len(tambons) > 1:
        raise field_problem("tambon_codes", "too-long", max=1)


def check_open(status: str) -> None:
    """Raise 409 for a council that is dissolved."""
    if status == CouncilStatus.DISSOLVED:
        raise Problem("state-conflict", status_now=status)


def counted(
    asked: Sequence[UUID],
    holding: Mapping[UUID, str | None],
    noticed: int | None,
    agreeing: int | None,
) -> tuple[int, int]:
    """Return how many communities are noticed and how many of them form the council.

    A notice names its communities, or tells both numbers where they are not in the register. Raise 422 with a
    pointer to each community that is not noticed there or did not agree, and for numbers that are not good.
    """
    if not asked:
        return _told(noticed, agreeing)
    if noticed is not None or agreeing is not None:
        raise field_problem("communities_noticed", "not-with-communities")
    faults = [
        FieldError(
            ("body", "community_ids", index),
            "not-agreed" if each in holding else "unknown-reference",
        )
        for index, each in enumerate(asked)
        if holding.get(each) != Consent.AGREED
    ]
    if faults:
        raise Problem("validation-failed", errors=faults)
    return len(holding), len(asked)


def _told(noticed: int | None, agreeing: int | None) -> tuple[int, int]:
    if noticed is None:
        raise field_problem("communities_noticed", "required")
    if agreeing is None:
        raise field_problem("communities_agreed", "required")
    if agreeing > noticed:
        raise field_problem("communities_agreed", "out-of-range", max=noticed)
    return noticed, agreeing


def check_share(noticed: int, agreeing: int, share: int) -> None:
    """Raise 422 `rule-broken` unless `share` percent of the noticed communities agreed (Rule, [K])."""
    lacking = communities.missing(noticed, agreeing, share)
    if lacking:
        raise Problem(
            "rule-broken",
            (
                f"ชุมชนที่จดแจ้ง {noticed} แห่ง เห็นพ้อง {agreeing} แห่ง ยังขาดอีก {lacking} แห่งจึงครบร้อยละ {share}",
                f"{agreeing} of {noticed} communities agreed; {lacking} more make {share} percent",
            ),
            rule="COUNCIL_SHARE_OF_COMMUNITIES",
            missing=lacking,
        )


def check_answer(
    now: str | None, noticed_on: dt.date | None, verdict: Verdict, day: dt.date, why: str | None
) -> None:
    """Raise 409 unless a notice waits, 422 before it was given and for a return without a reason."""
    if now != NoticeStatus.NOTICED or noticed_on is None:
        said = None if now else _NO_NOTICE
        wanted = NoticeStatus.NOTICED.value
        raise Problem("state-conflict", said, status_now=now, status_wanted=wanted)
    if day < noticed_on:
        raise field_problem("answered_on", "too-early")
    if verdict is Verdict.RETURNED and why is None:
        raise field_problem("reason_th", "required")


def check_alone(kind: str, status: str, other: UUID | None) -> None:
    """Raise 409 when another council of the whole tambon stands where this one does."""
    if kind == AreaKind.TAMBON and status in STANDS and other is not None:
        raise Problem("tambon-has-council", council_id=str(other))


def check_number(other: UUID | None) -> None:
    """Raise 409 when CODI, who gives the numbers, gave this one to another council."""
    if other is not None:
        fault = FieldError(("body", "number"), "taken")
        raise Problem("number-taken", errors=[fault], council_id=str(other))


def check_standing(now: str, since: dt.date | None, asked: Standing, day: dt.date) -> None:
    """Raise 409 for a council that is forming or dissolved or stands so already, 422 before the last fact."""
    if now in {CouncilStatus.FORMING, CouncilStatus.DISSOLVED} or now == asked:
        raise Problem("state-conflict", status_now=now)
    if since is not None and day < since:
        raise field_problem("since", "too-early")
