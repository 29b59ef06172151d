"""What a list in a file is made of."""

from typing import NamedTuple

MOST_ROWS = 20_000


class FileRow(NamedTuple):
    """A row of the file: its number and what stands under each heading."""

    number: int
    columns: dict[str, str]
