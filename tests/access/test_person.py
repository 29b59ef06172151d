"""Who is erased is gone, from a restored backup too; and what is left over by a planted bug is found."""

from pathlib import Path

import pytest

from bench.faults import house
from bench.figures import canary, person
from khabuan import keys
from tests.conftest import SERVICES, Ground

SEED = 20261121


async def _run(
    ground: Ground, where: Path, leak: str | None = None, program: str = person.RIGHT
) -> person.Outcome:
    urls = {name: ground.fresh(name, "person") for name in SERVICES}
    keys.make(where)
    async with house.lodging(where, urls) as stand:
        canary.put(stand, leak=leak)
        await stand.start()
        return await person.run(stand, people=12, erased=5, seed=SEED, program=program)


async def test_nothing_is_left_of_who_is_erased(ground: Ground, tmp_path: Path) -> None:
    outcome = await _run(ground, tmp_path)
    assert outcome.met, (+outcome.wrong, outcome.before)
    assert outcome.people == 6
    assert 0 < outcome.refused_after < 5
    assert (tmp_path / "erasures.jsonl").read_text().count("person_id") == outcome.people


@pytest.mark.parametrize(
    ("leak", "program", "found"),
    [
        (None, person.FORGETFUL, "restored: registry people.phone holds people.phone"),
        ("bench.access.leaks:hoarding_registry", person.RIGHT, "after: people.email is filled"),
    ],
)
async def test_what_is_left_over_is_found(
    leak: str | None, program: str, found: str, ground: Ground, tmp_path: Path
) -> None:
    outcome = await _run(ground, tmp_path, leak, program)
    assert not outcome.met
    assert outcome.wrong[found] > 0, outcome.wrong
