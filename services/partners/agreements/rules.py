"""What is allowed of agreements; statements of intent in the sources, kept as named policies."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from services.partners.agencies.schemas import AgencyKind
from services.partners.agreements.schemas import AgreementKind, AgreementStatus
from shared.errors import FieldError, Problem, field_problem


@dataclass(frozen=True, slots=True)
class AgreementPolicy:
    """Which of the field's wishes are held as hard rules (docs/sources.md, rule 10).

    `agency_agreement_first`: “MOU องค์กรกับองค์กรก่อน ไม่ใช่เพียงองค์กรกับพื้นที่” (S1 #18).
    `one_active_per_province`: one single agreement for a province (S4 #12); switching it off also
    takes dropping the unique index of the table.
    `area_side`: kinds of parties that speak for the province itself, so that no agreement between
    agencies is asked of them.
    """

    agency_agreement_first: bool = True
    one_active_per_province: bool = True
    area_side: frozenset[AgencyKind] = frozenset(
        {AgencyKind.MOVEMENT, AgencyKind.LOCAL_GOVERNMENT}
    )


NATIONAL = AgreementPolicy()


class Party(NamedTuple):
    """A party, and the agency that it counts for: itself, or the one whose unit it is."""

    id: UUID
    main_id: UUID
    kind: AgencyKind


def check_shape(
    kind: AgreementKind, province_code: str | None, under_agreement_id: UUID | None
) -> None:
    """Raise 422 unless a province agreement names its province, and only it stands under another."""
    if kind is AgreementKind.PROVINCE and province_code is None:
        raise field_problem("province_code", "required")
    if kind is AgreementKind.AGENCY and province_code is not None:
        raise field_problem("province_code", "wrong-level", levels=["NATION"])
    if kind is AgreementKind.AGENCY and under_agreement_id is not None:
        raise field_problem("under_agreement_id", "wrong-level")


def check_period(starts_on: dt.date, ends_on: dt.date | None) -> None:
    """Raise 422 when the end lies before the start."""
    if ends_on is not None and ends_on < starts_on:
        raise field_problem("ends_on", "end-before-start")


def check_parties(asked: Sequence[UUID], known: Mapping[UUID, Party]) -> list[Party]:
    """Return the parties in the order named.

    Raise 422 with a pointer to each one that is not known, or that counts for the same agency as
    one before it: an agency cannot agree with its own unit.
    """
    faults, seen = [], set[UUID]()
    for index, agency_id in enumerate(asked):
        where = ("body", "party_ids", index)
        party = known.get(agency_id)
        if party is None:
            faults.append(FieldError(where, "unknown-reference"))
        elif party.main_id in seen:
            faults.append(FieldError(where, "repeated-item"))
        else:
            seen.add(party.main_id)
    if faults:
        raise Problem("validation-failed", errors=faults)
    return [known[agency_id] for agency_id in asked]


def check_status(status: str, wanted: AgreementStatus) -> None:
    """Raise 409 unless the agreement stands where the act starts from."""
    if status != wanted:
        raise Problem("state-conflict", status_now=status, status_wanted=wanted.value)


def check_signed_on(signed_on: dt.date, ends_on: dt.date | None) -> None:
    """Raise 422 when it would be signed after its own end."""
    if ends_on is not None and signed_on > ends_on:
        raise field_problem("signed_on", "out-of-range", max=ends_on.isoformat())


def check_replaceable(
    old: tuple[str, str, str] | None, *, kind: str, area_code: str, own: bool
) -> None:
    """Raise 422 unless the agreement to replace (kind, area, status) is of the same kind and province.

    Raise 409 when it is not active any more.
    """
    if old is None or own or old[:2] != (kind, area_code):
        raise field_problem("replaces_id", "unknown-reference")
    check_status(old[2], AgreementStatus.ACTIVE)


def check_alone(holder: UUID | None, policy: AgreementPolicy = NATIONAL) -> None:
    """Raise 409 pointing at the province's active agreement: there is one at a time (S4 #12)."""
    if policy.one_active_per_province and holder is not None:
        raise Problem(
            "already-exists",
            (
                "จังหวัดนี้มีข้อตกลงที่มีผลอยู่แล้วหนึ่งฉบับ ให้ลงนามแทนฉบับเดิมด้วย replaces_id",
                "The province has an active agreement already; sign in its place with replaces_id",
            ),
            existing=str(holder),
        )


def supporting(parties: Sequence[Party], policy: AgreementPolicy = NATIONAL) -> frozenset[UUID]:
    """Return the agencies that come to the province from outside, units counted for their agency."""
    return frozenset(party.main_id for party in parties if party.kind not in policy.area_side)


def umbrella(
    supporting: frozenset[UUID],
    active: Mapping[UUID, frozenset[UUID]],
    wanted: UUID | None,
    policy: AgreementPolicy = NATIONAL,
) -> UUID | None:
    """Return the agreement between agencies under which a province agreement is signed (S1 #18).

    `active` maps the active agreements between agencies to their parties, oldest first. Raises 422
    `rule-broken` when none, or not the one `wanted`, covers all `supporting` agencies.
    """
    if not policy.agency_agreement_first or not supporting:
        return wanted
    covering = [each for each, parties in active.items() if supporting <= parties]
    if wanted in covering:
        return wanted
    if wanted is not None or not covering:
        raise Problem(
            "rule-broken",
            (
                "ต้องมีข้อตกลงระหว่างหน่วยงานที่มีผลอยู่และครอบคลุมทุกหน่วยงานก่อน จึงลงนามระดับจังหวัดได้",
                "An active agreement between all these agencies comes first, then the province's",
            ),
            rule="agency-agreement-first",
        )
    return covering[0]


def check_ended_on(ended_on: dt.date, signed_on: dt.date | None) -> None:
    """Raise 422 when it would end before it was signed."""
    if signed_on is not None and ended_on < signed_on:
        raise field_problem("ended_on", "end-before-start")
