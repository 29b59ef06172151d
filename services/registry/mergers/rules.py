"""What is allowed when two records become one."""

from collections.abc import Iterable
from uuid import UUID

from services.registry.access.schemas import AccountStatus
from shared.errors import Problem, field_problem


def check_merger(one: UUID, other: UUID) -> None:
    """Raise 422 for a record that is to become part of itself."""
    if one == other:
        raise field_problem("into_id", "invalid")


def check_one_signs_in(*accounts: Iterable[str]) -> None:
    """Raise 409 when an account of each record is in use: then they may be two people."""
    if all(AccountStatus.ACTIVE in statuses for statuses in accounts):
        raise Problem(
            "state-conflict",
            (
                "ทั้งสองระเบียนมีบัญชีที่ใช้อยู่ ปิดบัญชีหนึ่งก่อน",
                "Both records have an account in use; close one of them first",
            ),
        )
