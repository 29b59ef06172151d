"""Screens outlive their services: every part labelled rightly, in time, whatever happens behind."""

import asyncio
import itertools
import time
from typing import Any

import pytest

from gateway.settings import SERVICES
from gateway.views import examples
from gateway.views.journey import Journey
from gateway.views.province import ProvinceDashboard
from gateway.views.tambon import TambonProfile
from shared.ids import new_id
from tests.gateway.conftest import FAULTS, Fake

DASHBOARD = "/v1/province-dashboards/72"
PROFILE = "/v1/tambon-profiles/720602"
JOURNEY = f"/v1/journeys/{examples.NEED}"
LATE = 4.5
"""Less than a silent service takes here; `make score n=partial` measures the second itself."""
DEAD = [c for n in (1, 2, 3) for c in itertools.combinations(SERVICES, n)]


def labels(answer: Any) -> dict[str, str]:
    return {name: source["status"] for name, source in answer.json()["sources"].items()}


@pytest.mark.parametrize(
    ("path", "model", "example"),
    [
        (DASHBOARD, ProvinceDashboard, examples.PROVINCE),
        (PROFILE, TambonProfile, examples.TAMBON),
        (JOURNEY, Journey, examples.JOURNEY),
    ],
)
async def test_a_screen_says_what_its_documentation_shows(
    standing: Any, fakes: dict[str, Fake], path: str, model: Any, example: Any
) -> None:
    async with standing(fakes) as client:
        answer = await client.get(path)
    assert answer.status_code == 200
    shown = answer.json()
    model.model_validate(shown, strict=False)
    assert labels(answer) == dict.fromkeys(SERVICES, "FRESH")
    assert {**shown, "sources": None} == {**example, "sources": None}
    assert model.model_validate(example)


@pytest.mark.parametrize("fault", FAULTS)
async def test_any_services_may_fail_in_any_way_and_the_labels_stay_true(
    standing: Any, fault: str
) -> None:
    async def with_dead(dead: tuple[str, ...]) -> None:
        fakes = {name: Fake(name) for name in SERVICES}
        async with standing(fakes, fresh_seconds=0) as client:
            for name in dead:
                fakes[name].fault = fault
            for path in (DASHBOARD, PROFILE):
                began = time.perf_counter()
                answer = await client.get(path)
                spent = time.perf_counter() - began
                assert (answer.status_code, spent < LATE) == (200, True), (dead, spent)
                for name in SERVICES:
                    assert labels(answer)[name] == ("MISSING" if name in dead else "FRESH"), dead
                    assert (answer.json()[name] is None) is (name in dead)

    await asyncio.gather(*(with_dead(dead) for dead in DEAD))


@pytest.mark.parametrize("fault", FAULTS)
async def test_what_was_seen_before_is_shown_as_stale_with_its_age(
    standing: Any, fault: str
) -> None:
    async def with_dead(dead: tuple[str, ...]) -> None:
        fakes = {name: Fake(name) for name in SERVICES}
        async with standing(fakes, fresh_seconds=0) as client:
            for path, whole in ((DASHBOARD, examples.PROVINCE), (JOURNEY, examples.JOURNEY)):
                warm = await client.get(path)
                for name in dead:
                    fakes[name].fault = fault
                began = time.perf_counter()
                later = await client.get(path)
                spent = time.perf_counter() - began
                assert (later.status_code, spent < LATE) == (200, True), (dead, path, spent)
                for name in SERVICES:
                    assert labels(later)[name] == ("STALE" if name in dead else "FRESH"), dead
                    then, now = (a.json()["sources"][name]["as_of"] for a in (warm, later))
                    assert (then == now) is (name in dead)
                    assert later.json()[name] == whole[name]
                for name in dead:
                    fakes[name].fault = None
                await asyncio.sleep(0.55)

    await asyncio.gather(*(with_dead(dead) for dead in DEAD))


@pytest.mark.parametrize("fault", ["refused", "500", "slow"])
async def test_a_service_that_comes_back_is_fresh_again_within_three_seconds(
    standing: Any, fakes: dict[str, Fake], fault: str
) -> None:
    async with standing(fakes) as client:
        fakes["planning"].fault = fault
        for _ in range(1 if fault == "slow" else 20):
            assert labels(await client.get(DASHBOARD))["planning"] == "MISSING"
        assert len(fakes["planning"].calls) <= 4, "a dead service is left in peace"
        fakes["planning"].fault = None
        began = time.perf_counter()
        while labels(await client.get(DASHBOARD))["planning"] != "FRESH":
            assert time.perf_counter() - began < 3
            await asyncio.sleep(0.05)


async def test_a_journey_without_partners_still_shows_the_way(
    standing: Any, fakes: dict[str, Fake]
) -> None:
    fakes["partners"].fault = "slow"
    async with standing(fakes) as client:
        began = time.perf_counter()
        answer = await client.get(JOURNEY)
        assert time.perf_counter() - began < LATE
    assert labels(answer) == {"registry": "FRESH", "planning": "FRESH", "partners": "MISSING"}
    assert {h["direction"] for h in answer.json()["planning"]["hops"]} == {"UP", "DOWN"}


