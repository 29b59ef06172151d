"""What lay in an area on a day: today's code of a thing, or the ledger of moves walked back.

Answers of a day before a change by law stay as they were, whatever the codes are by now.
"""

import datetime as dt
from typing import NamedTuple

from shared.thai_time import bangkok_date

HOLDS = (
    "(valid_from IS NULL OR valid_from <= %(day)s) AND (valid_to IS NULL OR valid_to > %(day)s)"
)
"""Whether an area stood on the day `day`."""
_PLACED = f"""
    {{name}} AS (WITH later AS (  -- the first move of each row after that day, from here or from a later code
        SELECT l.row_key::uuid AS id, l.from_code AS code FROM area_change_moves l
        WHERE l.table_name = '{{table}}' AND l.column_name = 'area_code' AND NOT l.left_alone
        AND l.effective_on > %(day)s
        AND NOT EXISTS (
            SELECT FROM area_change_moves e
            WHERE e.table_name = l.table_name AND e.row_key = l.row_key AND e.column_name = l.column_name
            AND NOT e.left_alone AND e.effective_on > %(day)s
            AND (e.effective_on, e.number) < (l.effective_on, l.number)
        )
    ),
    since AS (  -- codes that did not stand yet, and what they came from
        SELECT DISTINCT ON (code) code, source FROM (
            SELECT p.key AS code, p.value AS source, c.effective_on
            FROM area_changes c, jsonb_each_text(c.steps -> 'opened') p
            WHERE c.effective_on > %(day)s AND p.key <> p.value
            UNION ALL SELECT successor_code, old_code, effective_on FROM area_successions
            WHERE effective_on > %(day)s AND successor_code IS NOT NULL
        ) came ORDER BY code, effective_on, source
    ),
    -- three sets without anything in common; the first is all there is while nothing moved since
    known AS (
        SELECT area_code AS lies, {{columns}} FROM {{table}} o
        WHERE area_code >= %(low)s AND area_code < %(high)s AND NOT EXISTS (SELECT FROM later WHERE later.id = o.id)
        UNION ALL SELECT later.code, {{columns}} FROM later JOIN {{table}} o ON o.id = later.id
        UNION ALL SELECT * FROM (
            SELECT DISTINCT o.* FROM since s CROSS JOIN LATERAL (  -- from the few codes on, not from all rows
                SELECT o.area_code, {{columns}} FROM {{table}} o
                WHERE o.area_code >= s.code AND o.area_code < s.code || ':'
                AND NOT (o.area_code >= %(low)s AND o.area_code < %(high)s) OFFSET 0
            ) o WHERE NOT EXISTS (SELECT FROM later WHERE later.id = o.id)
        ) came
    ),
    gone AS (  -- of them those that did not stand on that day: each code once, so that nothing is counted twice
        SELECT code, source FROM since
        WHERE NOT EXISTS (SELECT FROM areas WHERE areas.code = since.code AND {HOLDS})
        AND NOT EXISTS (SELECT FROM area_versions v WHERE v.code = since.code AND {HOLDS})
    ),
    traced AS (  -- the longest code that a row lies below; all rows at once, for each on its own takes seconds
        SELECT known.*, CASE WHEN coalesce(v.code, t.code, d.code, p.code) IS NULL THEN known.lies
                ELSE coalesce(v.source, t.source, d.source, p.source)
                     || substr(known.lies, length(coalesce(v.code, t.code, d.code, p.code)) + 1) END AS code
        FROM known LEFT JOIN gone v ON length(v.code) = 8 AND v.code = known.lies
        LEFT JOIN gone t ON length(t.code) = 6 AND t.code = left(known.lies, 6)
        LEFT JOIN gone d ON length(d.code) = 4 AND d.code = left(known.lies, 4)
        LEFT JOIN gone p ON length(p.code) = 2 AND p.code = left(known.lies, 2)
    )
    SELECT * FROM traced WHERE code >= %(low)s AND code < %(high)s)"""  # noqa: S608


