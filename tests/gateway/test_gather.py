"""Asking: once for everybody, in time, leaving the dead in peace; with a clock that tests turn."""

import asyncio
import time
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from gateway import screen
from gateway.breaker import Breaker
from gateway.gather import Gatherer, Status
from gateway.settings import SERVICES
from gateway.views import examples
from shared.tokens import Verifier
from tests.gateway.conftest import Fake

PROVINCE = screen.summary("registry", "72")


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def gatherer(fakes: dict[str, Fake], clock: Clock, chosen: Any) -> AsyncIterator[Gatherer]:
    clients = {n: httpx.AsyncClient(transport=f, base_url="http://x") for n, f in fakes.items()}
    made = Gatherer(
        clients,
        chosen().service_key_file,
        fresh_seconds=2.0,
        part_seconds=0.3,
        kept=3,
        clock=clock,
        chance=lambda: 1.0,
    )
    yield made
    await made.close()
    for client in clients.values():
        await client.aclose()


async def test_a_thousand_people_cost_one_question_per_service(
    standing: Any, fakes: dict[str, Fake]
) -> None:
    async with standing(fakes, in_flight=2000) as client:
        paths = ["/v1/province-dashboards/72"] * 1000
        answers = await asyncio.gather(*(client.get(path) for path in paths))
    assert {a.status_code for a in answers} == {200}
    assert {name: len(fakes[name].calls) for name in SERVICES} == dict.fromkeys(SERVICES, 1)


async def test_fresh_ends_at_the_jittered_time(
    gatherer: Gatherer, fakes: dict[str, Fake], clock: Clock
) -> None:
    assert (await gatherer.part(PROVINCE)).until == 1002.5
    clock.now = 1002.4
    await gatherer.part(PROVINCE)
    assert len(fakes["registry"].calls) == 1
    clock.now = 1002.6
    await gatherer.part(PROVINCE)
    assert len(fakes["registry"].calls) == 2


async def test_the_deadline_holds_for_the_whole_part_and_not_for_each_byte(
    gatherer: Gatherer, fakes: dict[str, Fake]
) -> None:
    fakes["registry"].fault = "drips"
    began = time.perf_counter()
    assert (await asyncio.wait_for(gatherer.part(PROVINCE), 5)).status is Status.MISSING
    assert time.perf_counter() - began > 0.25
    fakes["registry"].fault = None
    await asyncio.sleep(0.05)
    assert (await gatherer.part(PROVINCE)).status is Status.FRESH, "the old question is over"


async def test_a_dead_service_is_asked_twice_a_second_at_most(
    gatherer: Gatherer, fakes: dict[str, Fake], clock: Clock
) -> None:
    fakes["registry"].fault = "refused"
    for tick in range(1000):
        clock.now = 1000 + tick / 100
        part = await gatherer.part(screen.summary("registry", str(10 + tick % 80)))
        assert part.status is Status.MISSING
    assert 18 <= len(fakes["registry"].calls) <= 3 + 20
    fakes["registry"].fault = None
    clock.now += 0.6
    assert (await gatherer.part(PROVINCE)).status is Status.FRESH
    assert (await gatherer.part(screen.summary("registry", "720602"))).status is Status.FRESH


async def test_one_broken_record_does_not_make_its_neighbours_stale(
    gatherer: Gatherer, fakes: dict[str, Fake], clock: Clock
) -> None:
    await gatherer.part(screen.summary("registry", "720602"))
    fakes["registry"].good["/internal/v1/summaries/72"] = {"code": "72"}
    for _ in range(10):
        clock.now += 3
        for _ in range(4):
            clock.now += 0.6
            assert (await gatherer.part(PROVINCE)).status is Status.MISSING
        good = await gatherer.part(screen.summary("registry", "720602"))
        assert good.status is Status.FRESH


async def test_a_hanging_service_costs_the_full_wait_only_until_it_is_known(
    gatherer: Gatherer, fakes: dict[str, Fake], clock: Clock
) -> None:
    fakes["registry"].fault = "slow"
    await asyncio.gather(
        *(gatherer.part(screen.summary("registry", code)) for code in ("60", "19", "18"))
    )
    await asyncio.gather(*gatherer._flights.values())
    for code in ("57", "58", "65"):
        assert (await gatherer.part(screen.summary("registry", code))).status is Status.MISSING
    assert len(fakes["registry"].calls) == 3, "without the breaker each of the three is asked"
    clock.now += 1
    gatherer._part_seconds = 4
    began = time.perf_counter()
    assert (await gatherer.part(PROVINCE)).status is Status.MISSING
    assert len(fakes["registry"].calls) == 4
    assert time.perf_counter() - began < 2, "an open breaker's question is waited for shortly"


async def test_last_good_parts_are_kept_within_bounds_and_the_unused_leave_first(
    gatherer: Gatherer, fakes: dict[str, Fake], clock: Clock
) -> None:
    codes = ["60", "19", "18", "72"]
    for code in codes:
        fakes["registry"].good[f"/internal/v1/summaries/{code}"] = examples.REGISTRY_PROVINCE
    for code in codes:
        await gatherer.part(screen.summary("registry", code))
    for tick in range(3000):
        await gatherer.part(screen.summary("registry", f"{1000 + tick}"))
    fakes["registry"].fault = "refused"
    clock.now += 10
    statuses = [(await gatherer.part(screen.summary("registry", c))).status.value for c in codes]
    assert statuses == ["MISSING", "STALE", "STALE", "STALE"]


async def test_a_bug_of_ours_is_a_missing_part_and_not_a_broken_screen(
    gatherer: Gatherer, fakes: dict[str, Fake]
) -> None:
    fakes["registry"].fault = "bug"
    assert (await gatherer.part(PROVINCE)).status is Status.MISSING


async def test_a_caller_who_leaves_does_not_spoil_it_for_the_others(
    gatherer: Gatherer, fakes: dict[str, Fake]
) -> None:
    fakes["registry"].fault = "late"
    first = asyncio.create_task(gatherer.part(PROVINCE))
    await asyncio.sleep(0.02)
    second = asyncio.create_task(gatherer.part(PROVINCE))
    await asyncio.sleep(0.02)
    first.cancel()
    assert (await second).status is Status.FRESH
    assert len(fakes["registry"].calls) == 1


async def test_the_services_hear_the_gateways_own_token_and_nothing_of_the_caller(
    standing: Any, fakes: dict[str, Fake], chosen: Any
) -> None:
    async with standing(fakes) as client:
        await client.get("/v1/province-dashboards/72", headers={"X-User-Role": "NATIONAL_ADMIN"})
    for fake in fakes.values():
        (call,) = fake.calls
        subject = Verifier(chosen().jwks_file).subject(call.headers["authorization"])
        assert subject.id == "service:gateway"
        assert "x-user-role" not in call.headers


def test_a_breaker_opens_after_three_failures_in_a_row_and_closes_with_one_answer() -> None:
    clock = Clock()
    breaker = Breaker(clock=clock)
    breaker.failed()
    breaker.failed()
    breaker.answered()
    breaker.failed()
    breaker.failed()
    assert breaker.lets_through()
    breaker.failed()
    assert not breaker.lets_through()
    clock.now += 0.5
    assert [breaker.lets_through() for _ in range(3)] == [True, False, False]
    breaker.answered()
    assert [breaker.lets_through() for _ in range(3)] == [True, True, True]
