"""Every operation × nine roles × relations of the areas × there or not, held against the contract's table."""

import asyncio
import random
import sys

from bench import figure, results
from bench.access import matrix
from bench.faults import house
from khabuan import keys

NAME = "matrix"
GOAL = "0 wrong of >= 20,000 probes (2,000 small)"
PLANTS = "scoped() hides nothing"
SERVICES = ("registry", "planning", "partners")
LEAST, SMALL = 20_000, 2_000
SMALL_PART = 0.08


async def measure(size: figure.Size, seed: int, control: bool) -> figure.Figure:
    """Ask the three services everything on databases of our own; at full size also with a password alone."""
    async with house.standing(*SERVICES) as stand:
        made = keys.make(stand.home)
        if control:
            return await _planted(stand)
        outcome = matrix.Outcome()
        full = size is figure.Size.FULL
        for service in SERVICES:
            outcome.add(
                await matrix.run(
                    service,
                    stand.urls[service],
                    made,
                    part=1 if full else SMALL_PART,
                    seed=random.Random(seed).randrange(2**31),
                    weak=full,
                )
            )
    return figure.Figure(
        f"{len(outcome.wrong)} wrong of {outcome.probes:,} probes",
        met=outcome.clean and outcome.probes >= (LEAST if full else SMALL),
        n=outcome.probes,
        details={
            "statuses": {str(key): count for key, count in sorted(outcome.statuses.items())},
            "wrong": outcome.wrong[:50],
            "unbuilt": outcome.unbuilt,
            "never": outcome.never,
        },
    )


async def _planted(stand: house.House) -> figure.Figure:
    """Ask a planning service with the bug, in a process of its own."""
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bench.access.planted",
        str(stand.home),
        stand.urls["planning"],
        cwd=results.ROOT,
        stdout=asyncio.subprocess.PIPE,
    )
    said, _ = await child.communicate()
    wrong, probes = (int(word) for word in said.split())
    return figure.Figure(
        f"{wrong} wrong of {probes:,} probes", met=wrong == 0 < probes, n=probes, details={}
    )
