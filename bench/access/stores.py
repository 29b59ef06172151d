"""Everything that the platform keeps: every table of every database, logs and other files."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from bench.access import closed
from bench.access.canaries import Aviary, Canary, personal

_TABLES = """
    SELECT table_schema, table_name FROM information_schema.tables
    WHERE table_schema NOT IN ('pg_catalog', 'information_schema') ORDER BY 1, 2
"""
SKIPPED = frozenset({"data", "keys"})
"""Folders of PostgreSQL's pages, which the tables stand for, and of keys."""


def rows(url: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every row of every table as (table, columns); whatever the type, a column is text or JSON."""
    with psycopg.connect(url, autocommit=True) as connection:
        for schema, table in connection.execute(_TABLES).fetchall():
            query = sql.SQL("SELECT to_jsonb(t)::text FROM {} t").format(
                sql.Identifier(schema, table)
            )
            for (row,) in connection.execute(query):
                yield str(table), json.loads(row)


def in_databases(
    birds: Aviary, urls: Mapping[str, str], *, at_home: bool
) -> Iterator[tuple[str, Canary]]:
    """Yield (place, canary) for each canary that a database holds outside its field.

    With `at_home` false the field itself counts too.
    """
    homes = personal()
    for service, url in urls.items():
        for table, row in rows(url):
            here = service == "registry" and at_home
            own = homes.get(table, {}).keys() | closed.homes(table) if here else frozenset()
            if not birds.found(json.dumps(row, ensure_ascii=False)):
                continue
            for column, value in row.items():
                if value is None or (column in own and isinstance(value, int)):
                    continue
                for canary in birds.found(_text(column, value)):
                    if not (column in own and canary.table == table):
                        yield f"{service} {table}.{column}", canary


def _text(column: str, value: object) -> str:
    return value if isinstance(value, str) else json.dumps({column: value}, ensure_ascii=False)


def in_files(birds: Aviary, *folders: Path) -> Iterator[tuple[str, Canary]]:
    """Yield (file, canary) for each canary in a file of these folders: logs, ledgers, documents."""
    for path in (each for folder in folders for each in files(folder)):
        for canary in birds.found(path.read_bytes().decode("utf-8", "replace")):
            yield path.name, canary


def files(folder: Path) -> Iterator[Path]:
    """Yield the files below a folder that somebody reads, PostgreSQL's log among them."""
    for path in sorted(folder.iterdir()):
        if path.is_dir() and path.name not in SKIPPED:
            yield from files(path)
        elif path.is_file():
            yield path


def unfed(url: str) -> list[str]:
    """Return the personal columns of which no row holds anything: nothing is known of those."""
    filled: set[tuple[str, str]] = set()
    for table, row in rows(url):
        filled |= {(table, column) for column, value in row.items() if value not in (None, "")}
    return [
        f"{table}.{column}"
        for table, columns in personal().items()
        for column in columns
        if (table, column) not in filled
    ]
