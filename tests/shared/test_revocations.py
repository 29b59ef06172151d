"""Rights that end early, keys that change, second factors and reasons."""

import asyncio
import json
import time
from pathlib import Path
from urllib.parse import quote

import pytest
from joserfc.jwk import ECKey

from shared import auth, revocations, tokens
from shared.auth import Grant, Subject
from shared.errors import Problem
from shared.ids import new_id
from shared.policies import Role
from tests.conftest import Client, People

ADMIN = Subject("test", (Grant(Role.NATIONAL_ADMIN),))
NEW = {"kind": "NETWORK", "name_th": "เครือข่ายน้ำ", "area_code": "72", "confirm_new": True}


async def _revoke(registry: Client, name: str) -> None:
    async with registry.app.state.database.transaction() as session:
        await revocations.declare(session, name, by=ADMIN)


async def _refused(registry: Client, who: dict[str, str], within: float = 5.0) -> float:
    began = time.monotonic()
    while time.monotonic() - began < within:
        answer = await registry.get("/v1/organizations?limit=1", headers=who)
        if answer.status_code == 401:
            assert answer.json()["code"] == "token-revoked"
            return time.monotonic() - began
        await asyncio.sleep(0.05)
    raise AssertionError("still accepted")


async def test_a_revoked_subject_is_refused_within_seconds(
    registry: Client, people: People
) -> None:
    who = people("TAMBON_STAFF", area="720601")
    other = people("TAMBON_STAFF", area="720602")
    assert (await registry.get("/v1/organizations?limit=1", headers=who)).status_code == 200
    await _revoke(registry, "subject:test:TAMBON_STAFF:720601")
    assert await _refused(registry, who) < 5
    assert (await registry.get("/v1/organizations?limit=1", headers=other)).status_code == 200


async def test_a_token_issued_after_the_revocation_is_good(
    registry: Client, people: People
) -> None:
    await _revoke(registry, "subject:again")
    async with registry.app.state.database.transaction() as session:
        second = await revocations.first_good_second(session, "again")
        never = await revocations.first_good_second(session, "never revoked")
    await asyncio.sleep(2 * revocations.EVERY_SECONDS)
    verifier = registry.app.state.verifier
    grants = [{"role": "TAMBON_STAFF", "area": "720602"}]
    fresh = tokens.sign(people.key, "again", grants, issued=second)
    stale = tokens.sign(people.key, "again", grants, issued=second - 1)
    assert verifier.subject(f"Bearer {fresh}").id == "again"
    with pytest.raises(Problem, match="token-revoked"):
        verifier.subject(f"Bearer {stale}")
    assert never == pytest.approx(time.time(), abs=2)


async def test_what_was_issued_between_two_revocations_of_one_second_is_refused_too(
    registry: Client, people: People
) -> None:
    await _revoke(registry, "subject:twice")
    async with registry.app.state.database.transaction() as session:
        second = await revocations.first_good_second(session, "twice")
    grants = [{"role": "TAMBON_STAFF", "area": "720602"}]
    between = tokens.sign(people.key, "twice", grants, issued=second)
    await _revoke(registry, "subject:twice")
    await _refused(registry, {"Authorization": f"Bearer {between}"})


async def test_one_token_is_refused_and_the_next_one_is_not(
    registry: Client, people: People
) -> None:
    grants = [{"role": "TAMBON_STAFF", "area": "720602"}]
    verifier = registry.app.state.verifier
    first = {"Authorization": f"Bearer {tokens.sign(people.key, 'one', grants)}"}
    second = {"Authorization": f"Bearer {tokens.sign(people.key, 'one', grants)}"}
    await _revoke(registry, f"token:{verifier.subject(first['Authorization']).token}")
    await _refused(registry, first)
    assert (await registry.get("/v1/organizations?limit=1", headers=second)).status_code == 200


def _key(kid: str) -> dict[str, object]:
    return {**ECKey.generate_key("P-256").as_dict(private=True), "kid": kid}


def _publish(path: Path, *keys: dict[str, object]) -> None:
    fresh = path.with_suffix(".new")
    shown = [{k: v for k, v in key.items() if k != "d"} for key in keys]
    fresh.write_text(json.dumps({"keys": shown}))
    fresh.replace(path)


