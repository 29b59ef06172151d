"""How the file of a list is taken apart: the first line that is not blank heads the columns."""

from collections.abc import Iterable, Sequence

from services.registry.import_files.schemas import MOST_ROWS, FileRow
from services.registry.intake.schemas import LONGEST_CELL
from services.registry.intake_columns import rules as headed
from shared import national_ids, text
from shared.errors import field_problem

_MOST_COLUMNS, _LONGEST_HEADING = 60, 100
_MOST_NAMED = 20


def table(lines: Iterable[Sequence[str]]) -> list[FileRow]:
    """Return the rows below the first line that is not blank, by their headings.

    Raises 422 for a list without rows, with too many rows or columns, for a cell that is too long, and for
    one with a national id in any cell, under a heading or not: the rows that hold one are named.
    """
    heads: list[str] = []
    found: list[FileRow] = []
    held: list[int] = []
    for number, line in enumerate(lines, start=1):
        cells = [" ".join(text.repair(cell).split()) for cell in line]
        if not any(cells):
            continue
        if any(map(national_ids.holds_national_id, cells)):
            held.append(number)
        if not heads:
            heads = _headings(cells)
            continue
        if len(found) == MOST_ROWS:
            raise field_problem("sha256", "too-long", max=MOST_ROWS)
        if max(map(len, cells)) > LONGEST_CELL or len(cells) > len(heads) + _MOST_COLUMNS:
            raise field_problem("sha256", "unreadable-row", row=number)
        # What stands beyond the last heading is kept under the number of its column.
        beyond = [f"คอลัมน์ {at}" for at in range(len(heads) + 1, len(cells) + 1)]
        under = dict(zip([*heads, *beyond], cells, strict=False))
        found.append(FileRow(number, {head: cell for head, cell in under.items() if cell}))
    if held:
        named = ", ".join(map(str, held[:_MOST_NAMED])) + (" …" if len(held) > _MOST_NAMED else "")
        raise field_problem("sha256", "national-id-in-rows", rows=named)
    if not found:
        raise field_problem("sha256", "too-short", min=1)
    return found


def _headings(cells: Sequence[str]) -> list[str]:
    if len(cells) > _MOST_COLUMNS:
        raise field_problem("sha256", "too-long", max=_MOST_COLUMNS)
    heads: list[str] = []
    for number, cell in enumerate(cells, start=1):
        head = headed.shown_heading(cell, number)[:_LONGEST_HEADING] or f"คอลัมน์ {number}"
        heads.append(f"{head[:90]} ({number})" if head in heads else head)
    return heads
