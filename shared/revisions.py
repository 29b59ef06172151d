"""The newest schema that the code of a service knows, read from its migration files without Alembic.

Starting a process should not pay for importing a migration tool.
"""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
_ASSIGNMENT = re.compile(r"^(revision|down_revision)\b[^=\n]*=\s*(.+)$", re.MULTILINE)


def head(service: str, *, root: Path = ROOT) -> str | None:
    """Return the newest revision of a service's migrations, None when it has none.

    Raises `ValueError` when the history has two ends.
    """
    known: set[str] = set()
    built_on: set[str] = set()
    for file in (root / "services" / service / "migrations" / "versions").glob("*.py"):
        for name, value in _ASSIGNMENT.findall(file.read_text("utf-8")):
            named = ast.literal_eval(value.split("  #")[0].strip())
            (known if name == "revision" else built_on).update(_names(named))
    ends = sorted(known - built_on)
    if len(ends) > 1:
        raise ValueError(f"the migrations of {service} have several ends: {', '.join(ends)}")
    return ends[0] if ends else None


def _names(named: str | tuple[str, ...] | None) -> tuple[str, ...]:
    if named is None:
        return ()
    return (named,) if isinstance(named, str) else named
