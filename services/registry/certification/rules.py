"""What is allowed of certifications: a pure state machine over dated acts.

Rules 1 and 2 of docs/sources.md (S2): no stride is skipped, development never ends, and both sides endorse.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from services.registry.certification.schemas import (
    SIDE_TH,
    ActKind,
    CertificationState,
    EndorsingSide,
    Stride,
)
from shared.errors import FieldError, Problem, field_problem

_S = CertificationState
ALLOWED: dict[ActKind, frozenset[CertificationState | None]] = {
    ActKind.FIND: frozenset({None, _S.REFUSED, _S.REVOKED, _S.MERGED}),
    ActKind.ENDORSE: frozenset({_S.FOUND}),
    ActKind.CERTIFY: frozenset({_S.FOUND}),
    ActKind.REFUSE: frozenset({_S.FOUND}),
    ActKind.DEVELOP: frozenset({_S.CERTIFIED, _S.EXPIRED, _S.SUSPENDED}),
    ActKind.RENEW: frozenset({_S.CERTIFIED, _S.EXPIRED}),
    ActKind.SUSPEND: frozenset({_S.CERTIFIED}),
    ActKind.REINSTATE: frozenset({_S.SUSPENDED}),
    ActKind.REVOKE: frozenset({_S.CERTIFIED, _S.EXPIRED, _S.SUSPENDED, _S.ENDED, _S.MERGED}),
    ActKind.END: frozenset({_S.FOUND, _S.CERTIFIED, _S.EXPIRED, _S.SUSPENDED}),
    ActKind.MERGE: frozenset({_S.FOUND, _S.CERTIFIED, _S.EXPIRED, _S.SUSPENDED, _S.ENDED}),
}
"""In which states each act may be done: development goes on while suspended or expired, too.

What ended with its organization, or stands behind another one, can still be revoked: then no undoing brings
it back.
"""
_LEADS_TO = {
    ActKind.FIND: _S.FOUND,
    ActKind.CERTIFY: _S.CERTIFIED,
    ActKind.REFUSE: _S.REFUSED,
    ActKind.RENEW: _S.CERTIFIED,
    ActKind.SUSPEND: _S.SUSPENDED,
    ActKind.REINSTATE: _S.CERTIFIED,
    ActKind.REVOKE: _S.REVOKED,
    ActKind.END: _S.ENDED,
    ActKind.MERGE: _S.MERGED,
}
SIDE_EN = {
    EndorsingSide.COMMUNITY: "the community side",
    EndorsingSide.LOCAL_AGENCY: "the local-agency side",
}
_SKIPPED = {
    None: ("ต้องค้นหาและบันทึกองค์กรก่อน ข้ามจังหวะก้าวไม่ได้", "Find it first: no stride may be skipped"),
    _S.FOUND: ("ต้องให้การรับรองก่อน ข้ามจังหวะก้าวไม่ได้", "Certify it first: no stride may be skipped"),
}


@dataclass(frozen=True, slots=True)
class Act:
    """What counts of an act: its kind, its day, and the first day on which what it gave ends."""

    kind: ActKind
    on: dt.date
    expires_on: dt.date | None = None
    reason_th: str | None = None
    undone_on: dt.date | None = None
    """The first day on which it no longer counts; on the days before it did."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a certification stands on a day."""

    state: CertificationState
    stride: Stride
    since: dt.date
    expires_on: dt.date | None = None
    reason_th: str | None = None


def standing(acts: Iterable[Act], day: dt.date) -> Standing | None:
    """Return where a certification stands on a day, None before it was found; acts come in their order."""
    state: CertificationState | None = None
    since, expires, reason, developed = dt.date.min, None, None, False
    for act in acts:
        if act.on > day or (act.undone_on is not None and act.undone_on <= day):
            continue
        developed = developed or act.kind is ActKind.DEVELOP
        expires = act.expires_on or expires
        if act.kind in _LEADS_TO:
            state, since, reason = _LEADS_TO[act.kind], act.on, act.reason_th
    if state is None:
        return None
    if state is _S.CERTIFIED and expires is not None and expires <= day:
        state, since, reason = _S.EXPIRED, expires, None
    stride = Stride.FIND
    if expires is not None:
        stride = Stride.DEVELOP if developed else Stride.CERTIFY
    return Standing(state, stride, since, expires, reason)


def settled(acts: Iterable[tuple[ActKind, bool]]) -> CertificationState:
    """Return what is stored of a certification after acts in their order, each with whether it was undone."""
    states = [_LEADS_TO[kind] for kind, undone in acts if kind in _LEADS_TO and not undone]
    return states[-1]


def state_of(status: str, expires_on: dt.date | None, day: dt.date) -> CertificationState:
    """Return the state on a day, not before the last act, from what is stored after it."""
    lapsed = status == _S.CERTIFIED and expires_on is not None and expires_on <= day
    return _S.EXPIRED if lapsed else CertificationState(status)


def skipped(state: CertificationState | None) -> Problem:
    """Return the 409 `state-conflict` for an act that a state does not allow; a skipped stride is named."""
    return Problem("state-conflict", _SKIPPED.get(state))


def check_act(kind: ActKind, state: CertificationState | None) -> None:
    """Raise 409 `state-conflict` for an act that the state does not allow."""
    if state not in ALLOWED[kind]:
        raise skipped(state)


def check_day(day: dt.date, *before: dt.date | None, field: str) -> None:
    """Raise 422 `too-early` for a day that lies before what comes first."""
    if any(day < each for each in before if each is not None):
        raise field_problem(field, "too-early")


def check_grounds(evidence: str | None, note: str | None) -> None:
    """Raise 422 when neither a document nor a note says on what it rests."""
    if evidence is None and note is None:
        raise field_problem("evidence_sha256", "required", instead="note_th")


def check_sides(endorsed: Mapping[EndorsingSide, int], source_th: str, *, both: bool) -> None:
    """Raise 422 `rule-broken` with a pointer for each side of which nobody has endorsed it.

    One side is enough where the rule of both sides is switched off.
    """
    missing = [side for side in EndorsingSide if not endorsed[side]]
    if not missing or (not both and len(missing) < len(EndorsingSide)):
        return
    thai = " และ".join(SIDE_TH[side] for side in missing)
    english = " and ".join(SIDE_EN[side] for side in missing)
    raise Problem(
        "rule-broken",
        (
            f"ยังไม่มีผู้รับรอง{thai} (ที่มา: {source_th})",
            f"Nobody of {english} has endorsed it (source: {source_th})",
        ),
        errors=[
            FieldError(
                ("body", "decision"),
                "endorser-missing",
                side=side,
                side_th=SIDE_TH[side],
                side_en=SIDE_EN[side],
            )
            for side in missing
        ],
    )


def years_later(day: dt.date, years: int) -> dt.date:
    """Return the same day some years later; 29 February becomes 1 March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return dt.date(day.year + years, 3, 1)


def number_of(province: str, fiscal_year_be: int, count: int) -> str:
    """Return a certificate's number, e.g. 72-2569-0001."""
    return f"{province}-{fiscal_year_be}-{count:04d}"
