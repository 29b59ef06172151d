"""Nobody's data leaves its home, whatever is asked and whatever breaks; and each leak that is planted is found."""

import base64
import json
import random
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest

from bench.access.canaries import Aviary
from bench.faults import house
from bench.figures import canary
from khabuan import keys
from services.registry.people.schemas import PersonNew
from services.registry.people.tables import Person
from shared import privacy
from tests.conftest import SERVICES, Ground

SEED = 20261121
UNFED = {"name_sort", "search_key", "bigrams", "new_generation_on"}
"""What is worked out of other fields, and a date: no word can be planted there."""


async def _run(
    ground: Ground, where: Path, people: int, part: float, leak: str | None = None
) -> canary.Outcome:
    urls = {name: ground.fresh(name, "canary") for name in SERVICES}
    keys.make(where)
    async with house.lodging(where, urls) as stand:
        canary.put(stand, leak=leak)
        await stand.start()
        return await canary.run(stand, people=people, seed=SEED, part=part)


async def test_no_canary_is_found_out_of_its_place(ground: Ground, tmp_path: Path) -> None:
    outcome = await _run(ground, tmp_path, 60, 0.2)
    assert outcome.met, (outcome.found, outcome.unfed, outcome.opened, outcome.crashes)
    assert outcome.planted > 60 * 9
    assert outcome.answers > 1_200


async def test_each_planted_leak_is_found(ground: Ground, tmp_path: Path) -> None:
    outcome = await _run(ground, tmp_path, 12, 0.02, "bench.access.leaks:leaking_registry")
    assert not outcome.met
    found = [
        "registry feed.data: people.given_name_th",
        "GET /v1/people/",
        ".log: people.phone",
    ]
    for leak in found:
        assert [each for each in outcome.found if leak in each], (leak, outcome.found)


@pytest.mark.parametrize(
    "write",
    [
        str,
        lambda word: f"x{word}y",
        quote,
        lambda word: json.dumps({"name": word}),
        lambda word: base64.urlsafe_b64encode(f"a name: {word}; of somebody".encode()).decode(),
        lambda word: "\\x" + f"is {word}".encode().hex(),
        lambda word: "".join(f"&#{ord(letter)};" for letter in word),
    ],
)
def test_a_canary_is_found_however_it_is_written(write: Callable[[str], str]) -> None:
    birds = Aviary(random.Random(SEED))
    fed = birds.feed(PersonNew, Person, "somebody")
    assert set(privacy.declared(Person)) - UNFED <= set(fed)
    for name in ("given_name_th", "phone", "email"):
        assert name in {one.column for one in birds.found(write(fed[name]))}
    assert not Aviary(random.Random(0)).found(write(fed["phone"]))


def test_postgresql_s_own_log_quotes_no_rows(ground: Ground) -> None:
    with psycopg.connect(ground.admin_url) as connection:
        assert connection.execute("SHOW log_error_verbosity").fetchone() == ("terse",)
