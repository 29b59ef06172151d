"""Fill a registry with a movement: rows by COPY, then one event for each thing, as if it had been written."""

import itertools
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import psycopg

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
TOLD: Sequence[tuple[str, View, str]] = (
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
"""Tables whose rows leave an event each: what shows them, and what happened."""

Row = dict[str, Any]
Say = Callable[[str, int], None]


def quiet(_what: str, _rows: int) -> None:
    """Say nothing of what was made."""


def only_organizations(url: str, count: int, seed: int) -> None:
    """Copy `count` organizations and the issues they name into a registry database, and analyze it."""
    with psycopg.connect(url, autocommit=True) as connection:
        _organizations(connection, count, seed)
        connection.execute("VACUUM (ANALYZE)")


def names(url: str, count: int, persons_count: int, seed: int) -> None:
    """Copy organizations and people in posts alone, and analyze: what search reads."""
    with psycopg.connect(url, autocommit=True) as connection:
        placed = [(each[0], each[1]) for each in _organizations(connection, count, seed)]
        _people(connection, placed, persons_count, seed)
        connection.execute("VACUUM (ANALYZE)")


def rows(
    url: str, count: int, persons_count: int, years: int, seed: int, say: Say = quiet
) -> list[work.Group]:
    """Copy a whole movement into an empty registry database; return its organizations.

    The same numbers and seed give the same rows. `say` hears what was made and how many.
    """
    with psycopg.connect(url, autocommit=True) as connection:
        groups = _organizations(connection, count, seed)
        say("organizations", len(groups))
        placed = [(identity, area) for identity, area, _, _ in groups]
        say("people", _people(connection, placed, persons_count, seed))
        rubric = _rubric(connection)
        tambons = [a.code for a in areas.read_areas() if a.level is areas.Level.TAMBON]
        assessed = strength.generate(tambons, years, seed, rubric)
        both = ("strength_assessments", "strength_spans")
        say(
            "strength_assessments",
            _lines(connection, (zip(both, each, strict=True) for each in assessed)),
        )
        done = work.generate(groups, seed)
        say("work", _lines(connection, ([line] for line in done)))
        connection.execute("VACUUM (ANALYZE)")
    return groups


def _organizations(connection: psycopg.Connection[Any], count: int, seed: int) -> list[work.Group]:
    groups: list[work.Group] = []
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO issues (code, name_th, revision) VALUES (%s, %s, 1) ON CONFLICT DO NOTHING",
            [(code, code) for code in organizations.ISSUES],
        )
        columns = ", ".join(organizations.COLUMNS)
        with cursor.copy(f"COPY organizations ({columns}) FROM STDIN".encode()) as copy:
            for row in organizations.generate(count, seed):
                copy.write_row(row)
                groups.append((row[0], row[4], row[1], row[2]))
    return groups


def _people(
    connection: psycopg.Connection[Any],
    placed: Sequence[tuple[uuid.UUID, str]],
    count: int,
    seed: int,
) -> int:
    made = people.generate(placed, count, seed)
    tables = ("people", "legal_bases", "memberships")
    return _lines(connection, (zip(tables, each, strict=True) for each in made))


def _rubric(connection: psycopg.Connection[Any]) -> uuid.UUID:
    """Return the rubric by which levels are declared; the first of its kind is the one that counts."""
    found = connection.execute("SELECT id FROM rubrics WHERE code = 'DECLARED' LIMIT 1").fetchone()
    if found is None:
        _copy(connection, "rubrics", [strength.rubric()])
    return strength.RUBRIC if found is None else found[0]


def _lines(connection: psycopg.Connection[Any], made: Iterable[Iterable[tuple[str, Row]]]) -> int:
    """Copy rows of several tables, each table's in one go, those first that came first."""
    held: dict[str, list[Row]] = {}
    for line in itertools.chain.from_iterable(made):
        held.setdefault(line[0], []).append(line[1])
    for table, found in held.items():
        _copy(connection, table, found)
    return sum(map(len, held.values()))


def _copy(connection: psycopg.Connection[Any], table: str, found: Sequence[Row]) -> None:
    names = list(found[0])
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {table} ({', '.join(names)}) FROM STDIN".encode()) as copy,
    ):
        for row in found:
            copy.write_row([row[name] for name in names])


async def tell(url: str, say: Say = quiet) -> int:
    """Leave one event for each generated thing, in batches of their own; return how many."""
    told = 0
    async with database.connect(url, pool_size=2) as opened:
        for table, view, verb in TOLD:
            count = 0
            for keys in _batches(url, table):
                async with opened.transaction() as session:
                    await events.emit_many(session, verb, view, keys, by=BY)
                count += len(keys)
            say(table, count)
            told += count
    return told


def _batches(url: str, table: str) -> Iterator[list[uuid.UUID]]:
    with (
        psycopg.connect(url) as connection,
        connection.cursor(f"told_{table}") as cursor,
    ):
        cursor.execute(f"SELECT id FROM {table} ORDER BY id".encode())  # noqa: S608 - names of our own
        while found := cursor.fetchmany(BATCH):
            yield [row[0] for row in found]
