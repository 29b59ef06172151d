"""Rights over time: a Hypothesis state machine equals a small reference model."""

from unittest import mock

from bench import figure
from bench.access import planted_rights, rights
from bench.faults import house
from khabuan import keys

NAME = "rights"
GOAL = "0 differences in 2,000 sequences (60 small)"
PLANTS = "rights derived from a post outlive the post"
SEQUENCES = {figure.Size.SMALL: 60, figure.Size.FULL: 2_000}


async def measure(size: figure.Size, seed: int, control: bool) -> figure.Figure:
    """Play the sequences on a registry of our own."""
    wanted = SEQUENCES[figure.Size.SMALL if control else size]
    async with house.standing("registry") as stand:
        with rights.standing(stand.urls["registry"], keys.make(stand.home)) as registry:
            if control:
                with mock.patch.object(*planted_rights.PLANT):
                    found = rights.run(registry, wanted, seed)
            else:
                found = rights.run(registry, wanted, seed)
            played, checks = registry.sequences, registry.checks
    return figure.Figure(
        f"{int(found is not None)} differences in {played:,} sequences ({checks:,} comparisons)",
        met=found is None and played >= wanted,
        n=played,
        details={"difference": found},
    )
