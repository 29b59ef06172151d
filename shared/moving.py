"""Areas change by law: what refers to an area of today is re-pointed, each row with its event, and can be restored.

A service lists every column that holds an area code as `Moved` (it follows the area) or `Stays` (a fact of
the code it was made for). Each re-pointed row leaves a line in the table `area_change_moves`.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, MetaData, Uuid
from sqlalchemy.ext.asyncio import AsyncSession

from shared import alone, events
from shared.auth import Subject
from shared.database import ask, inside
from shared.views import View

LEDGER = "area_change_moves"
_CODES = tuple(
    f"{unit}_code{s}" for unit in ("area", "village", "tambon", "province") for s in ("", "s")
)


@dataclass(frozen=True, slots=True)
class Moved:
    """A column that follows its area. `view` tells of a moved row in events; `where` says which rows follow."""

    view: View
    key: str = "id"
    where: str = "true"
    once: alone.Alone | None = None


@dataclass(frozen=True, slots=True)
class Stays:
    """A column whose rows stay at the code they were made for, and why."""

    why: str


References = Mapping[str, Moved | Stays]
"""`table.column` to what becomes of it."""


@dataclass(frozen=True, slots=True)
class Change:
    """Which change moves things, from which day on, and whether it is being undone."""

    id: UUID
    effective_on: dt.date
    reversal: bool = False


def unlisted(metadata: MetaData, references: References) -> list[str]:
    """Return the columns that hold area codes and are not listed, and listed ones that are not there."""
    found = {
        f"{table.name}.{column.name}"
        for table in metadata.tables.values()
        for column in table.columns
        if column.name.endswith(_CODES) and table.name not in {LEDGER, "outbox", "feed"}
    }
    there = {
        f"{table.name}.{each.name}" for table in metadata.tables.values() for each in table.columns
    }
    return sorted((found - references.keys()) | (references.keys() - there))


_HITS = """
    WITH pairs AS (SELECT f, t, f || ':' AS high FROM unnest(%(f)s::text[], %(t)s::text[]) AS p (f, t)),
    hit AS (
        SELECT DISTINCT ON (x.{key}) x.{key} AS key, x.{column} AS old,
               p.t || substr(x.{column}, length(p.f) + 1) AS new
        FROM pairs p JOIN {table} x ON x.{column} >= p.f AND x.{column} < p.high
        WHERE {where} ORDER BY x.{key}, length(p.f) DESC
    )"""
_LISTED = """
    WITH pairs AS (SELECT f, t, f || ':' AS high FROM unnest(%(f)s::text[], %(t)s::text[]) AS p (f, t)),
    hit AS (
        SELECT x.{key} AS key, x.{column}::text AS old, (
            SELECT array_agg(DISTINCT coalesce(n.t || substr(e, length(n.f) + 1), e))::text
            FROM unnest(x.{column}::text[]) e LEFT JOIN LATERAL (
                SELECT f, t FROM pairs WHERE starts_with(e, f) ORDER BY length(f) DESC LIMIT 1
            ) n ON true
        ) AS new
        FROM {table} x WHERE {where} AND EXISTS (
            SELECT FROM unnest(x.{column}::text[]) e JOIN pairs ON starts_with(e, f))
    )"""
_NAMED = """
    WITH hit AS (
        SELECT x.{key} AS key, x.{column} AS old, %(t)s::text AS new FROM {table} x
        WHERE x.{owner} = ANY(%(keys)s::uuid[]) AND x.{column} = %(f)s
    )"""
_BACK = f"""
    WITH hit AS (
        SELECT DISTINCT ON (l.row_key) l.row_key::{{type}} AS key, l.to_code AS old, l.from_code AS new
        FROM {LEDGER} l WHERE l.change_id = %(change)s AND NOT l.reversal
        AND l.table_name = '{{table}}' AND l.column_name = '{{column}}' ORDER BY l.row_key, l.number
    )"""  # noqa: S608
_MOVE = f"""
    , moved AS (
        UPDATE {{table}} u SET {{column}} = hit.new{{cast}}{{counted}} FROM hit
        WHERE u.{{key}} = hit.key AND u.{{column}}::text = hit.old AND hit.new <> hit.old{{stays}}
        RETURNING u.{{key}}::text AS row_key, hit.old, hit.new
    ), noted AS (
        INSERT INTO {LEDGER} (change_id, reversal, table_name, column_name, row_key, from_code, to_code,
                              effective_on)
        SELECT %(change)s, %(reversal)s, '{{table}}', '{{column}}', row_key, old, new, %(day)s FROM moved
    ) SELECT row_key FROM moved"""  # noqa: S608
_LEFT = f"""
    INSERT INTO {LEDGER} (change_id, reversal, left_alone, table_name, column_name, row_key, from_code, to_code,
                          effective_on)
    SELECT l.change_id, true, true, l.table_name, l.column_name, l.row_key, l.to_code, l.from_code, %(day)s
    FROM {LEDGER} l WHERE l.change_id = %(change)s AND NOT l.reversal
    AND l.table_name || '.' || l.column_name = %(name)s
    AND NOT EXISTS (SELECT FROM {LEDGER} b WHERE b.change_id = l.change_id AND b.reversal
                    AND b.table_name = l.table_name AND b.column_name = l.column_name AND b.row_key = l.row_key)
    RETURNING 1"""  # noqa: S608


class Mover:
    """Re-points what a service lists, in the caller's transaction."""

    def __init__(self, metadata: MetaData, references: References) -> None:
        self.tables = metadata.tables
        self.moved = {name: ref for name, ref in references.items() if isinstance(ref, Moved)}

    async def along(
        self, session: AsyncSession, pairs: Mapping[str, str], change: Change, *, by: Subject
    ) -> dict[str, list[str]]:
        """Re-point all that lies at or below each code to the new one; return the keys by column."""
        values = {"f": list(pairs), "t": list(pairs.values())}
        return {
            name: keys
            for name in self.moved
            if pairs
            and (
                keys := await self._run(
                    session, name, _LISTED if self.is_list(name) else _HITS, values, change, by
                )
            )
        }

    def is_list(self, name: str) -> bool:
        """Say whether a column holds a list of codes."""
        table, _, column = name.partition(".")
        return isinstance(self.tables[table].columns[column].type, ARRAY)

    async def named(
        self,
        session: AsyncSession,
        name: str,
        keys: Sequence[str],
        way: tuple[str, str],
        change: Change,
        *,
        by: Subject,
        part_of: str = "",
    ) -> list[str]:
        """Re-point rows of one column by their keys, those that are at the first of two codes.

        With `part_of` the keys are those of what the rows are part of, in that column.
        """
        values = {"keys": list(keys), "f": way[0], "t": way[1]}
        hits = _NAMED.replace("{owner}", part_of or "{key}")
        return await self._run(session, name, hits, values, change, by)

    async def back(
        self, session: AsyncSession, change: Change, *, by: Subject
    ) -> tuple[dict[str, list[str]], int]:
        """Restore every reference that a change moved; return the keys by column, and how many were left.

        A row that has been moved since, or is gone, is left as it is and noted in the ledger.
        """
        restored, left = {}, 0
        for name in self.moved:
            if keys := await self._run(session, name, _BACK, {}, change, by):
                restored[name] = keys
            values = {"change": change.id, "day": change.effective_on, "name": name}
            found = await ask(await inside(session), _LEFT, values)
            left += len(await found.fetchall())
        return restored, left

    async def _run(
        self,
        session: AsyncSession,
        name: str,
        hits: str,
        values: Mapping[str, Any],
        change: Change,
        by: Subject,
    ) -> list[str]:
        table, _, column = name.partition(".")
        ref, columns = self.moved[name], self.tables[table].columns
        counted = "".join(
            f", {field} = {new}"
            for field, new in (
                ("revision", "u.revision + 1"),
                ("updated_at", "clock_timestamp()"),
            )
            if field in columns
        )
        kept = alone.pieces(ref.once)
        sql = (hits + kept.clash + _MOVE).format(
            stays=kept.stays,
            table=table,
            column=column,
            key=ref.key,
            where=ref.where,
            counted=counted + kept.named,
            cast="::text[]" if self.is_list(name) else "",
            type="uuid" if isinstance(columns[ref.key].type, Uuid) else "text",
        )
        about = {"change": change.id, "reversal": change.reversal, "day": change.effective_on}
        found = await ask(await inside(session), sql, {**values, **about})
        told = sorted({str(row[0]) for row in await found.fetchall()})
        await events.emit_many(session, "moved", ref.view, told, by=by)
        return told
