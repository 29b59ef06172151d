"""What is allowed of offices in councils."""

from uuid import UUID

from shared.errors import Problem

FORMING = "FORMING"


def check_alone(held: UUID | None) -> None:
    """Raise 409 when another one chairs the council on one of these days."""
    if held is not None:
        raise Problem("post-held", membership_id=str(held))


def check_seated(*, sits: bool, wanted: bool, status: str | None) -> None:
    """Raise 422 for a chair without a seat in a council that stands; one that forms has no members yet."""
    if wanted and not sits and status not in {None, FORMING}:
        raise Problem(
            "rule-broken",
            (
                "ประธานสภาต้องเป็นสมาชิกสภาในวันที่เริ่มเป็นประธาน ให้บันทึกที่นั่งในสภาก่อน",
                "The chair has to hold a seat in the council on the first day; record the seat first",
            ),
            rule="COUNCIL_CHAIR_HOLDS_A_SEAT",
        )
