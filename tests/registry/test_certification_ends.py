"""A certification ends with its organization and comes back with it; of two of one organization one stands."""

import asyncio
import datetime as dt
import json
import random
from collections.abc import AsyncIterator
from typing import Any

import pytest

from khabuan import certificate as verifier
from services.registry.main import create_app
from services.registry.settings import Settings
from shared.ids import new_id
from tests.conftest import Client, Ground, People, running, service_settings
from tests.registry.certifying import DECIDED, Hands, act, group

BEFORE = "2026-11-20"
Snapshot = dict[str, Any]


@pytest.fixture(scope="module")
async def registry(ground: Ground) -> AsyncIterator[Client]:
    """Lend a registry that signs."""
    fresh = ground.fresh("registry", "test_certification_ends")
    async with running(create_app(service_settings(Settings, "registry", ground, fresh))) as app:
        yield app


class Stage:
    """Organizations of one tambon, and what is told of their certifications."""

    def __init__(self, registry: Client, people: People, place: str) -> None:
        self.registry, self.people, self.place = registry, people, place
        self.hands = Hands(registry, people, place)
        self.admin = people("NATIONAL_ADMIN", area="")
        self.mergers: list[tuple[str, str, str]] = []

    async def group(self, name: str = "กลุ่มออมทรัพย์") -> str:
        return await group(self.registry, self.people, self.place, name)

    async def certified(self, on: str = DECIDED) -> tuple[str, str]:
        one = await self.group()
        return one, str((await self.hands.certified(one, on=on))["number"])

    async def turn(self, one: str, status: str) -> None:
        path = f"/v1/organizations/{one}"
        etag = (await self.registry.get(path, headers=self.admin)).headers["etag"]
        who = {**self.admin, "If-Match": etag}
        body = {"status": status, "reason": "ทดสอบ"}
        done = await self.registry.patch(path, json=body, headers=who)
        assert done.status_code == 200, done.text

    async def merge(self, double: str, kept: str) -> None:
        path, body = f"/v1/organizations/{double}/mergers", {"into_id": kept, "reason": "บันทึกซ้ำ"}
        made = await act(self.registry, self.admin, path, body)
        assert made.status_code == 201, made.text
        self.mergers.append((double, kept, made.json()["id"]))

    async def reverse(self, merger: tuple[str, str, str]) -> None:
        path = f"/v1/organization-mergers/{merger[2]}/reversals"
        done = await act(self.registry, self.admin, path, {"reason": "คนละองค์กร"})
        assert done.status_code == 200, done.text
        self.mergers.remove(merger)

    async def told(self, number: str) -> dict[str, Any]:
        return dict((await self.registry.get(f"/v1/certificates/{number}")).json())

    async def counts(self, on: str | None = None) -> dict[str, int]:
        asked = f"/v1/certification-counts/{self.place}" + (f"?on={on}" if on else "")
        told = (await self.registry.get(asked)).json()
        return {name: count for name, count in told.items() if isinstance(count, int) and count}

    async def stored(self) -> list[tuple[str, str, str]]:
        """Return organization, state and number of all certifications here, in the order of their ids."""
        async with self.registry.app.state.database.reading() as connection:
            cursor = await connection.execute(
                "SELECT organization_id::text, status, coalesce(number, '') FROM certifications"
                " WHERE area_code = %s ORDER BY id",
                (self.place,),
            )
            return [tuple(row) for row in await cursor.fetchall()]

    async def snapshot(self) -> Snapshot:
        stored = await self.stored()
        shown = [await self.told(number) for _, _, number in stored if number]
        for each in shown:
            del each["jws"]  # a signature is another one each time
        return {"stored": stored, "shown": shown, "counts": await self.counts(),
                "before": await self.counts(BEFORE)}  # fmt: skip


async def test_a_certificate_ends_with_its_organization_and_the_days_before_stay(
    registry: Client, people: People
) -> None:
    stage = Stage(registry, people, "250101")
    one, number = await stage.certified()
    before = await stage.snapshot()
    await stage.turn(one, "DISSOLVED")
    told = await stage.told(number)
    assert (told["state"], told["since"], told["jws"]) == ("ENDED", told["checked_on"], None)
    assert told["reason_th"] == "องค์กรเลิกแล้ว การรับรองสิ้นสุดพร้อมกัน"
    assert (await registry.get(f"/v1/certificates/{number}/document")).status_code == 409
    assert await stage.counts() == {"found": 1, "certified": 1, "ended": 1}
    assert await stage.counts(BEFORE) == before["before"]
    body = {"renewed_on": told["since"], "post_th": "ผู้อำนวยการ", "reason": "ครบ"}
    renewed = await act(registry, stage.hands.office, f"/v1/certificates/{number}/renewals", body)
    assert renewed.json()["code"] == "state-conflict"
    await stage.turn(one, "ACTIVE")
    assert await stage.snapshot() == before


