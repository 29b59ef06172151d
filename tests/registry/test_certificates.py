"""Certificates: what they say, how long they hold, on paper, with proof, and never after they were revoked."""

import asyncio
import base64
import json
import threading
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError
from typer.testing import CliRunner

from khabuan import authority as maker
from khabuan import certificate as verifier
from khabuan.main import app
from services.registry.main import create_app
from services.registry.settings import Settings
from shared.ids import new_id
from tests.conftest import Client, Ground, People, counted, running, service_settings, settle
from tests.registry.certifying import Hands, act, group

ADDRESS = "https://khabuan.example"


@pytest.fixture(scope="module")
async def registry(ground: Ground) -> AsyncIterator[Client]:
    """Lend a registry that signs."""
    app = create_app(
        service_settings(
            Settings,
            "registry",
            ground,
            ground.fresh("registry", "test_certificates"),
            public_address=ADDRESS,
        )
    )
    async with running(app) as client:
        yield client


@pytest.fixture
def hands(registry: Client, people: People) -> Hands:
    return Hands(registry, people)


async def certified(registry: Client, people: People, hands: Hands, **days: str) -> str:
    one = await group(registry, people)
    return str((await hands.certified(one, **days))["number"])


async def do(hands: Hands, number: str, what: str, field: str, on: str, **more: Any) -> Any:
    who = more.pop("who", hands.office)
    body = {field: on, "reason": "เหตุผลของการทดสอบ", **more}
    return await act(hands.registry, who, f"/v1/certificates/{number}/{what}", body)


async def suspend(hands: Hands, number: str, on: str = "2026-11-15", **more: Any) -> Any:
    return await do(hands, number, "suspensions", "suspended_on", on, **more)


async def reinstate(hands: Hands, number: str, on: str = "2026-11-16", **more: Any) -> Any:
    return await do(hands, number, "reinstatements", "reinstated_on", on, **more)


async def revoke(hands: Hands, number: str, on: str = "2026-11-17", **more: Any) -> Any:
    return await do(hands, number, "revocations", "revoked_on", on, **more)


async def renew(hands: Hands, number: str, on: str = "2026-11-18", **more: Any) -> Any:
    more = {"post_th": "ผู้อำนวยการสำนักงานภาค", **more}
    return await do(hands, number, "renewals", "renewed_on", on, **more)


async def shown(registry: Client, number: str) -> dict[str, Any]:
    answer = await registry.get(f"/v1/certificates/{number}")
    assert answer.status_code == 200, answer.text
    assert answer.headers["cache-control"] == "no-cache"
    return dict(answer.json())


async def test_a_certificate_tells_everybody_what_it_states_and_whether_it_holds(
    registry: Client, people: People, hands: Hands
) -> None:
    number = await certified(registry, people, hands)
    with counted(registry) as asked:
        told = await shown(registry, number)
    assert len(asked) == 1
    assert (told["state"], told["state_th"], told["since"]) == ("VALID", "มีผลใช้ได้", "2026-11-12")
    assert told["link"] == f"{ADDRESS}/certificates/{number}"
    facts = told["facts"]
    assert (facts["tambon_th"], facts["district_th"], facts["province_th"]) == (
        "ดงขี้เหล็ก", "เมืองปราจีนบุรี", "ปราจีนบุรี",
    )  # fmt: skip
    assert (facts["certified_on"], facts["expires_on"]) == ("2026-11-12", "2030-11-12")
    assert facts["post_th"] == "ผู้อำนวยการสำนักงานภาค"
    assert not {"recorded_by", "recorded_account", "phone"} & {*told, *facts}
    thai = number.translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))
    assert (await shown(registry, thai))["number"] == number
    for nothing in ("25-2570-9999", "99-2570-0001", "nothing", str(new_id())):
        assert (await registry.get(f"/v1/certificates/{nothing}")).status_code == 404


