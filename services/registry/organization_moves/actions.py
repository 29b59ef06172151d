"""What happens to rows that refer to an organization whose record becomes part of another one."""

import datetime as dt
import functools
from collections.abc import Callable, Coroutine, Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from services.registry.organization_moves import queries
from services.registry.organization_moves.schemas import Line
from services.registry.organization_references.queries import MOVED, Reference
from services.registry.organizations.queries import line_of
from services.registry.organizations.tables import Organization
from shared import events
from shared.auth import Subject
from shared.thai_time import bangkok_date

_SUCCESSION = "organizations.succeeds_id"
Change = Callable[[], Coroutine[Any, Any, int | None]]


def keys(lines: Iterable[Line], place: str) -> list[UUID]:
    """Return the ids of the rows of one place that now refer to another record."""
    return [
        UUID(line.row_key["id"]) for line in lines if line.place == place and line.is_elsewhere
    ]


async def move(
    session: AsyncSession, organization_id: UUID, into: Organization, *, by: Subject
) -> list[Line]:
    """Let every row that refers to an organization refer to another one, and leave the events.

    A row that the tables' own constraints do not let move (the same is there already, it would refer to
    itself) stays; a post that both have ends.
    """
    before_it = set(await line_of(session, into.id) or ())
    lines = []
    for reference in MOVED:
        rows = await queries.referring(session, reference, organization_id)
        found = [
            await _move(session, reference, row, into)
            if reference.place != _SUCCESSION or row["id"] not in before_it
            else _line(reference, row)
            for row in rows
        ]
        await _tell(session, reference, found, by=by)
        lines += found
    return lines


async def _move(
    session: AsyncSession, reference: Reference, row: dict[str, Any], into: Organization
) -> Line:
    """Move one row, or end it, or let it stay."""
    goes: dict[str, Any] = {reference.column.name: into.id}
    if reference.area:
        goes[reference.area] = into.area_code
    tries = [("MOVED", goes)]
    if reference.ends:
        first, last = reference.ends
        today = bangkok_date(dt.datetime.now(dt.UTC))
        tries.append(("ENDED", {**goes, last: max(today, row[first])}))
    table = reference.column.table
    key = queries.key_of(table, row)
    for outcome, values in tries:
        done, revision = await _if_possible(
            session, functools.partial(queries.set_row, session, table, key, values)
        )
        if done:
            return _line(reference, row, outcome, values, revision)
    return _line(reference, row)


async def _if_possible(session: AsyncSession, change: Change) -> tuple[bool, int | None]:
    """Make a change unless a constraint of the tables forbids it; return whether, and the revision."""
    try:
        async with session.begin_nested():
            return True, await change()
    except IntegrityError:
        return False, None


def _line(
    reference: Reference,
    row: dict[str, Any],
    outcome: str = "STAYED",
    values: dict[str, Any] | None = None,
    revision: int | None = None,
) -> Line:
    changed = values or {}
    before = {name: queries.written(row[name]) for name in changed}
    after = {name: queries.written(value) for name, value in changed.items()}
    key = queries.key_of(reference.column.table, {**row, **changed})
    return Line(None, reference.place, key, before, after, revision, outcome)


async def put_back(session: AsyncSession, lines: Sequence[Line], *, by: Subject) -> list[Line]:
    """Undo the lines of a ledger, the last first, and leave the events; return those that had moved.

    What somebody changed since keeps the change and goes back; what they moved elsewhere stays there.
    """
    moved = [line for line in lines if line.outcome != "STAYED"]
    for line in moved:
        line.undone = await _undo(session, line)
    for reference in MOVED:
        here = [line for line in moved if line.place == reference.place]
        await _tell(session, reference, here, by=by)
    return moved


async def _undo(session: AsyncSession, line: Line) -> str:
    table, column = queries.column_of(line.place)
    row = await queries.row_of(session, table, line.row_key)
    if row is None:
        return "GONE"
    now = {name: queries.written(row[name]) for name in line.after}
    if now[column] != line.after[column]:
        return "ELSEWHERE"
    values = {name: was for name, was in line.before.items() if now[name] == line.after[name]}
    done, revision = await _if_possible(
        session, functools.partial(queries.set_row, session, table, line.row_key, values)
    )
    if not done:
        return "CLASH"
    line.row_key = queries.key_of(table, {**row, **values})
    untouched = revision is None or revision - 1 == line.row_revision
    return "BACK" if untouched and len(values) == len(line.before) else "CHANGED"


async def _tell(
    session: AsyncSession, reference: Reference, lines: Sequence[Line], *, by: Subject
) -> None:
    """Leave an event for each thing that moved."""
    table = reference.column.table
    moved = [line for line in lines if line.is_elsewhere]
    if reference.key == "id":
        told = [UUID(str(line.row_key["id"])) for line in moved]
    else:
        rows = [await queries.row_of(session, table, line.row_key) for line in moved]
        told = list(dict.fromkeys(row[reference.key] for row in rows if row))
        await queries.count(session, reference.owner, told)
    await events.emit_many(session, "moved", reference.view, told, by=by)
