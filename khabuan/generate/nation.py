"""Fill a registry with a movement: rows by COPY, then one event for each thing, as if it had been written."""

import itertools
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import psycopg
from sqlalchemy import text

from khabuan import areas
from khabuan.generate import organizations, people, strength, work
from services.registry.action_items import queries as action_items
from services.registry.certification import queries as certification
from services.registry.councils import queries as councils
from services.registry.demonstrations import queries as demonstrations
from services.registry.meetings import queries as meetings
from services.registry.networks import queries as networks
from services.registry.organizations import queries as registered
from services.registry.people import queries as persons
from services.registry.rubrics import queries as rubrics
from services.registry.strength import queries as assessments
from shared import database, events
from shared.auth import Grant, Subject
from shared.policies import Role
from shared.views import View

BATCH = 2_000
MARK = "generated"
BY = Subject("khabuan:generate", (Grant(Role.NATIONAL_ADMIN, ""),), strong=True)
Tellable = tuple[str, View, str]
"""A table whose rows leave an event each: what shows them, and what happened."""
TOLD: Sequence[Tellable] = (
    ("organizations", registered.ORGANIZATION, "registered"),
    ("people", persons.PERSON, "registered"),
    ("memberships", persons.MEMBERSHIP, "begun"),
    ("rubrics", rubrics.RUBRIC, "defined"),
    ("strength_assessments", assessments.ASSESSMENT, "recorded"),
    ("councils", councils.COUNCIL, "recorded"),
    ("networks", networks.NETWORK, "recorded"),
    ("network_memberships", networks.MEMBERSHIP, "begun"),
    ("certifications", certification.CERTIFICATION, "found"),
    ("meetings", meetings.MEETING, "recorded"),
    ("action_items", action_items.ACTION_ITEM, "given"),
    ("demonstrations", demonstrations.DEMONSTRATION, "recorded"),
)

HELD = 20_000
"""Rows that are gathered before they are copied: memory stays flat however large the country is."""
PATIENCE = "SET LOCAL statement_timeout = '10min'"

_SETTLED = """
    SELECT left(area_code, 6) FROM organizations UNION SELECT left(area_code, 6) FROM strength_assessments
"""
_TAKE_NUMBERS = "DELETE FROM certificate_numbers RETURNING province, fiscal_year_be, last"
_UNTOLD = """
    SELECT made.id FROM {0} made
    WHERE NOT EXISTS (SELECT FROM feed WHERE kind = %(kind)s AND subject = made.id::text)
    AND NOT EXISTS (SELECT FROM outbox WHERE kind = %(kind)s AND subject = made.id::text)
    ORDER BY made.id
"""

Row = dict[str, Any]
Say = Callable[[str, int], None]
"""Hears which table was given how many more rows (or events)."""


def quiet(_what: str, _rows: int) -> None:
    """Say nothing of what was made."""


def only_organizations(url: str, count: int, seed: int) -> None:
    """Copy `count` organizations and the issues they name into a registry database, and analyze it."""
    with psycopg.connect(url, autocommit=True) as connection:
        _organizations(connection, count, seed, quiet)
        connection.execute("VACUUM (ANALYZE)")


def names(url: str, count: int, persons_count: int, seed: int) -> None:
    """Copy organizations and people in posts alone, and analyze: what search reads."""
    with psycopg.connect(url, autocommit=True) as connection:
        placed = [(each[0], each[1]) for each in _organizations(connection, count, seed, quiet)]
        _people(connection, placed, persons_count, seed, quiet)
        connection.execute("VACUUM (ANALYZE)")


def rows(
    url: str, count: int, persons_count: int, years: int, seed: int, say: Say = quiet
) -> None:
    """Copy a whole movement into a registry database, in one transaction, and analyze it.

    The same numbers and seed give the same rows. A tambon where organizations or assessments are
    already is left as it is.
    """
    with psycopg.connect(url, autocommit=True) as connection:
        with connection.transaction():
            _movement(connection, (count, persons_count, years, seed), say)
        connection.execute("VACUUM (ANALYZE)")