async def test_what_was_revoked_after_the_end_never_comes_back(
    registry: Client, people: People
) -> None:
    stage = Stage(registry, people, "250102")
    one, number = await stage.certified()
    await stage.turn(one, "DISSOLVED")
    since = (await stage.told(number))["since"]
    body = {"revoked_on": since, "reason": "เอกสารปลอม"}
    path = f"/v1/certificates/{number}/revocations"
    assert (await act(registry, stage.hands.office, path, body)).status_code == 200
    await stage.turn(one, "ACTIVE")
    assert (await stage.told(number))["state"] == "REVOKED"
    assert await stage.counts() == {"found": 1, "certified": 1, "revoked": 1}


async def test_what_was_revoked_a_day_ahead_is_revoked_wherever_it_is_read(
    registry: Client, people: People
) -> None:
    stage = Stage(registry, people, "250201")
    one, number = await stage.certified()
    await stage.turn(one, "DISSOLVED")
    today = dt.date.fromisoformat((await stage.told(number))["since"])
    body = {"revoked_on": (today + dt.timedelta(days=1)).isoformat(), "reason": "เอกสารปลอม"}
    path = f"/v1/certificates/{number}/revocations"
    assert (await act(registry, stage.hands.office, path, body)).status_code == 200
    await stage.turn(one, "ACTIVE")
    [listed] = (await registry.get(f"/v1/certifications?organization={one}")).json()["items"]
    told = await stage.told(number)
    assert listed["state"] == told["state"] == "REVOKED"
    assert told["since"] <= told["checked_on"]


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE certifications SET facts = NULL WHERE number = %s",
        "UPDATE certifications SET facts = '{\"number\": 1}' WHERE number = %s",
        (
            "DELETE FROM certification_acts WHERE kind <> 'FIND' AND certification_id ="
            " (SELECT id FROM certifications WHERE number = %s)"
        ),
    ],
)
async def test_a_number_of_which_too_little_is_kept_is_no_certificate(
    registry: Client, people: People, damage: str
) -> None:
    stage = Stage(registry, people, "250202")
    _, number = await stage.certified()
    async with registry.app.state.database.reading() as connection:
        await connection.execute(damage, (number,))
    for path in (f"/v1/certificates/{number}", f"/v1/certificates/{number}/document"):
        answer = await registry.get(path)
        assert (answer.status_code, answer.json()["code"]) == (404, "not-found")


async def test_no_second_record_covers_a_suspension(registry: Client, people: People) -> None:
    stage = Stage(registry, people, "250203")
    (double, number), (kept, other) = [await stage.certified() for _ in range(2)]
    day = (await stage.told(number))["since"]
    body = {"suspended_on": day, "reason": "ตรวจสอบ"}
    path = f"/v1/certificates/{number}/suspensions"
    assert (await act(registry, stage.hands.office, path, body)).status_code == 200
    await stage.merge(double, kept)
    assert [(await stage.told(each))["state"] for each in (number, other)] == [
        "SUSPENDED",
        "MERGED",
    ]
    await stage.reverse(stage.mergers[-1])
    assert [(await stage.told(each))["state"] for each in (number, other)] == [
        "SUSPENDED",
        "VALID",
    ]


async def test_of_two_certificates_of_one_organization_the_longer_one_stands_and_undoing_gives_both_back(
    registry: Client, people: People
) -> None:
    stage = Stage(registry, people, "250103")
    (longer, kept), (one, gone) = await stage.certified("2026-11-19"), await stage.certified()
    before = await stage.snapshot()
    await stage.merge(longer, one)
    told = await stage.told(gone)
    assert (told["state"], told["successor"], told["jws"]) == ("MERGED", kept, None)
    assert (await stage.told(kept))["state"] == "VALID"
    assert await stage.counts() == {"found": 1, "certified": 1, "valid": 1}
    await stage.reverse(stage.mergers[0])
    assert await stage.snapshot() == before


async def test_a_json_that_says_it_does_not_hold_is_not_taken_for_a_certificate(
    registry: Client, people: People, ground: Ground
) -> None:
    stage = Stage(registry, people, "250104")
    one, number = await stage.certified()
    trust = await asyncio.to_thread(ground.keys.certificate.read_bytes)
    await stage.turn(one, "DISSOLVED")
    told = json.dumps(await stage.told(number)).encode()
    assert verifier.verify(told, trust).result is verifier.Result.OVER


