"""What is allowed of agencies."""

from uuid import UUID

from shared.errors import Problem


def check_code_free(holder: UUID | None) -> None:
    """Raise 409 pointing at the agency that already has the code."""
    if holder is not None:
        raise Problem("already-exists", existing=str(holder))


def check_parent(grandparent: UUID | None) -> None:
    """Raise 422 when the parent is itself a unit: an agency and its units are two levels (S1 #1, #2)."""
    if grandparent is not None:
        raise Problem(
            "rule-broken",
            (
                "หน่วยย่อยต้องสังกัดหน่วยงานโดยตรง ไม่ใช่สังกัดหน่วยย่อยอื่น",
                "A unit belongs directly to an agency, not to another unit",
            ),
        )