def _movement(
    connection: psycopg.Connection[Any], asked: tuple[int, int, int, int], say: Say
) -> None:
    count, persons_count, years, seed = asked
    settled = frozenset(row[0] for row in connection.execute(_SETTLED))
    groups = _organizations(connection, count, seed, say, settled)
    placed = [(identity, area) for identity, area, _, _ in groups]
    _people(connection, placed, persons_count, seed, say)
    tambons = [a.code for a in areas.read_areas() if a.level is areas.Level.TAMBON]
    assessed = strength.generate(
        [code for code in tambons if code not in settled], years, seed, _rubric(connection, say)
    )
    both = ("strength_assessments", "strength_spans")
    _lines(connection, (zip(both, each, strict=True) for each in assessed), say)
    given: dict[tuple[str, int], int] = {
        (province, year): last for province, year, last in connection.execute(_TAKE_NUMBERS)
    }
    _lines(connection, ([line] for line in work.generate(groups, seed, given)), say)


def _organizations(
    connection: psycopg.Connection[Any],
    count: int,
    seed: int,
    say: Say,
    settled: frozenset[str] = frozenset(),
) -> list[work.Group]:
    groups: list[work.Group] = []
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO issues (code, name_th, revision) VALUES (%s, %s, 1) ON CONFLICT DO NOTHING",
            [(code, code) for code in organizations.ISSUES],
        )
        columns = ", ".join(organizations.COLUMNS)
        with cursor.copy(f"COPY organizations ({columns}) FROM STDIN".encode()) as copy:
            for row in organizations.generate(count, seed, settled):
                copy.write_row(row)
                groups.append((row[0], row[4], row[1], row[2]))
                if len(groups) % BATCH == 0:
                    say("organizations", BATCH)
    say("organizations", len(groups) % BATCH)
    connection.execute("ANALYZE organizations")
    return groups


def _people(
    connection: psycopg.Connection[Any],
    placed: Sequence[tuple[uuid.UUID, str]],
    count: int,
    seed: int,
    say: Say,
) -> None:
    made = people.generate(placed, count, seed)
    tables = ("people", "legal_bases", "memberships")
    _lines(connection, (zip(tables, each, strict=True) for each in made), say)


def _rubric(connection: psycopg.Connection[Any], say: Say) -> uuid.UUID:
    """Return the rubric by which levels are declared; the first of its kind is the one that counts."""
    found = connection.execute("SELECT id FROM rubrics WHERE code = 'DECLARED' LIMIT 1").fetchone()
    if found is None:
        _copy(connection, "rubrics", [strength.rubric()])
        say("rubrics", 1)
    return strength.RUBRIC if found is None else found[0]


def _lines(
    connection: psycopg.Connection[Any], made: Iterable[Iterable[tuple[str, Row]]], say: Say
) -> None:
    """Copy rows of several tables as they come, those first whose table came first: parents."""
    held: dict[str, list[Row]] = {}
    known: set[str] = set()
    for number, (table, row) in enumerate(itertools.chain.from_iterable(made), 1):
        held.setdefault(table, []).append(row)
        if number % HELD == 0:
            _empty(connection, held, known, say)
    _empty(connection, held, known, say)


def _empty(
    connection: psycopg.Connection[Any], held: Mapping[str, list[Row]], known: set[str], say: Say
) -> None:
    """Copy what is held, and hold nothing; the order of the tables stays.

    A table is analyzed after its first rows: what refers to it is checked with a plan for what is there.
    """
    for table, found in held.items():
        if found:
            _copy(connection, table, found)
            if table not in known:
                known.add(table)
                connection.execute(f"ANALYZE {table}".encode())
            say(table, len(found))
            found.clear()


def _copy(connection: psycopg.Connection[Any], table: str, found: Sequence[Row]) -> None:
    names = list(found[0])
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {table} ({', '.join(names)}) FROM STDIN".encode()) as copy,
    ):
        for row in found:
            copy.write_row([row[name] for name in names])


async def tell(url: str, say: Say = quiet, tellable: Sequence[Tellable] = TOLD) -> int:
    """Leave one event for each generated thing that has none, in batches of their own; return how many."""
    told = 0
    async with database.connect(url, pool_size=2) as opened:
        for table, view, verb in tellable:
            for keys in _batches(url, table, view.kind):
                async with opened.transaction() as session:
                    await session.execute(text(PATIENCE))
                    await events.emit_many(session, verb, view, keys, by=BY)
                say(table, len(keys))
                told += len(keys)
    return told


def _batches(url: str, table: str, kind: str) -> Iterator[list[uuid.UUID]]:
    """Yield ids of what was copied: of what was written as usual there are events."""
    with (
        psycopg.connect(url) as connection,
        connection.cursor(f"told_{table}") as cursor,
    ):
        cursor.execute(_UNTOLD.format(table).encode(), {"kind": kind})
        while found := cursor.fetchmany(BATCH):
            yield [row[0] for row in found]