def test_a_rotated_key_is_known_at_once_and_a_retired_one_no_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, old, new = tmp_path / "jwks.json", _key("issuer-old"), _key("issuer-new")
    _publish(file, old)
    verifier = tokens.Verifier(file)
    grants = [{"role": "AUDITOR"}]
    by_old, by_new = (f"Bearer {tokens.sign(key, 'x', grants)}" for key in (old, new))
    assert verifier.subject(by_old).id == "x"
    with pytest.raises(Problem, match="token-invalid"):
        verifier.subject(by_new)
    _publish(file, old, new)
    assert verifier.subject(by_new).id == verifier.subject(by_old).id == "x"
    _publish(file, new)
    monkeypatch.setattr(tokens, "KEYS_EVERY_SECONDS", -1.0)
    with pytest.raises(Problem, match="token-invalid"):
        verifier.subject(by_old)
    file.write_text("{ half")
    assert verifier.subject(by_new).id == "x"


def test_a_token_that_lives_longer_than_a_day_is_refused(tmp_path: Path) -> None:
    file, key = tmp_path / "jwks.json", _key("issuer-1")
    _publish(file, key)
    verifier = tokens.Verifier(file)
    day = tokens.sign(key, "x", [{"role": "AUDITOR"}], minutes=24 * 60)
    longer = tokens.sign(key, "x", [{"role": "AUDITOR"}], minutes=24 * 60 + 1)
    assert verifier.subject(f"Bearer {day}").id == "x"
    with pytest.raises(Problem, match="token-invalid"):
        verifier.subject(f"Bearer {longer}")


def test_rights_and_money_ask_for_a_second_factor(tmp_path: Path) -> None:
    file, key = tmp_path / "jwks.json", _key("issuer-1")
    _publish(file, key)
    verifier = tokens.Verifier(file)
    agency = str(new_id())
    grants = [{"role": "PARTNER_AGENCY", "agency": agency}]
    weak = verifier.subject(f"Bearer {tokens.sign(key, 'x', grants)}")
    strong = verifier.subject(f"Bearer {tokens.sign(key, 'x', grants, strong=True)}")
    auth.require(strong, "funds.commit", agency=agency)
    auth.require(weak, "nodes.open", agency=agency)
    with pytest.raises(Problem, match="second-factor-required"):
        auth.require(weak, "funds.commit", agency=agency)


async def test_a_correction_from_above_says_why_and_the_history_keeps_it(
    registry: Client, people: People
) -> None:
    admin, group = people("NATIONAL_ADMIN"), people("PROVINCE_WORKING_GROUP", area="72")
    made = await registry.post("/v1/organizations", json=NEW, headers=admin)
    path, change = made.headers["location"], {"members_count": 7}
    mute = await registry.patch(path, json=change, headers={**admin, "If-Match": '"r1"'})
    assert (mute.status_code, mute.json()["code"]) == (422, "reason-required")
    assert mute.json()["errors"][0]["header"] == "Change-Reason"
    bad = await registry.patch(
        path, json=change, headers={**admin, "If-Match": '"r1"', "Change-Reason": "%FF"}
    )
    assert bad.status_code == 422
    for said, code in (("บัตร 1103702071811", "national-id"), ("โทร 0812345678", "personal-data")):
        numbered = {**admin, "If-Match": '"r1"', "Change-Reason": quote(said)}
        bad = await registry.patch(path, json=change, headers=numbered)
        assert (bad.status_code, bad.json()["errors"][0]["code"]) == (422, code)
        assert said.split()[1] not in bad.text
    why = {**admin, "If-Match": '"r1"', "Change-Reason": quote("แก้คำผิด")}
    assert (await registry.patch(path, json=change, headers=why)).status_code == 200
    own = {**group, "If-Match": '"r2"'}
    assert (await registry.patch(path, json={"members_count": 8}, headers=own)).status_code == 200
    both = [{"role": "NATIONAL_ADMIN", "area": ""}, {"role": "TAMBON_STAFF", "area": "140101"}]
    token = tokens.sign(people.key, "both", both)
    elsewhere = {"Authorization": f"Bearer {token}", "If-Match": '"r3"'}
    mute = await registry.patch(path, json={"members_count": 9}, headers=elsewhere)
    assert (mute.status_code, mute.json()["code"]) == (422, "reason-required")
    here = [both[0], {"role": "PROVINCE_WORKING_GROUP", "area": "72"}]
    token = tokens.sign(people.key, "here", here)
    own = {"Authorization": f"Bearer {token}", "If-Match": '"r3"'}
    assert (await registry.patch(path, json={"members_count": 9}, headers=own)).status_code == 200
    reasons = []
    for _ in range(50):
        entries = (await registry.get(f"{path}/history")).json()["items"]
        reasons = [entry["reason"] for entry in entries]
        if len(reasons) == 4:
            break
        await asyncio.sleep(0.05)
    assert reasons == [None, "แก้คำผิด", None, None]
