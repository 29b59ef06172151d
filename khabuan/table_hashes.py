"""What a database holds, in short: of each table the number of rows and a hash over all of them."""

import hashlib
from typing import Any

import psycopg
from psycopg import sql

Tables = dict[str, dict[str, Any]]
"""Table to `rows` and `sha256`."""
SESSION = "-c timezone=UTC -c datestyle=ISO -c intervalstyle=postgres -c bytea_output=hex -c extra_float_digits=1"
"""Options of a connection, under which a value is always written in the same way."""
_TABLES = """
    SELECT c.relname, array_agg(a.attname ORDER BY k.place), array_agg(a.attcollation <> 0 ORDER BY k.place)
    FROM pg_class c JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary,
        LATERAL unnest(i.indkey) WITH ORDINALITY AS k (number, place)
        JOIN pg_attribute a ON a.attnum = k.number
    WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND a.attrelid = c.oid
    GROUP BY c.relname ORDER BY c.relname
"""
_KEYLESS = """
    SELECT relname FROM pg_class c WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
    AND NOT EXISTS (SELECT FROM pg_index WHERE indrelid = c.oid AND indisprimary)
"""


def of(connection: psycopg.Connection[Any]) -> Tables:
    """Return rows and hash of every table, as this connection (opened with `SESSION`) sees them."""
    tables = connection.execute(_TABLES).fetchall()
    orders = {name: _order(keys, texts) for name, keys, texts in tables}
    for (name,) in connection.execute(_KEYLESS).fetchall():
        orders[name] = sql.SQL("line::text COLLATE {}").format(sql.Identifier("C"))
    return {name: _of_table(connection, name, orders[name]) for name in sorted(orders)}


def _order(keys: list[str], texts: list[bool]) -> sql.Composable:
    """Return an order that is the same in every database, whatever its language."""
    return sql.SQL(", ").join(
        sql.SQL("{} COLLATE {}").format(sql.Identifier(key), sql.Identifier("C"))
        if text
        else sql.Identifier(key)
        for key, text in zip(keys, texts, strict=True)
    )


def _of_table(
    connection: psycopg.Connection[Any], name: str, order: sql.Composable
) -> dict[str, Any]:
    rows, made = 0, hashlib.sha256()
    table = sql.Identifier("public", name)
    statement = sql.SQL("COPY (SELECT * FROM {} AS line ORDER BY {}) TO STDOUT").format(
        table, order
    )
    with connection.cursor() as cursor, cursor.copy(statement) as lines:
        for piece in lines:
            # In text form a line feed ends a row: within a value it is written as two characters.
            rows += bytes(piece).count(b"\n")
            made.update(piece)
    return {"rows": rows, "sha256": made.hexdigest()}
