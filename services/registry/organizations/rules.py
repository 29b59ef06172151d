"""What is allowed of organizations."""

from collections.abc import Container, Sequence
from uuid import UUID

from services.registry.organizations.schemas import OrganizationKind, OrganizationStatus
from shared.errors import FieldError, Problem, field_problem
from shared.places import Level, level_of

WIDE = frozenset(
    {
        OrganizationKind.NETWORK,
        OrganizationKind.LEARNING_CENTRE,
        OrganizationKind.COORDINATION_CENTRE,
    }
)
NARROW_LEVELS = frozenset({Level.TAMBON, Level.VILLAGE})
TAMBON_DIGITS = 6


def check_level(kind: OrganizationKind, area_code: str) -> None:
    """Raise 422 unless the area fits: a tambon or village; networks and centres of any level (R4)."""
    if kind not in WIDE and level_of(area_code) not in NARROW_LEVELS:
        raise field_problem("area_code", "wrong-level", levels=["TAMBON", "VILLAGE"])


def check_issues(issues: Sequence[str], unknown: Sequence[str]) -> None:
    """Raise 422 with a pointer to each issue that nobody has defined."""
    if unknown:
        places = [
            FieldError(("body", "issues", issues.index(code)), "unknown-reference")
            for code in unknown
        ]
        raise Problem("validation-failed", errors=places)


def check_villages(villages: Sequence[str], area_code: str) -> None:
    """Raise 422 with a pointer to each village that lies outside the organization's tambon, or wider area."""
    area = area_code[:TAMBON_DIGITS]
    outside = [
        FieldError(("body", "villages", place), "outside-parent")
        for place, code in enumerate(villages)
        if not code.startswith(area)
    ]
    if outside:
        raise Problem("validation-failed", errors=outside)


def check_place_stands(ended: tuple[str, str | None] | None) -> None:
    """Raise 409 for an area that ended by law, and name the one that took its place."""
    if ended is None:
        return
    code, successor = ended
    now = (f" ใช้ {successor} แทน", f"; {successor} took its place") if successor else ("", "")
    raise Problem(
        "area-ended",
        (f"พื้นที่ {code} สิ้นสุดตามกฎหมายแล้ว{now[0]}", f"The area {code} has ended by law{now[1]}"),
        area_code=code,
        successor_code=successor,
    )


def check_sexes(members: int | None, women: int | None, men: int | None) -> None:
    """Raise 422 when there are more women and men than members; some may say neither."""
    if members is not None and (women or 0) + (men or 0) > members:
        raise field_problem(
            "women_count" if women else "men_count", "more-than-members", max=members
        )


def check_succession(
    organization_id: UUID, succeeds_id: UUID | None, line: Container[UUID] | None
) -> None:
    """Raise 422 for a predecessor that is not there, or that comes after the organization itself.

    `line` holds the predecessor and all before it; None when it is unknown.
    """
    if succeeds_id is None:
        return
    if line is None:
        raise field_problem("succeeds_id", "unknown-reference")
    if organization_id in line:
        raise field_problem("succeeds_id", "circle")


def check_not_merged(status: str) -> None:
    """Raise 409 for a record that is part of another: the other one is changed."""
    if status == OrganizationStatus.MERGED:
        raise Problem(
            "state-conflict",
            (
                "ระเบียนนี้รวมเข้ากับองค์กรอื่นแล้ว ให้บันทึกที่องค์กรนั้น",
                "This record became part of another one; use that one",
            ),
        )


def check_standing(status: str) -> None:
    """Raise 409 for an organization that was dissolved or became part of another: nothing new begins there."""
    check_not_merged(status)
    if status == OrganizationStatus.DISSOLVED:
        raise Problem(
            "state-conflict",
            (
                "องค์กรนี้เลิกแล้ว เริ่มสิ่งใหม่ไม่ได้",
                "This organization was dissolved; nothing new begins there",
            ),
        )


def check_new(candidates: Sequence[dict[str, str]], *, confirmed: bool) -> None:
    """Raise 409 with the candidates when the organization is nearly surely there already."""
    if candidates and not confirmed:
        raise Problem("duplicate-organization", candidates=list(candidates))
