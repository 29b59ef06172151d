"""The matrix on a planning service whose `scoped()` hides nothing: `python -m bench.access.planted HOME URL`.

A process of its own: the bug has to be there before the services make their statements.
"""

import asyncio
import importlib
import sys
from pathlib import Path

from sqlalchemy import true

from khabuan import keys
from shared import views

PART = 0.02


async def main(home: str, url: str) -> int:
    """Return how many answers were wrong, 255 at most."""
    views.scoped = lambda *_: true()
    matrix = importlib.import_module("bench.access.matrix")  # makes the services' statements
    outcome = await matrix.run("planning", url, keys.make(Path(home)), part=PART, action="read")
    sys.stdout.write(f"{len(outcome.wrong)} {outcome.probes}\n")
    return min(len(outcome.wrong), 255)


if __name__ == "__main__":
    sys.exit(asyncio.run(main(*sys.argv[1:])))