async def test_revoked_shows_at_once_and_gives_no_paper(
    registry: Client, people: People, hands: Hands
) -> None:
    number = await certified(registry, people, hands)
    seen = await registry.get(f"/v1/certificates/{number}")
    assert (await registry.get(f"/v1/certificates/{number}/document")).status_code == 200
    again = {"If-None-Match": seen.headers["etag"]}
    assert (await registry.get(f"/v1/certificates/{number}", headers=again)).status_code == 304
    done = await revoke(hands, number, reason="เลิกดำเนินงาน")
    assert (done.status_code, done.json()["state"]) == (200, "REVOKED"), done.text
    now = await registry.get(f"/v1/certificates/{number}", headers=again)
    told = now.json()
    assert (now.status_code, told["state"], told["reason_th"]) == (200, "REVOKED", "เลิกดำเนินงาน")
    paper = await registry.get(f"/v1/certificates/{number}/document")
    assert (paper.status_code, paper.json()["code"]) == (409, "state-conflict")
    for later in (await renew(hands, number), await reinstate(hands, number, "2026-11-20")):
        assert later.json()["code"] == "state-conflict"
    await settle(registry)
    feed = (await registry.get(f"/v1/certifications/{done.json()['id']}/history")).json()["items"]
    assert feed[-1]["type"] == "certification.revoked"


async def test_suspended_develops_on_and_holds_again_when_given_back(
    registry: Client, people: People, hands: Hands
) -> None:
    one = await group(registry, people)
    number = (await hands.certified(one))["number"]
    assert (await suspend(hands, number)).json()["state"] == "SUSPENDED"
    assert (await shown(registry, number))["state"] == "SUSPENDED"
    assert (await suspend(hands, number)).status_code == 409
    assert (await renew(hands, number)).status_code == 409
    assert (await hands.develop(one, "2026-11-16")).status_code == 200
    early = await reinstate(hands, number, "2026-11-14")
    assert early.json()["errors"][0]["pointer"] == "#/reinstated_on"
    assert (await reinstate(hands, number)).json()["state"] == "CERTIFIED"
    told = await shown(registry, number)
    assert (told["state"], told["since"]) == ("VALID", "2026-11-16")
    assert (await revoke(hands, number)).status_code == 200
    assert (await hands.develop(one, "2026-11-18")).status_code == 409


async def test_an_expired_certificate_is_renewed_as_the_next_edition(
    registry: Client, people: People, hands: Hands
) -> None:
    number = await certified(registry, people, hands, on="2022-05-05", found="2022-01-01")
    before = await shown(registry, number)
    assert (before["state"], before["since"]) == ("EXPIRED", "2026-05-05")
    assert (await suspend(hands, number)).status_code == 409
    assert (await registry.get(f"/v1/certificates/{number}/document")).status_code == 409
    finder = await renew(hands, number, who=hands.people("REGION_OFFICE", area="25"))
    assert finder.status_code == 200, finder.text
    now = await shown(registry, number)
    assert (now["state"], now["number"], now["facts"]["edition"]) == ("VALID", number, 2)
    assert now["facts"]["certified_on"] == "2022-05-05"
    assert (now["facts"]["issued_on"], now["facts"]["expires_on"]) == ("2026-11-18", "2030-11-18")
    assert now["jws"] != before["jws"]


async def test_who_found_it_neither_renews_nor_gives_back(
    registry: Client, people: People, hands: Hands
) -> None:
    one = await group(registry, people)
    finder = people("REGION_OFFICE", area="25", person="finder")
    await hands.find(one, who=finder)
    await hands.endorse(one, "COMMUNITY")
    await hands.endorse(one, "LOCAL_AGENCY")
    number = (await hands.decide(one)).json()["number"]
    assert (await renew(hands, number, who=finder)).json()["code"] == "same-person"
    assert (await suspend(hands, number, who=finder)).status_code == 200
    assert (await reinstate(hands, number, who=finder)).json()["code"] == "same-person"
    far = people("REGION_OFFICE", area="26")
    assert (await revoke(hands, number, who=far)).json()["code"] == "outside-area-grant"
    assert (await revoke(hands, number, who=hands.staff)).json()["code"] == "insufficient-scope"


