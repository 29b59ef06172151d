"""Load a lot at once: indexes and references are set aside, and put back when the rows are there.

An index made at the end takes a tenth of the time that it costs to keep it row by row, and one question
checks a reference of all rows. Both come back word for word as they were: a row that refers to nothing, or
breaks a rule, makes the whole load fail.
"""

from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg

PUT_BACK = "indexes and references"
"""What is said of the ones that are put back."""
_INDEXES = """
    SELECT format('DROP INDEX %%I', c.relname), pg_get_indexdef(i.indexrelid)
    FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
    WHERE i.indrelid = ANY(%(tables)s::regclass[]) AND NOT EXISTS (
        SELECT FROM pg_constraint WHERE conindid = i.indexrelid)
    AND coalesce(pg_get_expr(i.indpred, i.indrelid), '') !~ 'ANY'
    ORDER BY c.relname
"""
"""A list in an index's condition is not written as it was read: such an index, of few rows, stays."""
_REFERENCES = """
    SELECT format('ALTER TABLE %%s DROP CONSTRAINT %%I', conrelid::regclass, conname),
           format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s', conrelid::regclass, conname, pg_get_constraintdef(oid))
    FROM pg_constraint WHERE contype = 'f' AND conrelid = ANY(%(tables)s::regclass[]) ORDER BY conname
"""
_MEMORY = "SET LOCAL maintenance_work_mem = '512MB'"


@contextmanager
def set_aside(
    connection: psycopg.Connection[Any], tables: Sequence[str], say: Callable[[str, int], None]
) -> Generator[None]:
    """Do without the indexes and references of these tables for a block within a transaction.

    `say` hears of each that is put back. Raises psycopg.Error when the rows break a reference or a rule.
    """
    asked = {"tables": list(tables)}
    references = connection.execute(_REFERENCES, asked).fetchall()
    indexes = connection.execute(_INDEXES, asked).fetchall()
    for away, _ in (*references, *indexes):
        connection.execute(away.encode())
    yield
    connection.execute(_MEMORY)
    for _, again in indexes:
        connection.execute(again.encode())
        say(PUT_BACK, 1)
    for table in tables:
        connection.execute(f"ANALYZE {table}".encode())
    # References come last: with indexes and statistics each is checked in one pass.
    for _, again in references:
        connection.execute(again.encode())
        say(PUT_BACK, 1)
