"""What the documentation shows is what the platform answers after `make run`."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from gateway.views import examples
from khabuan import stories
from tests.conftest import People
from tests.journeys.test_water import EXAMPLES, NEED, play, until

MOVES = {"as_of", "waiting_days"}
"""What changes with the day on which one asks."""


@pytest.fixture(scope="module")
async def told(platform: httpx.AsyncClient, people: People) -> httpx.AsyncClient:
    """Lend the platform with all stories told, as `make run` leaves it."""
    for path in EXAMPLES:
        for step in stories.read(path).steps:
            grant = dict(step.grant)
            answer = await play(platform, step, people(grant.pop("role"), **grant))
            assert answer.status_code == 201 or answer.is_success, (path.name, answer.text)
    return platform


def leaves(value: Any, at: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every value with the way to it; an empty list or object is a value too."""
    if not isinstance(value, dict | list) or not value:
        yield at, value
        return
    for name, each in value.items() if isinstance(value, dict) else enumerate(value):
        if name not in MOVES:
            yield from leaves(each, f"{at}/{name}")


def is_settled(answer: dict[str, Any]) -> bool:
    """Say whether every service has answered and heard of the whole story."""
    fresh = all(source["status"] == "FRESH" for source in answer["sources"].values())
    return fresh and "100000.00" in str(answer["partners"]) and "DONE" in str(answer["planning"])


@pytest.mark.parametrize(
    ("path", "example"),
    [
        ("/v1/province-dashboards/72", examples.PROVINCE),
        ("/v1/tambon-profiles/720602", examples.TAMBON),
        (f"/v1/journeys/{NEED}", examples.JOURNEY),
    ],
)
async def test_a_screen_answers_every_value_that_its_example_shows(
    told: httpx.AsyncClient, path: str, example: dict[str, Any]
) -> None:
    whole = await until(told, path, is_settled)
    real, shown = dict(leaves(whole)), dict(leaves(example))
    if "hops" in str(shown):
        last = f"/planning/hops/{len(example['planning']['hops']) - 1}/days"
        assert real.pop(last) >= shown.pop(last), "the last holder holds it longer every day"
    assert real == shown
