"""What is there once in an area, where the law lets areas become one: the pieces of the statement that moves it.

The pieces stand in a statement of `shared.moving`: `hit` holds the rows that move (`key`, `old`, `new`), `u` is
the row that is written.
"""

from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Alone:
    """What is there once in an area: two that are alike in these columns cannot both be where areas become one.

    With `named`, a text among the columns, the one that comes is told apart there by its former code until it
    goes back; without, it stays where it was. `where` says of which rows of `x` this holds.
    """

    columns: tuple[str, ...]
    where: str = "true"
    named: str | None = None


class Pieces(NamedTuple):
    """A query of who would be there twice, a condition on who moves, and what else is written of a row."""

    clash: str = ""
    stays: str = ""
    named: str = ""


_CLASH = """
    , clash AS (
        SELECT h.key FROM hit h JOIN {table} x ON x.{key} = h.key
        WHERE <where> AND (EXISTS (
            SELECT FROM {table} o WHERE o.{column} = h.new AND o.{key} <> h.key AND <same>
        ) OR EXISTS (
            SELECT FROM hit g JOIN {table} o ON o.{key} = g.key AND o.{column} = g.old
            WHERE g.new = h.new AND g.key < h.key AND <same>
        ))
    )"""
_IN_CLASH = "EXISTS (SELECT FROM clash WHERE clash.key = hit.key)"
_LONGEST = 480
"""So much is kept of a text that is told apart: the longest holds 500 letters."""
_WAS, _IS = "' (เดิม ' || hit.old || ')'", "' (เดิม ' || hit.new || ')'"
_NAMED = f"""
    , <named> = CASE
        WHEN {_IN_CLASH} THEN left(u.<named>, {_LONGEST}) || {_WAS}
        WHEN right(u.<named>, length({_IS})) = {_IS} THEN left(u.<named>, -length({_IS}))
        ELSE u.<named> END"""


def pieces(alone: Alone | None) -> Pieces:
    """Return the pieces for a column, empty ones where nothing is there once; `{table}` and such are left to fill."""
    if alone is None:
        return Pieces()
    alike = [f"o.{each} IS NOT DISTINCT FROM x.{each}" for each in alone.columns]
    same = " AND ".join([*alike, alone.where.replace("x.", "o.")])
    clash = _CLASH.replace("<where>", alone.where).replace("<same>", same)
    if alone.named is None:
        return Pieces(clash, stays=f" AND NOT {_IN_CLASH}")
    return Pieces(clash, named=_NAMED.replace("<named>", alone.named))
