"""What is asked to find something by its name: in each kind first what fits as typed, best first.

The stages of one statement run one after another and stop as soon as there is enough (LIMIT over UNION
ALL). Statements are planned for their own values: a pair of letters may stand in half the names or in three.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from psycopg import AsyncConnection
from sqlalchemy import any_, bindparam, literal_column, select
from sqlalchemy.dialects.postgresql import ARRAY

from services.registry.areas import queries as areas
from services.registry.areas.tables import Area
from services.registry.bodies import queries as bodies
from services.registry.bodies.tables import Body
from services.registry.demonstrations import queries as demonstrations
from services.registry.demonstrations.tables import Demonstration
from services.registry.meetings import queries as meetings
from services.registry.meetings.tables import Meeting
from services.registry.organizations import queries as organizations
from services.registry.organizations.tables import Organization
from services.registry.people import queries as people
from services.registry.people.tables import Person
from services.registry.search.schemas import COMBINATIONS, Found, Part, Question
from shared import all_names, places
from shared.database import ask
from shared.text import bigrams
from shared.views import View, compiled

_LOST = 3
"""How many pairs of letters a slip can take from a name: a swap takes three."""
_NEAREST = 1000
"""How many candidates of a slip are compared."""
_LAST = "\U0010ffff"
"""Comes after every letter of a name."""
_p: Any = Person.__table__.c
_PUBLIC = compiled(select(_p.id).where(people.HOLDS_OFFICE, _p.id == literal_column("t.id")))


@dataclass(frozen=True)
class Room:
    """Where one kind of thing is looked for: what shows it, its table, key and area, and which rows."""

    view: View
    table: str
    key: str
    area: str
    where: str
    pieces_of_names: bool = False
    """Its pieces hold whole names too, so that each of several names is found as typed."""


ROOMS: dict[Found, Room] = {
    Found.AREA: Room(areas.AREA, Area.__tablename__, "code", "code", "t.valid_to IS NULL", True),
    Found.ORGANIZATION: Room(
        organizations.ORGANIZATION,
        Organization.__tablename__,
        "id",
        "area_code",
        "t.merged_into_id IS NULL",
    ),
    Found.PERSON: Room(
        people.MASKED, Person.__tablename__, "id", "area_code", f"EXISTS ({_PUBLIC})"
    ),
    Found.MEETING: Room(meetings.MEETING, Meeting.__tablename__, "id", "area_code", "true"),
    Found.BODY: Room(bodies.BODY, Body.__tablename__, "id", "area_code", "true", True),
    Found.DEMONSTRATION: Room(
        demonstrations.DEMONSTRATION, Demonstration.__tablename__, "id", "area_code", "true", True
    ),
}
_EXACT = "(t.search_key = %(key)s OR (t.search_key >= %(line)s AND t.search_key < %(next)s))"
_WHOLE = "t.bigrams @> %(whole)s"
_PREFIX = "t.search_key >= %(key)s AND t.search_key < %(high)s"
_PART = "t.bigrams @> %(grams{0})s AND t.search_key LIKE ALL(%(likes{0})s)"
_SETS = " OR ".join(f"({_PART.format(place)})" for place in range(COMBINATIONS))


_FROM = """
    FROM {room.table} t WHERE ({condition}) AND {room.where}
    AND t.{room.area} >= %(low)s AND t.{room.area} < %(end)s
"""
_STAGE = "(SELECT t.{room.key}::text, {place} {source} {order} LIMIT %(limit)s)"
_SLIP = """
    SELECT c.key::text, 4 FROM (SELECT t.{room.key} AS key, t.search_key {source} LIMIT {most}) c,
        LATERAL (SELECT count(*) AS pairs FROM unnest(%(grams)s::text[]) gram
            WHERE strpos(c.search_key, gram) > 0 OFFSET 0) both_have
    WHERE pairs >= %(least)s ORDER BY pairs DESC, length(c.search_key), c.key LIMIT %(limit)s
