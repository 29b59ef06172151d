"""The columns by which something of several names is found: as typed, by any of them, or a slip away."""

from collections.abc import Iterable
from typing import Any

from shared import text


def keys(names: Iterable[str]) -> dict[str, Any]:
    """Return the columns by which something of several names is found: a key on each line, and their pieces.

    The pieces are the pairs of letters of each line, and each whole line between line ends (`whole`).
    """
    lines = list(dict.fromkeys(text.search_key(name) for name in names if name))
    pieces = {gram for line in lines for gram in text.bigrams(line)} | {
        whole(line) for line in lines
    }
    return {"search_key": "\n".join(lines), "bigrams": sorted(pieces)}


def whole(key: str) -> str:
    """Return the piece that stands only with what has this whole name."""
    return f"\n{key}\n"
