"""Write things down once, change them under their revision, and leave an event in the same transaction."""

import hashlib
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, TypeVar

from psycopg.types.json import Jsonb
from pydantic import BaseModel
from sqlalchemy import Table, bindparam, inspect, text
from sqlalchemy.dialects.postgresql import JSONB, insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import SQLModel

from shared import reasons
from shared.auth import Subject
from shared.database import ask, inside
from shared.errors import Problem
from shared.ids import new_id
from shared.logging import request_id
from shared.views import View, compiled, plain

Row = TypeVar("Row", bound=SQLModel)
EVENTS = "events"
ANSWERS = "answers"


class AlreadyDoneError(Exception):
    """The same content was written under the same id before: answer with what it has become."""

    def __init__(self, view: View, key: object) -> None:
        self.view = view
        self.key = key
        super().__init__(view.kind)


def fingerprint(content: BaseModel, by: Subject, *context: object) -> bytes:
    """Return what makes two requests with one id the same: the content, the caller and the parents."""
    parts = [content.model_dump_json(), by.id, *(str(part) for part in context)]
    return hashlib.sha256("\x1f".join(parts).encode()).digest()


@cache
def _insertion(table: Table, names: tuple[str, ...]) -> str:
    """Return the statement that inserts these columns unless the id is known, and tells the id."""
    values = {name: bindparam(name, type_=table.c[name].type) for name in names}
    statement = insert(table).values(values).on_conflict_do_nothing(index_elements=["id"])
    return compiled(statement.returning(table.c.id))


async def write_down(session: AsyncSession, row: Row, *, view: View, key: object = None) -> Row:
    """Insert a row that a client may send twice, and return it.

    The row's table has `id` and `fingerprint`. The same id with the same fingerprint raises
    `AlreadyDoneError`, which answers 200 with `view` of `key` (by default the row's own id) and changes
    nothing; with another fingerprint it raises 409 `id-conflict`.
    """
    table: Any = inspect(type(row)).local_table
    values = {
        c.name: _sent(c, getattr(row, c.key))
        for c in table.columns
        if not (getattr(row, c.key) is None and c.server_default is not None)
    }
    result = await ask(await inside(session), _insertion(table, tuple(values)), values)
    if await result.fetchone() is None:
        same = await session.scalar(
            table.select().with_only_columns(table.c.fingerprint).where(table.c.id == values["id"])
        )
        if same != values["fingerprint"]:
            raise Problem("id-conflict")
        raise AlreadyDoneError(view, values["id"] if key is None else key)
    return row


def _sent(column: Any, value: Any) -> Any:
    """Return a value as the driver sends it into a column."""
    if isinstance(column.type, JSONB) and value is not None:
        return Jsonb(value)
    return plain(value)


def check_revision(row: Any, expected: int | None) -> None:
    """Raise 412 `stale-revision` when the caller saw another revision than the row has."""
    if expected is not None and row.revision != expected:
        raise Problem(
            "stale-revision",
            current_revision=row.revision,
            headers={"ETag": f'"r{row.revision}"'},
        )


async def alter(
    session: AsyncSession, row: Any, changes: Mapping[str, Any], *, anyway: bool = False
) -> bool:
    """Set the changed fields of a row that was loaded for update, and count up its revision.

    Say False, and leave revision and history alone, when every field already has its value; `anyway`
    is for changes outside the row.
    """
    fresh = {name: plain(value) for name, value in changes.items()}
    if not anyway and all(getattr(row, name) == value for name, value in fresh.items()):
        return False
    # Asked before a field is set: a row that is written twice in one transaction has its references checked,
    # and so waits for whoever holds them.
    now = await session.scalar(text("SELECT clock_timestamp()"))
    for name, value in fresh.items():
        setattr(row, name, value)
    row.revision += 1
    row.updated_at = now
    session.add(row)
    await session.flush()
    return True


async def emit(
    session: AsyncSession,
    verb: str,
    view: View,
    key: object,
    *,
    by: Subject,
    reason: str | None = None,
) -> None:
    """Leave the event `kind.verb` (past tense) with the whole state of `key`, in this transaction."""
    parameters = {
        "key": plain(key),
        "granted": [""],
        "event_id": new_id(),
        "type": f"{view.kind}.{verb}",
        "kind": view.kind,
        "subject": str(key),
        "actor": by.id,
        "reason": reason or reasons.given(),
        "request_id": request_id.get(),
    }
    result = await ask(await inside(session), view.event_sql, parameters)
    row: Any = await result.fetchone()
    assert row is not None, f"{view.kind} {key} does not exist"
    session.info[EVENTS] = session.info.get(EVENTS, 0) + 1
    session.info.setdefault(ANSWERS, {})[view.kind, str(key)] = (str(row[0]), int(row[1]))


async def emit_many(
    session: AsyncSession,
    verb: str,
    view: View,
    keys: Sequence[object],
    *,
    by: Subject,
    reason: str | None = None,
) -> None:
    """Leave one event for each key with its whole state, in one statement (bulk loads)."""
    if not keys:
        return
    parameters = {
        "keys": plain(keys),
        "event_ids": [new_id() for _ in keys],
        "type": f"{view.kind}.{verb}",
        "kind": view.kind,
        "actor": by.id,
        "reason": reason,
        "request_id": request_id.get(),
    }
    await ask(await inside(session), view.many_sql, parameters)
    session.info[EVENTS] = session.info.get(EVENTS, 0) + len(keys)


async def shown(session: AsyncSession, view: View, key: object) -> tuple[str, int]:
    """Return (JSON text, revision) of a thing just written, from its event if it left one."""
    known: dict[tuple[str, str], tuple[str, int]] = session.info.get(ANSWERS, {})
    return known.get((view.kind, str(key))) or await view.within(session, key)
