"""Forged and misused tokens × every route of the four processes: none counts, none crashes."""

from unittest import mock

from bench import figure
from bench.access import tokens
from bench.faults import house
from khabuan import keys
from shared import claims

NAME = "tokens"
GOAL = "0 accepted, 0 five-hundreds of >= 60 tokens x every route"
PLANTS = "a process's key may sign a person's rights"
LEAST = 60
SMALL_PART = 0.1


async def measure(size: figure.Size, seed: int, control: bool) -> figure.Figure:
    """Show them all, or at small size some that the seed chooses."""
    part = 1.0 if size is figure.Size.FULL or control else SMALL_PART
    async with house.standing(*tokens.SERVICES) as stand:
        made = keys.make(stand.home)
        async with tokens.standing(stand.urls, made) as apps:
            if control:
                with mock.patch.object(claims, "within_key", return_value=True):
                    found = await tokens.run(apps, made, part=part, seed=seed)
            else:
                found = await tokens.run(apps, made, part=part, seed=seed)
    return figure.Figure(
        f"{len(found.accepted)} accepted, {len(found.crashed)} five-hundreds of {found.tokens} tokens"
        f" x {found.routes} routes ({found.probes:,} probes)",
        met=found.clean and found.tokens >= LEAST,
        n=found.probes,
        details={
            "statuses": {str(key): count for key, count in sorted(found.statuses.items())},
            "accepted": found.accepted[:50],
            "crashed": found.crashed[:50],
            "refused": found.refused,
        },
    )