async def test_a_revoked_organization_is_found_anew_and_gets_another_number(
    registry: Client, people: People, hands: Hands
) -> None:
    one = await group(registry, people)
    first = (await hands.certified(one))["number"]
    await revoke(hands, first, "2026-11-17")
    second = (await hands.certified(one, "2026-11-19", "2026-11-18"))["number"]
    assert first != second
    assert (await shown(registry, first))["state"] == "REVOKED"
    assert (await shown(registry, second))["state"] == "VALID"


async def test_what_is_certified_in_one_name_stays_so_when_the_name_changes(
    registry: Client, people: People, hands: Hands
) -> None:
    one = await group(registry, people)
    number = (await hands.certified(one))["number"]
    async with registry.app.state.database.reading() as connection:
        change = "UPDATE organizations SET name_th = 'ชื่อใหม่' WHERE id = %s"
        await connection.execute(change, (one,))
    assert (await shown(registry, number))["facts"]["organization_th"] == "กลุ่มออมทรัพย์ดงขี้เหล็ก"


async def paper(registry: Client, number: str) -> bytes:
    answer = await registry.get(f"/v1/certificates/{number}/document")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
    return bytes(answer.content)


async def verified(content: bytes, trust: Path) -> verifier.Verdict:
    return await asyncio.to_thread(lambda: verifier.verify(content, trust.read_bytes()))


async def test_the_paper_is_verified_offline_and_every_change_to_it_is_found(
    registry: Client, people: People, hands: Hands, ground: Ground, tmp_path: Path
) -> None:
    number = await certified(registry, people, hands)
    content, trust = await paper(registry, number), ground.keys.certificate
    good = await verified(content, trust)
    assert good.result is verifier.Result.VALID, good
    assert good.facts["number"] == number
    assert good.facts["organization"] == "กลุ่มออมทรัพย์ดงขี้เหล็ก"
    step = len(content) // 60
    for place in range(10, len(content), step):
        changed = bytearray(content)
        changed[place] ^= 1
        verdict = await verified(bytes(changed), trust)
        assert verdict.result is not verifier.Result.VALID, place
    for more in (b"\n", b"\n%%EOF\n", b"1 0 obj<</Type/Page>>endobj\n"):
        assert (await verified(content + more, trust)).result is verifier.Result.ALTERED
    other = tmp_path / "other.key", tmp_path / "other.pem"
    maker.make(*other)
    assert (await verified(content, other[1])).result is verifier.Result.UNKNOWN_SIGNER
    for day in (
        "valid through: 2030-11-11 (มีผลถึง 11 พฤศจิกายน พ.ศ. 2573)",
        "no longer valid from: 2030-11-12 (expires_on)",
    ):
        assert day in good.lines
    assert not [line for line in good.lines if line.startswith("expires_on")]


async def test_what_is_no_certificate_is_not_called_altered(
    registry: Client, ground: Ground, tmp_path: Path
) -> None:
    absent = (await registry.get("/v1/certificates/25-2570-9999")).content
    for content in (
        b"nothing of the kind",
        b"1.5",
        b"{",
        absent,
        b"\xff\xfe",
        b"",
        b"%PDF-1.7\n%%EOF",
    ):
        verdict = await verified(content, ground.keys.certificate)
        assert (verdict.result, verdict.code) == (verifier.Result.NONE, 3), content
        assert verdict.lines[0].startswith("not a certificate (ไม่ใช่ใบรับรอง)")
    file = tmp_path / "some.txt"
    file.write_text("สวัสดี", "utf-8")
    command = ["certificate", str(file), "--trust", str(ground.keys.certificate)]
    ran = await asyncio.to_thread(lambda: CliRunner().invoke(app, command))
    assert (ran.exit_code, ran.output.startswith("not a certificate")) == (3, True)


