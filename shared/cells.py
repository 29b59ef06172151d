"""Counts too small to show: hidden, and with them as many others as it takes that nobody can work them out.

A table with its totals is a flow: each row's total runs into the row, through its cells into the columns,
out into the columns' totals and back through the grand total. A hidden count can be worked out from the
shown ones exactly when no circle of hidden counts through it can carry one more or one less.
"""

from collections.abc import Iterable, Sequence

Cell = int | None
_At = tuple[int, int]


def suppressed(
    counts: Sequence[Sequence[int]], k: int, also: Iterable[_At] = ()
) -> list[list[Cell]]:
    """Return the table with its totals as last column and last row; hidden counts are None.

    Hidden is every count below `k`, zero included, those at (row, column) of `also`, and then others,
    small ones first and totals last, until no hidden count follows from what is shown. Who knows more
    than the table may still guess.
    """
    if not counts or not counts[0]:
        return [[None]]
    table = _with_totals(counts)
    hidden = {
        (row, column)
        for row, line in enumerate(table)
        for column, count in enumerate(line)
        if count < k
    } | set(also)
    while following := _following(hidden, table):
        touched: set[int] = set()
        for cell in sorted(following, key=lambda at: len(_lines(at, hidden, table)[0] & hidden)):
            shown = [line - hidden for line in _lines(cell, hidden, table) if line - hidden]
            if shown and touched.isdisjoint(_edge(cell, table)):
                hidden.add(_smallest(shown[0], table))
                touched.update(_edge(cell, table))
        if not touched:
            hidden.add(_smallest(_all(table) - hidden, table))
    return [
        [None if (row, column) in hidden else count for column, count in enumerate(line)]
        for row, line in enumerate(table)
    ]


def _with_totals(counts: Sequence[Sequence[int]]) -> list[list[int]]:
    rows = [[*line, sum(line)] for line in counts]
    return [*rows, [sum(column) for column in zip(*rows, strict=True)]]


def _edge(cell: _At, table: list[list[int]]) -> tuple[int, int]:
    """Return the pipe of a cell as (from, to).

    Nodes are the rows, then the columns; the last of each are where all totals come from and go to.
    """
    row, column = cell
    rows, columns = len(table) - 1, len(table[0]) - 1
    if row < rows and column == columns:
        return rows + 1 + columns, row
    if row == rows and column < columns:
        return rows + 1 + column, rows
    if row == rows:
        return rows, rows + 1 + columns
    return row, rows + 1 + column


def _following(hidden: set[_At], table: list[list[int]]) -> list[_At]:
    """Return the hidden counts that follow from the shown ones, counts being whole and not negative."""
    paths: dict[int, set[int]] = {}
    for row, column in hidden:
        start, end = _edge((row, column), table)
        paths.setdefault(start, set()).add(end)
        if table[row][column] > 0:
            paths.setdefault(end, set()).add(start)
    found = []
    for row, column in sorted(hidden):
        start, end = _edge((row, column), table)
        more = _leads(end, start, paths)
        less = table[row][column] > 0 and _leads(start, end, paths)
        if not more and not less:
            found.append((row, column))
    return found


def _leads(start: int, end: int, paths: dict[int, set[int]]) -> bool:
    """Say whether a way leads from start to end besides the pipe between the two."""
    seen = {start}
    waiting = [place for place in paths.get(start, ()) if place != end]
    while waiting:
        place = waiting.pop()
        if place == end:
            return True
        if place not in seen:
            seen.add(place)
            waiting.extend(paths.get(place, ()))
    return False


def _lines(cell: _At, hidden: set[_At], table: list[list[int]]) -> list[set[_At]]:
    """Return the places of the cell's row and of its column, first the one that hides less so far."""
    lines = [{at for at in _all(table) if at[side] == cell[side]} for side in (0, 1)]
    return sorted(lines, key=lambda line: len(line & hidden))


def _smallest(places: set[_At], table: list[list[int]]) -> _At:
    """Return the place of the smallest count, a total only where there is nothing else."""
    last = (len(table) - 1, len(table[0]) - 1)
    return min(
        places,
        key=lambda at: ((at[0] == last[0]) + (at[1] == last[1]), table[at[0]][at[1]], at),
    )


def _all(table: list[list[int]]) -> set[_At]:
    return {(row, column) for row, line in enumerate(table) for column in range(len(line))}
