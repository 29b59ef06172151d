"""What the figures `level` and `search` measure at length, in small, each beside its planted bug."""

from unittest import mock

from bench.figures import level, search
from khabuan.generate import nation
from services.registry.search import rules as searching
from services.registry.strength import rules
from shared import database
from tests.conftest import Ground

SEED = 20261121


async def _levels(ground: Ground, name: str) -> level.Outcome:
    async with database.connect(ground.fresh("registry", name), pool_size=8) as opened:
        return await level.run(opened, SEED, 30, 6)


async def test_levels_are_those_of_the_model_whatever_the_order_of_entry(ground: Ground) -> None:
    outcome = await _levels(ground, "level")
    assert outcome.met, outcome.differences


async def test_the_figure_sees_levels_of_what_was_entered_last(ground: Ground) -> None:
    with mock.patch.object(rules, "spans", level.entered_last):
        assert (await _levels(ground, "level_control")).differences


async def test_search_finds_all_that_a_scan_finds_and_names_with_a_slip(ground: Ground) -> None:
    url = ground.fresh("registry", "search")
    nation.names(url, 3_000, 1_000, SEED)
    outcome = await search.run(url, SEED, 4)
    assert not outcome.missed
    assert outcome.recall >= search.SLIPS_FOUND, outcome.slips_missed
    with mock.patch.object(searching, "pieces", return_value=[]):
        assert (await search.run(url, SEED, 2)).recall < search.SLIPS_FOUND
