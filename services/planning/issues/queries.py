"""What is asked of issues."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from services.planning.issues.tables import Issue
from shared.errors import field_problem
from shared.lists import Listing, Sort
from shared.views import View, instant

TABLE: Any = Issue.__table__
_c: Any = TABLE.c

ISSUE = View(
    "issue",
    select(
        _c.id,
        _c.code,
        _c.name_th,
        _c.name_en,
        _c.aliases_th,
        _c.described_th,
        _c.revision,
        instant(_c.created_at).label("created_at"),
        instant(_c.updated_at).label("updated_at"),
    ),
    key=_c.code,
)
ISSUES = Listing(ISSUE, filters={}, sorts={"code": Sort(())})


async def require(session: AsyncSession, code: str) -> None:
    """Raise 422 `unknown-reference` at `issue_code` unless the issue is defined."""
    if await session.scalar(select(_c.id).where(_c.code == code)) is None:
        raise field_problem("issue_code", "unknown-reference")