async def _furnish(stage: Stage, chance: random.Random) -> list[str]:
    """Return organizations, each as far as chance lets it come."""
    ones = []
    for number in range(5):
        how = chance.choice(("NONE", "FOUND", "CERTIFIED", "CERTIFIED", "SUSPENDED", "REFUSED"))
        one = await stage.group(f"กลุ่มที่ {number}")
        ones.append(one)
        if how == "FOUND":
            await stage.hands.find(one)
        elif how == "REFUSED":
            await stage.hands.ready(one)
            await stage.hands.decide(one, "REFUSE")
        elif how != "NONE":
            day = f"2026-11-{chance.randint(6, 18):02}"
            given = (await stage.hands.certified(one, on=day))["number"]
            if how == "SUSPENDED":
                body = {"suspended_on": "2026-11-19", "reason": "ไม่ส่งรายงาน"}
                path = f"/v1/certificates/{given}/suspensions"
                assert (await act(stage.registry, stage.hands.office, path, body)).is_success
    return ones


async def _check(stage: Stage, ones: list[str], over: set[str]) -> None:
    """Whatever was done: one organization has one certification, shown and counted alike."""
    stored, counts = await stage.stored(), await stage.counts()
    gone = {double for double, _, _ in stage.mergers}
    live = [one for one, state, _ in stored if state in {"FOUND", "CERTIFIED", "SUSPENDED"}]
    assert len(live) == len(set(live))
    assert not set(live) & (gone | over)
    shown = [(await stage.told(number))["state"] for _, _, number in stored if number]
    assert counts.get("valid", 0) == shown.count("VALID")
    assert counts.get("found", 0) == len({one for one, _, _ in stored}) <= len(ones) - len(gone)


@pytest.mark.parametrize("seed", range(4))
async def test_after_any_mergers_and_ends_one_stands_and_undoing_all_restores_all(
    registry: Client, people: People, seed: int
) -> None:
    chance = random.Random(seed)
    stage = Stage(registry, people, f"7201{seed + 1:02}")
    ones = await _furnish(stage, chance)
    before, over = await stage.snapshot(), set[str]()
    for _ in range(12):
        gone = {double for double, _, _ in stage.mergers}
        here = [one for one in ones if one not in gone]
        free = [each for each in stage.mergers if each[1] not in gone]
        what = chance.random()
        if what < 0.45 and len(here) > 1:
            await stage.merge(*chance.sample(here, 2))
        elif what < 0.65 and free:
            await stage.reverse(chance.choice(free))
        else:
            one = chance.choice(here)
            await stage.turn(one, "ACTIVE" if one in over else "DISSOLVED")
            over ^= {one}
        gone = {double for double, _, _ in stage.mergers}
        await _check(stage, ones, over - gone)
    while stage.mergers:
        await stage.reverse(stage.mergers[-1])
        await _check(stage, ones, over - {double for double, _, _ in stage.mergers})
    for one in sorted(over):
        await stage.turn(one, "ACTIVE")
    assert await stage.snapshot() == before


async def test_an_organization_whose_certification_was_merged_may_be_found_anew(
    registry: Client, people: People
) -> None:
    stage = Stage(registry, people, "250105")
    (one, first), (other, second) = await stage.certified(), await stage.certified("2026-11-13")
    await stage.merge(other, one)
    body = {"revoked_on": "2026-11-21", "reason": "เอกสารปลอม", "id": str(new_id())}
    path = f"/v1/certificates/{second}/revocations"
    assert (await act(registry, stage.hands.office, path, body)).status_code == 200
    assert (await stage.hands.find(one, "2026-11-21")).status_code == 201
    await stage.reverse(stage.mergers[0])
    assert [(await stage.told(each))["state"] for each in (first, second)] == ["MERGED", "REVOKED"]
    assert await stage.counts() == {"found": 2, "certified": 1, "waiting": 1, "revoked": 1}


async def test_a_seal_that_was_kept_does_not_hold_after_its_last_day(
    registry: Client, people: People, ground: Ground
) -> None:
    stage = Stage(registry, people, "250106")
    _, number = await stage.certified()
    seal = (await stage.told(number))["jws"].encode()
    trust = await asyncio.to_thread(ground.keys.certificate.read_bytes)
    held = [verifier.verify(seal, trust, dt.date(2030, 11, day)).result for day in (11, 12)]
    assert held == [verifier.Result.VALID, verifier.Result.OVER]


async def test_who_dissolves_and_who_suspends_at_once_both_hear_an_answer(
    registry: Client, people: People
) -> None:
    stage = Stage(registry, people, "250103")
    acts = (("suspensions", "suspended_on"), ("revocations", "revoked_on"))
    for kind, day in acts * 3:
        one, number = await stage.certified()
        etag = (await registry.get(f"/v1/organizations/{one}")).headers["etag"]
        body = {day: "2026-11-20", "reason": "ตรวจสอบ"}
        dissolved, told = await asyncio.gather(
            registry.patch(
                f"/v1/organizations/{one}",
                json={"status": "DISSOLVED", "reason": "ทดสอบ"},
                headers={**stage.admin, "If-Match": etag},
            ),
            act(registry, stage.hands.office, f"/v1/certificates/{number}/{kind}", body),
        )
        assert dissolved.status_code == 200, dissolved.text
        assert told.status_code in {200, 409}, told.text
