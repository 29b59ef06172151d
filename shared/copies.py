"""Small copies of what other services own, kept by following their feeds."""

from typing import Any

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from shared.auth import Subject
from shared.errors import Problem, field_problem
from shared.views import View


async def take_in(session: AsyncSession, table: Any, key: str, *rows: dict[str, Any]) -> None:
    """Upsert copied rows, each unless we already have its revision or a newer one."""
    newest = {row[key]: row for row in sorted(rows, key=lambda row: int(row["revision"]))}
    statement = insert(table.__table__).values(list(newest.values()))
    fresh = {name: statement.excluded[name] for name in rows[0] if name != key}
    await session.execute(
        statement.on_conflict_do_update(
            index_elements=[key],
            set_=fresh,
            where=table.__table__.c.revision < statement.excluded.revision,
        )
    )


async def require(session: AsyncSession, table: Any, key: object, field: str) -> Any:
    """Return the copied row; raise 422 `unknown-reference` at `field` when it is not known here (yet)."""
    row = await session.get(table, key)
    if row is None:
        raise field_problem(field, "unknown-reference")
    return row


def found(row: Any) -> Any:
    """Return the row; raise 404 when there is none."""
    if row is None:
        raise Problem("not-found")
    return row


async def require_seen(
    session: AsyncSession, view: View, key: object, by: Subject, *, field: str | None = None
) -> None:
    """Raise 404 unless the thing is there and `by` may see it; 422 `unknown-reference` for a body `field`.

    Asked first by every write to what may be private, before any right, state or content is judged: so
    "not there" and "not yours" are one answer, and it names nothing.
    """
    if not await view.is_seen(session, key, by.granted):
        raise field_problem(field, "unknown-reference") if field else Problem("not-found")
