"""Hold contenders against each other: short interleaved rounds, and medians of ratios within a round."""

import random
import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bench import wire

Requests = Callable[[], Sequence[bytes]]


@dataclass(frozen=True)
class Contender:
    """Somebody who answers the same question: where, and the requests that ask it.

    `requests` is called before every round; `once` sends each at most once (writes), `status` is
    what a good answer has.
    """

    name: str
    address: str
    requests: Requests
    once: bool = False
    status: bytes = b"200"


class Pace(NamedTuple):
    """How long and how often is measured."""

    rounds: int
    seconds: float
    warm_up: float = 0.25


Rates = Mapping[str, Sequence[float]]
"""Answers a second of each contender, one figure a round."""


def rounds(contenders: Sequence[Contender], pace: Pace, chance: random.Random) -> Rates:
    """Load every contender once a round, in an order that changes, and return the rates."""
    rates: dict[str, list[float]] = {each.name: [] for each in contenders}
    for each in contenders:
        _load(each, pace.warm_up)
    for _ in range(pace.rounds):
        for each in chance.sample(contenders, len(contenders)):
            rates[each.name].append(_load(each, pace.seconds).rate)
    return rates


def ratio(rates: Rates, ours: str, other: str) -> float:
    """Return how many times as fast as `other` our side was: the median over the rounds."""
    return statistics.median(a / b for a, b in zip(rates[ours], rates[other], strict=True))


def ratio_to_best(rates: Rates, ours: str, others: Sequence[str]) -> float:
    """Return the ratio to that of the others which did best."""
    return min(ratio(rates, ours, other) for other in others)


def _load(contender: Contender, seconds: float) -> wire.Load:
    return wire.drive(
        contender.address,
        contender.requests(),
        seconds=seconds,
        once=contender.once,
        status=contender.status,
    )