_MEMBERS = f"(SELECT area_code FROM area_group_members WHERE group_code = %(code)s AND {HOLDS}) m"  # noqa: S608
MEMBERS = f"""members AS (  -- of the group `code` on that day; what lies in another member counts with that one
        SELECT DISTINCT m.area_code FROM {_MEMBERS}
        WHERE NOT EXISTS (SELECT FROM {_MEMBERS[:-1]}wider
            WHERE m.area_code ^@ wider.area_code AND m.area_code <> wider.area_code)
    )"""  # noqa: S608 - our own names
"""A common table expression for what is counted of a group of areas; nothing is counted twice."""
IN_MEMBERS = "{code} >= members.area_code AND {code} < members.area_code || ':'"
"""Whether something lies in one of the `members`."""


def placed(table: str, name: str = "placed", *, columns: str = "o.id") -> str:
    """Return a common table expression: what of a table lay in an area on a day, and its `code` then.

    `columns` are those of the table (o) that are wanted, its id first. It takes `day`, `low` and `high`. The
    ledger of moves is walked back: the first move after the day tells from where. What was written down
    later, below a code that did not stand yet, counts where that code came from.
    """
    return _PLACED.format(table=table, name=name, columns=columns)


def here(table: str, name: str = "placed", *, columns: str = "o.id") -> str:
    """Return the same of today: what of a table lies in an area."""
    rows = f"{table} o WHERE area_code >= %(low)s AND area_code < %(high)s"
    return f"{name} AS (SELECT {columns}, area_code AS code FROM {rows})"  # noqa: S608 - our own names


def placed_in_members(table: str, name: str = "placed", *, columns: str = "o.id") -> str:
    """Return what `placed` does for the `MEMBERS` of a group: asked of the nation, kept what lay in a member."""
    lies = IN_MEMBERS.format(code="everywhere.code")
    kept = f"{name} AS (SELECT everywhere.* FROM members JOIN everywhere ON {lies})"  # noqa: S608 - our own names
    return f"{placed(table, 'everywhere', columns=columns)}, {kept}"


def here_in_members(table: str, name: str = "placed", *, columns: str = "o.id") -> str:
    """Return the same of today: what of a table lies in a member of a group."""
    rows = f"members JOIN {table} o ON {IN_MEMBERS.format(code='o.area_code')}"
    return f"{name} AS (SELECT {columns}, o.area_code AS code FROM {rows})"  # noqa: S608 - our own names


class OfADay(NamedTuple):
    """A statement about an area, as it is asked of today and of a day before."""

    now: str
    then: str

    def on(self, day: dt.date) -> str:
        """Return the statement for a day: the ledger is asked of the past only."""
        return self.then if day < bangkok_date(dt.datetime.now(dt.UTC)) else self.now


def of_a_day(sql: str, table: str, alias: str) -> OfADay:
    """Return both statements; `{here}` in the text says that a row of the table lies in the area.

    The text may begin with common table expressions of its own.
    """
    here = f"{alias}.area_code >= %(low)s AND {alias}.area_code < %(high)s"
    return _of_a_day(sql, table, here, f"{alias}.id IN (SELECT id FROM placed)")  # noqa: S608 - our own names


def of_a_group(sql: str, table: str, alias: str) -> OfADay:
    """Return the same for a group of areas, `code`: its members are those of the day; low and high are the nation's."""
    lies = "p.{place} >= m.area_code AND p.{place} < m.area_code || ':'"
    there = f"SELECT p.id FROM {_MEMBERS} JOIN {{rows}} p ON {lies}"  # noqa: S608 - our own names
    now = there.format(rows=table, place="area_code")
    then = there.format(rows="placed", place="code")
    return _of_a_day(sql, table, f"{alias}.id IN ({now})", f"{alias}.id IN ({then})")


def _of_a_day(sql: str, table: str, here: str, there: str) -> OfADay:
    own = sql.strip()
    then = own.format(here=there)
    rest = f", {then[5:]}" if own.startswith("WITH ") else f" {then}"
    return OfADay(own.format(here=here), f"WITH {placed(table)}{rest}")
