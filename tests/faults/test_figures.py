"""Kills, freezes, hostile input and fuzzing against the real processes, as the figures do it at length."""

import pytest

from bench.faults import house, watch
from bench.figures import (
    approve,
    conserve,
    crash,
    cycle,
    fuzz,
    nasty,
    notices,
    partial,
    passport,
    seats,
)

pytestmark = pytest.mark.slow
SEED = 20261121


async def test_nothing_acknowledged_is_lost_or_doubled_when_services_are_killed(
    platform: house.House,
) -> None:
    plan = crash.Plan(80, ["registry", "planning"])
    outcome = await crash.run(platform, plan, SEED)
    assert outcome.met, (outcome.findings, outcome.ledger.surprises)
    assert outcome.ledger.repeats, "the kills met no write"


async def test_of_many_who_approve_at_once_one_counts(platform: house.House) -> None:
    outcome = await approve.run(platform, 1)
    assert outcome.met, outcome


async def test_seats_are_those_of_the_calendar_however_many_ask_at_once(
    platform: house.House,
) -> None:
    outcome = await seats.run(platform, bodies=1, seats=4, crowd=12, seed=SEED)
    assert outcome.met, outcome.differences


async def test_every_need_is_in_one_state_with_its_whole_path_whatever_many_do_to_it(
    platform: house.House,
) -> None:
    outcome = await passport.run(platform, operations=120, writers=6, kills=0, seed=SEED)
    assert outcome.met, outcome.wrong


async def test_a_planning_year_closes_and_carries_forward_twice_with_the_same_result(
    platform: house.House,
) -> None:
    outcome = await cycle.run(platform, 2, 4, 24, 8, SEED)
    assert outcome.met, outcome.differences


async def test_no_hostile_input_crashes_is_echoed_or_stored(platform: house.House) -> None:
    outcome = await nasty.run(platform, SEED, most=300)
    assert outcome.met(300), (outcome.crashes, outcome.echoes, outcome.others, outcome.stored)


async def test_dashboards_stay_in_time_and_say_what_is_old(platform: house.House) -> None:
    faults = [watch.Fault(partial.FROZEN, ("planning", "partners"))]
    outcome = await partial.run(platform, faults, SEED, seconds=2.8)
    assert outcome.met, outcome


async def test_generated_requests_are_answered_as_documented(platform: house.House) -> None:
    outcome = await fuzz.run(platform, SEED, fuzz.TINY)
    assert outcome.met(60), outcome.failures


async def test_every_author_hears_of_every_change_once(platform: house.House) -> None:
    outcome = await notices.run(platform, writers=4, stories=1, kills=1, seed=SEED)
    assert outcome.met, (outcome.lost, outcome.doubled, outcome.surprises)
    assert outcome.tries > len(outcome.heard), "the gateway refused nothing"


async def test_money_and_households_add_up_however_many_plan_at_once(
    platform: house.House,
) -> None:
    outcome = await conserve.run(platform, writers=4, seconds=8, kills=1, seed=SEED)
    assert outcome.met, (outcome.off, outcome.surprises)