async def test_a_proposed_commitment_is_listed_as_one_and_is_no_money_of_a_step(
    standing: Any, fakes: dict[str, Fake]
) -> None:
    told = examples.JOURNEY["partners"]["items"][0]
    label = "เสนอแล้ว รออนุมัติ ยังไม่ใช่เงิน"
    waiting = {**told, "id": str(new_id()), "status": "PROPOSED", "status_th": label}
    fakes["partners"].good["/internal/v1/commitments"] = {"items": [waiting, told]}
    async with standing(fakes) as client:
        shown = (await client.get(JOURNEY)).json()
    assert [each["status_th"] for each in shown["partners"]["items"]] == [label, told["status_th"]]
    money = [each for hop in shown["planning"]["hops"] for each in hop["commitment_ids"]]
    assert money == [told["id"]]


async def test_a_journey_keeps_its_own_limit_even_if_every_hop_is_at_its_limit(
    standing: Any, fakes: dict[str, Fake], monkeypatch: pytest.MonkeyPatch
) -> None:
    answer_at_once = Fake.handle_async_request

    async def just_in_time(self: Fake, request: Any) -> Any:
        await asyncio.sleep(2.5)
        return await answer_at_once(self, request)

    monkeypatch.setattr(Fake, "handle_async_request", just_in_time)
    async with standing(fakes, part_seconds=3.0, journey_seconds=3.0) as client:
        began = time.perf_counter()
        answer = await client.get(JOURNEY)
        assert time.perf_counter() - began < 4.9, "two hops take 5 s"
    assert labels(answer) == {"registry": "MISSING", "planning": "FRESH", "partners": "MISSING"}


@pytest.mark.parametrize("path", [DASHBOARD, PROFILE, JOURNEY])
async def test_only_the_owner_of_the_subject_can_say_that_it_does_not_exist(
    standing: Any, fakes: dict[str, Fake], path: str
) -> None:
    owner = "planning" if path == JOURNEY else "registry"
    async with standing(fakes, fresh_seconds=0) as client:
        fakes["partners"].good = {}
        answer = await client.get(path)
        assert (answer.status_code, answer.json()["partners"]) == (200, None)
        assert labels(answer)["partners"] == "FRESH"
        fakes[owner].good = {}
        answer = await client.get(path, headers={"Accept-Language": "en"})
        assert (answer.status_code, answer.json()["title"]) == (404, "Not found")
        fakes[owner].fault = "refused"
        answer = await client.get(path)
        assert (answer.status_code, labels(answer)[owner]) == (200, "MISSING")


async def test_an_answer_known_already_is_not_sent_again(
    standing: Any, fakes: dict[str, Fake]
) -> None:
    async with standing(fakes, fresh_seconds=0.4) as client:
        first = await client.get(DASHBOARD)
        known = {"If-None-Match": first.headers["etag"]}
        from_shelf = await client.get(DASHBOARD, headers=known)
        await asyncio.sleep(0.5)
        made_anew = await client.get(DASHBOARD, headers=known)
        assert len(fakes["registry"].calls) == 2
        fakes["planning"].fault = "refused"
        await asyncio.sleep(0.5)
        stale = await client.get(DASHBOARD, headers=known)
    assert first.headers["cache-control"] == "public, max-age=2"
    assert first.headers["etag"].startswith('W/"')
    for answer in (from_shelf, made_anew):
        assert (answer.status_code, answer.content) == (304, b"")
        assert answer.headers["etag"] == first.headers["etag"]
    assert stale.status_code == 200, "another label is another answer"


async def test_the_shelf_does_not_wave_through_what_a_route_would_refuse(
    standing: Any, fakes: dict[str, Fake]
) -> None:
    async with standing(fakes) as client:
        assert (await client.get(DASHBOARD)).status_code == 200
        assert (await client.get(DASHBOARD + "?code=60")).status_code == 422
        forged = {"Authorization": "Bearer forged"}
        assert (await client.get(DASHBOARD, headers=forged)).status_code == 401
        assert (await client.post(DASHBOARD)).status_code == 405
        head = await client.head(DASHBOARD)
        assert (head.status_code, head.content) == (200, b"")
        assert int(head.headers["content-length"]) > 100
        ids = {(await client.get(DASHBOARD)).headers["x-request-id"] for _ in range(3)}
        assert len(ids) == 3


@pytest.mark.parametrize("code", ["7", "7206", "ab", "00", "720602"])
async def test_a_province_has_two_digits(standing: Any, fakes: dict[str, Fake], code: str) -> None:
    async with standing(fakes) as client:
        answer = await client.get(f"/v1/province-dashboards/{code}")
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["code"] == "not-a-province-code"
    assert not fakes["registry"].calls
