"""What is asked of issues."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Date, and_, any_, bindparam, cast, func, literal, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.planning.issues.schemas import key_of
from services.planning.issues.tables import Issue
from shared.errors import field_problem
from shared.lists import Listing, Sort
from shared.views import View, instant

BANGKOK = "Asia/Bangkok"
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
        _c.parent_code,
        _c.valid_from,
        _c.valid_until,
        _c.succeeds_code,
        _c.revision,
        instant(_c.created_at).label("created_at"),
        instant(_c.updated_at).label("updated_at"),
    ),
    key=_c.code,
)
_ON = bindparam("on", type_=Date)
ISSUES = Listing(
    ISSUE,
    filters={
        "q": _c.names_key.like(bindparam("pattern")),
        "parent": _c.parent_code == bindparam("parent"),
        "on": and_(
            func.coalesce(_c.valid_from, _ON) <= _ON,
            or_(_c.valid_until.is_(None), _c.valid_until > _ON),
        ),
    },
    sorts={"code": Sort(())},
)


async def require(session: AsyncSession, code: str, on: dt.date | None = None) -> None:
    """Raise 422 at `issue_code` unless the issue is defined and in use on a day (by default today).

    One that is known by another code, or that another one succeeded, is answered with the code to use.
    """
    today = cast(func.timezone(BANGKOK, func.now()), Date)
    statement = select(
        _c.valid_from, _c.valid_until, (today if on is None else literal(on)).label("day")
    )
    found = (await session.execute(statement.where(_c.code == code))).one_or_none()
    if found is None:
        use = await called(session, code)
        raise field_problem("issue_code", "known-as" if use else "unknown-reference", **_use(use))
    begun = found.valid_from is None or found.valid_from <= found.day
    if not begun or (found.valid_until is not None and found.day >= found.valid_until):
        newer = select(_c.code).where(_c.succeeds_code == code).order_by(_c.code).limit(1)
        raise field_problem("issue_code", "not-in-use", **_use(await session.scalar(newer)))


def _use(code: str | None) -> dict[str, str]:
    return {} if code is None else {"use": code}


async def called(session: AsyncSession, name: str) -> str | None:
    """Return the code of the one issue that has this very name, or None."""
    lines = func.string_to_array(_c.names_key, "\n")
    statement = select(_c.code).where(literal(key_of(name)) == any_(lines)).limit(2)
    codes = (await session.scalars(statement)).all()
    return codes[0] if len(codes) == 1 else None


async def lock_all(session: AsyncSession) -> dict[str, Issue]:
    """Return all issues by their codes, locked: who changes the taxonomy does so alone."""
    statement = select(Issue).order_by(_c.code).with_for_update(key_share=True)
    return {issue.code: issue for issue in await session.scalars(statement)}


async def known(session: AsyncSession, codes: Sequence[str]) -> set[str]:
    """Return those of the codes that are issues."""
    return set((await session.scalars(select(_c.code).where(_c.code.in_(codes)))).all())
