"""What is asked of rows of any table by their primary keys, as a ledger writes them."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Uuid, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.registry.organization_references.queries import Reference
from services.registry.organizations.tables import Organization


def column_of(place: str) -> tuple[Any, str]:
    """Return the table and the name of the column of a place such as memberships.organization_id."""
    table, _, column = place.partition(".")
    return Organization.metadata.tables[table], column


def written(value: Any) -> Any:
    """Return a value as a ledger writes it: JSON has no ids and dates."""
    return str(value) if isinstance(value, UUID | dt.date) else value


def key_of(table: Any, row: Mapping[str, Any]) -> dict[str, Any]:
    """Return the primary key of a row as a ledger writes it."""
    return {column.name: written(row[column.name]) for column in table.primary_key.columns}


async def referring(
    session: AsyncSession, reference: Reference, organization_id: UUID
) -> list[dict[str, Any]]:
    """Return the rows whose column refers to an organization, locked, in the order of their keys."""
    table = reference.column.table
    meant = () if reference.where is None else (reference.where,)
    asked = select(table).where(reference.column == organization_id, *meant)
    rows = await session.execute(asked.order_by(*table.primary_key.columns).with_for_update())
    return [dict(row) for row in rows.mappings()]


async def row_of(
    session: AsyncSession, table: Any, key: Mapping[str, Any]
) -> dict[str, Any] | None:
    """Return one row by its primary key, locked, or None."""
    asked = select(table).where(*_is(table, key)).with_for_update()
    row = (await session.execute(asked)).mappings().first()
    return None if row is None else dict(row)


async def set_row(
    session: AsyncSession, table: Any, key: Mapping[str, Any], values: Mapping[str, Any]
) -> int | None:
    """Change columns of a row, count up its revision if it has one, and return that."""
    changes = {name: _typed(table.c[name], value) for name, value in values.items()}
    if "updated_at" in table.c:
        changes["updated_at"] = func.clock_timestamp()
    counted = "revision" in table.c
    if counted:
        changes["revision"] = table.c.revision + 1
    statement = table.update().where(*_is(table, key)).values(changes)
    if not counted:
        await session.execute(statement)
        return None
    revision: int | None = await session.scalar(statement.returning(table.c.revision))
    return revision


def _is(table: Any, key: Mapping[str, Any]) -> list[Any]:
    return [table.c[name] == _typed(table.c[name], value) for name, value in key.items()]


def _typed(column: Any, value: Any) -> Any:
    if isinstance(value, str) and isinstance(column.type, Uuid):
        return UUID(value)
    if isinstance(value, str) and column.type.python_type is dt.date:
        return dt.date.fromisoformat(value)
    return value


async def count(session: AsyncSession, table: Any, keys: Sequence[UUID]) -> None:
    """Count up the revisions of things that something of theirs moved."""
    changes = {"revision": table.c.revision + 1, "updated_at": func.clock_timestamp()}
    await session.execute(table.update().where(table.c.id.in_(keys)).values(changes))