"""
_LINES = "SELECT coalesce(json_agg(line), '[]'::json)::text FROM ({things}) line"


def _stage(room: Room, place: int, condition: str, order: str = "") -> str:
    source = _FROM.format(room=room, condition=condition)
    return _STAGE.format(room=room, place=place, source=source, order=order)


def _typed(room: Room) -> str:
    """Return the statement for what fits as typed: the whole name, its beginning, a part of it."""
    exact = _WHOLE if room.pieces_of_names else _EXACT
    other = f" AND NOT {_WHOLE}" if room.pieces_of_names else ""
    stages = (
        _stage(room, 0, exact, f"ORDER BY t.{room.area}, t.{room.key}"),
        _stage(room, 1, f"{_PREFIX} AND NOT ({exact})", f"ORDER BY t.search_key, t.{room.key}"),
        _stage(room, 2, f"{_PART.format('')} AND NOT ({_PREFIX}){other}"),
    )
    return " UNION ALL ".join(stages) + " LIMIT %(limit)s"


def _near(room: Room) -> str:
    """Return the statement for what is a slip away: most pairs of letters in common first."""
    source = _FROM.format(room=room, condition=_SETS)
    return _SLIP.format(room=room, source=source, most=_NEAREST)


def _shown(view: View) -> str:
    wanted = view.key == any_(bindparam("keys", type_=ARRAY(view.key.type)))
    return _LINES.format(things=compiled(view.seen.where(wanted)))


_TYPED = {kind: _typed(room) for kind, room in ROOMS.items()}
_WORDS = {kind: _stage(room, 3, _PART.format("")) for kind, room in ROOMS.items()}
_NEAR = {kind: _near(room) for kind, room in ROOMS.items()}
_SHOWN = {kind: _shown(room.view) for kind, room in ROOMS.items()}
Hits = list[tuple[str, int]]
"""Keys and stages, the best first."""


async def typed(
    connection: AsyncConnection[Any], kind: Found, asked: Question, area: str | None, limit: int
) -> Hits:
    """Return what holds the question as it was typed."""
    values = {
        "key": asked.key,
        "high": asked.key + _LAST,
        "line": f"{asked.key}\n",
        "next": f"{asked.key}\x0b",
        "whole": [all_names.whole(asked.key)],
        **_part(asked.part),
    }
    return await _found(connection, _TYPED[kind], values, area, limit)


async def worded(
    connection: AsyncConnection[Any], kind: Found, part: Part, area: str | None, limit: int
) -> Hits:
    """Return what holds all the words, wherever they stand."""
    return await _found(connection, _WORDS[kind], _part(part), area, limit)


async def near(
    connection: AsyncConnection[Any],
    kind: Found,
    pieces: tuple[Question, Sequence[Part]],
    area: str | None,
    limit: int,
) -> Hits:
    """Return what holds one of the sets of pieces of a question, most like it first."""
    asked, sets = pieces
    values = {name: v for place, part in enumerate(sets) for name, v in _part(part, place).items()}
    grams = bigrams(asked.key)
    values |= {"grams": grams, "least": max(1, len(grams) - _LOST)}
    return await _found(connection, _NEAR[kind], values, area, limit)


def _part(part: Part, place: int | str = "") -> dict[str, Any]:
    return {f"grams{place}": part.grams, f"likes{place}": part.likes}


async def _found(
    connection: AsyncConnection[Any],
    sql: str,
    values: Mapping[str, Any],
    area: str | None,
    limit: int,
) -> Hits:
    low, end = places.prefix_range(area) if area else ("", "\x7f")
    bound = {**values, "low": low, "end": end, "limit": limit}
    cursor = await connection.execute(sql.encode(), bound, prepare=False)
    return [(str(key), int(stage)) for key, stage in await cursor.fetchall()]


async def shown(
    connection: AsyncConnection[Any], kind: Found, keys: Sequence[str], granted: list[str]
) -> list[dict[str, Any]]:
    """Return the things of these keys as somebody with these grants sees them, through their own view."""
    cursor = await ask(connection, _SHOWN[kind], {"keys": list(keys), "granted": granted})
    row: Any = await cursor.fetchone()
    found: list[dict[str, Any]] = json.loads(row[0])
    return found