async def test_a_forged_seal_is_found(
    registry: Client, people: People, hands: Hands, ground: Ground, tmp_path: Path
) -> None:
    number = await certified(registry, people, hands)
    told, trust = await shown(registry, number), ground.keys.certificate
    good = await verified(told["jws"].encode(), trust)
    assert (good.result, good.facts["number"]) == (verifier.Result.VALID, number)
    assert (await verified(json.dumps(told).encode(), trust)).result is verifier.Result.VALID
    head, body, proof = told["jws"].split(".")

    def part(value: object) -> str:
        return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()

    facts = json.loads(base64.urlsafe_b64decode(body + "=="))
    other = part({**facts, "organization": "กลุ่มอื่น"})
    none = part({"alg": "none", "typ": "certificate+jws"})
    forged = [
        f"{head}.{other}.{proof}",
        f"{none}.{body}.",
        f"{none}.{other}.",
        f"{head}.{body}.{proof[:-4]}AAAA",
        f"{head}.{body}.",
        f"{part({'alg': 'HS256'})}.{body}.{proof}",
    ]
    for seal in forged:
        assert (await verified(seal.encode(), trust)).result is verifier.Result.ALTERED, seal
    made = json.dumps({**told, "facts": {**told["facts"], "organization_th": "กลุ่มอื่น"}}).encode()
    assert (await verified(made, trust)).result is verifier.Result.ALTERED
    strange = tmp_path / "other.key", tmp_path / "other.pem"
    maker.make(*strange)
    verdict = await verified(told["jws"].encode(), strange[1])
    assert verdict.result is verifier.Result.UNKNOWN_SIGNER


async def test_papers_are_made_once_and_hold_up_nobody(
    registry: Client, people: People, hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = await certified(registry, people, hands)
    press = registry.app.state.press
    facts = (await shown(registry, number))["facts"]
    made = press.render(facts)
    assert press.render(facts) == made
    begun, others_were_answered, held_up = threading.Event(), threading.Event(), []

    def slowly(_: object) -> bytes:
        begun.set()
        held_up.append(not others_were_answered.wait(10))
        return bytes(made)

    monkeypatch.setattr(press, "render", slowly)
    path = f"/v1/certificates/{number}/document"
    asking = [asyncio.create_task(registry.get(path)) for _ in range(40)]
    assert await asyncio.to_thread(begun.wait, 60)
    assert (await registry.get(f"/v1/certificates/{number}")).status_code == 200
    others_were_answered.set()
    first = await asyncio.gather(*asking)
    assert held_up == [False], "a paper is made once, beside everything else"
    assert {answer.status_code for answer in first} <= {200, 503}
    bodies = {answer.content for answer in first if answer.status_code == 200}
    assert len(bodies) == 1
    assert (await registry.get(path)).content in bodies


async def test_everybody_can_keep_the_certificate_of_the_issuer(
    registry: Client, ground: Ground
) -> None:
    told = (await registry.get("/.well-known/certificate-authority")).json()
    assert told["certificate"] == ground.keys.certificate.read_text()
    assert "PRIVATE" not in json.dumps(told)


async def test_without_a_key_it_certifies_and_gives_no_paper(
    registry: Client, people: People, hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registry.app.state, "press", None)
    number = await certified(registry, people, hands)
    assert (await shown(registry, number))["jws"] is None
    for path in (f"/v1/certificates/{number}/document", "/.well-known/certificate-authority"):
        assert (await registry.get(path)).status_code == 404


def test_a_registry_does_not_start_with_half_an_authority_or_another_ones(
    ground: Ground, tmp_path: Path
) -> None:
    other = tmp_path / "other.key", tmp_path / "other.pem"
    maker.make(*other)
    (tmp_path / "broken.pem").write_text("-----BEGIN CERTIFICATE-----\n")
    key, shown_one = ground.keys.certificate_key, ground.keys.certificate
    wrong: list[dict[str, Path]] = [
        {"certificate_key_file": key},
        {"certificate_file": shown_one},
        {"certificate_key_file": key, "certificate_file": other[1]},
        {"certificate_key_file": key, "certificate_file": tmp_path / "broken.pem"},
        {"certificate_key_file": shown_one, "certificate_file": shown_one},
        {"certificate_key_file": tmp_path / "none", "certificate_file": shown_one},
    ]
    for each in wrong:
        with pytest.raises(ValidationError, match="KHABUAN_CERTIFICATE"):
            only = {"certificate_key_file": None, "certificate_file": None, **each}
            service_settings(Settings, "registry", ground, "postgresql://u:p@h/d", **only)
    good = service_settings(Settings, "registry", ground, "postgresql://u:p@h/d")
    assert any("made for development" in fault for fault in good.faults())
