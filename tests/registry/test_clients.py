"""Agencies' machines: a secret told once, replaced without a gap; public keys only; closed for good."""

import asyncio
from typing import Any
from uuid import UUID

import pytest
from joserfc.jwk import ECKey, OKPKey, RSAKey

from services.registry import credentials
from services.registry.access import queries as access
from services.registry.sign_in import queries as sign_in
from shared import tokens
from shared.ids import new_id
from tests.conftest import Client, People, counted, settle
from tests.registry.test_accounts import act, signed

AGENCY = str(new_id())
TODAY = access.today()


def public(key: Any, **more: str) -> dict[str, Any]:
    wanted = ("kty", "crv", "x", "y")
    shown = key.as_dict(private=False)
    return {"kid": "k1", **{name: shown[name] for name in wanted if name in shown}, **more}


def new(**facts: Any) -> dict[str, Any]:
    name = {"agency_id": AGENCY, "name_th": "ระบบงบประมาณ พอช."}
    return {"id": str(new_id()), **name, "method": "SECRET", **facts}


@pytest.fixture
def admin(people: People) -> dict[str, str]:
    return people("NATIONAL_ADMIN", area="")


async def registered(registry: Client, admin: dict[str, str], **facts: Any) -> dict[str, Any]:
    made = await registry.post("/v1/clients", json=new(**facts), headers=admin)
    assert made.status_code == 201, made.text
    return made.json()


async def opens(registry: Client, client: str, secret: str) -> bool:
    """Say whether the secret counts, as the token endpoint asks it."""
    async with registry.app.state.database.transaction() as session:
        found = await sign_in.client(session, UUID(client))
    return found is not None and credentials.same(secret, *found.secrets)


async def test_a_secret_is_long_told_once_and_kept_nowhere(
    registry: Client, admin: dict[str, str]
) -> None:
    body, key = new(), str(new_id())
    made = await registry.post("/v1/clients", json=body, headers={**admin, "Idempotency-Key": key})
    secret = made.json()["secret"]
    assert secret.startswith(made.json()["secret_prefix"] + "_")
    assert len(secret.removeprefix(made.json()["secret_prefix"] + "_")) == 43
    again = await registry.post(
        "/v1/clients", json=body, headers={**admin, "Idempotency-Key": key}
    )
    assert again.status_code == 201
    assert "secret" not in again.json()
    read = await registry.get(made.headers["location"], headers=admin)
    assert "secret" not in read.json()
    assert await opens(registry, body["id"], secret)
    assert not await opens(registry, body["id"], secret[:-1] + "x")
    await settle(registry)
    async with registry.app.state.database.reading() as connection:
        for table in ("clients", "feed", "outbox", "idempotency"):
            cursor = await connection.execute(
                f"SELECT count(*) FROM {table} t WHERE t::text LIKE %s", (f"%{secret}%",)
            )
            assert await cursor.fetchone() == (0,), table
        cursor = await connection.execute(
            "SELECT bool_and(private) FROM feed WHERE subject = %s", (body["id"],)
        )
        assert await cursor.fetchone() == (True,)


async def test_two_secrets_count_while_one_takes_over_and_never_three(
    registry: Client, admin: dict[str, str]
) -> None:
    made = await registered(registry, admin)
    path, secrets = f"/v1/clients/{made['id']}/secrets", [made["secret"]]
    for count, hours in ((1, 24), (2, 24), (3, 0)):
        sent = {"former_hours": hours, "reason": "เปลี่ยนประจำปี"}
        done = await registry.post(path, json=sent, headers=act(admin))
        assert done.status_code == 200, done.text
        secrets.append(done.json()["secret"])
        live = [await opens(registry, made["id"], each) for each in secrets]
        assert live == [*([False] * (count - 1)), hours > 0, True]
    assert done.json()["former_prefix"] in secrets[2]


async def test_only_the_national_administrator_manages_machines(
    registry: Client, people: People, admin: dict[str, str]
) -> None:
    made = await registered(registry, admin)
    paths = ("/v1/clients", f"/v1/clients/{made['id']}", f"/v1/clients/{made['id']}/history")
    for role in ("REGION_OFFICE", "PARTNER_AGENCY", "AUDITOR", "TAMBON_STAFF"):
        who = people(role, area="")
        assert (await registry.post("/v1/clients", json=new(), headers=who)).status_code == 403
        for noun in ("secrets", "disablings"):
            answer = await registry.post(
                f"{paths[1]}/{noun}", json={"reason": "x"}, headers=act(who)
            )
            assert answer.status_code == 403
        changed = await registry.patch(
            paths[1], json={"name_th": "อื่น"}, headers={**who, "If-Match": '"r1"'}
        )
        assert changed.status_code == 403
    province = people("REGION_OFFICE", area="72")
    assert (await registry.get(paths[0], headers=province)).json()["items"] == []
    assert (await registry.get(paths[1], headers=province)).status_code == 404
    assert (await registry.get(paths[1], headers=people("AUDITOR", area=""))).status_code == 200
    weak = signed(people, "test:weak", ("NATIONAL_ADMIN", ""), strong=False)
    for path in paths:
        assert (await registry.get(path, headers=weak)).json()["code"] == "second-factor-required"
        assert (await registry.get(path)).status_code == 401
    writes = [
        await registry.post(paths[0], json=new(), headers=weak),
        await registry.patch(
            paths[1], json={"name_th": "อื่น"}, headers={**weak, "If-Match": '"r1"'}
        ),
        await registry.post(f"{paths[1]}/secrets", json={"reason": "x"}, headers=act(weak)),
        await registry.post(f"{paths[1]}/disablings", json={"reason": "x"}, headers=act(weak)),
    ]
    assert {answer.json()["code"] for answer in writes} == {"second-factor-required"}


async def test_keys_are_public_and_points_on_their_curve(
    registry: Client, admin: dict[str, str]
) -> None:
    good, other = ECKey.generate_key("P-256"), OKPKey.generate_key("Ed25519")
    both = {"keys": [public(good), public(other, kid="k2", alg="EdDSA", use="sig")]}
    made = await registered(registry, admin, method="PRIVATE_KEY_JWT", jwks=both)
    assert made["jwks"] == both
    assert (made["secret_prefix"], "secret" in made) == (None, False)
    async with registry.app.state.database.transaction() as session:
        found = await sign_in.client(session, UUID(made["id"]))
    assert found is not None
    assert (found.jwks, found.secrets) == (both, [])
    point, private = public(good), good.as_dict(private=True)
    rsa = RSAKey.generate_key(2048).as_dict(private=False)
    for keys, pointer in (
        ([{**point, "d": private["d"]}], "#/jwks/keys/0/d"),
        ([{**point, "x": point["y"]}], "#/jwks/keys/0"),
        ([{**point, "alg": "EdDSA"}], "#/jwks/keys/0"),
        ([{**public(other), "y": point["y"]}], "#/jwks/keys/0"),
        ([{**public(other), "kty": "EC"}], "#/jwks/keys/0"),
        ([{**point, "crv": "P-384"}], "#/jwks/keys/0/crv"),
        ([{**rsa, "kid": "r"}], "#/jwks/keys/0/kty"),
        ([{"kty": "oct", "k": "c2VjcmV0", "kid": "s"}], "#/jwks/keys/0/kty"),
        ([point, point], "#/jwks"),
        ([], "#/jwks/keys"),
        ([point] * 6, "#/jwks/keys"),
    ):
        sent = new(method="PRIVATE_KEY_JWT", jwks={"keys": keys})
        refused = await registry.post("/v1/clients", json=sent, headers=admin)
        assert refused.status_code == 422, pointer
        assert pointer in {error["pointer"] for error in refused.json()["errors"]}
        assert private["d"] not in refused.text
    for facts, code in (
        ({"jwks": both}, "not-with-this-method"),
        ({"method": "PRIVATE_KEY_JWT"}, "required"),
    ):
        refused = await registry.post("/v1/clients", json=new(**facts), headers=admin)
        assert refused.json()["errors"][0]["code"] == code


async def test_keys_change_under_their_revision_and_secrets_are_not_for_signers(
    registry: Client, admin: dict[str, str]
) -> None:
    first = {"keys": [public(ECKey.generate_key("P-256"))]}
    second = {"keys": [*first["keys"], public(ECKey.generate_key("P-256"), kid="k2")]}
    made = await registered(registry, admin, method="PRIVATE_KEY_JWT", jwks=first)
    path = f"/v1/clients/{made['id']}"
    done = await registry.patch(path, json={"jwks": second}, headers={**admin, "If-Match": '"r1"'})
    assert (done.status_code, done.json()["jwks"]) == (200, second)
    same = await registry.patch(path, json={"jwks": second}, headers={**admin, "If-Match": '"r2"'})
    assert same.json()["revision"] == 2
    late = await registry.patch(path, json={"jwks": first}, headers={**admin, "If-Match": '"r1"'})
    assert late.status_code == 412
    rotated = await registry.post(f"{path}/secrets", json={"reason": "x"}, headers=act(admin))
    assert (rotated.status_code, rotated.json()["code"]) == (409, "state-conflict")
    plain = await registered(registry, admin)
    head = {**admin, "If-Match": '"r1"'}
    wrong = await registry.patch(f"/v1/clients/{plain['id']}", json={"jwks": first}, headers=head)
    assert wrong.json()["errors"][0]["code"] == "not-with-this-method"


async def test_a_machine_gets_its_own_agencys_role_and_no_other(
    registry: Client, people: People, admin: dict[str, str]
) -> None:
    made = await registered(registry, admin)
    grant = {"principal_id": made["id"], "starts_on": "2026-01-01", "reason": "บันทึกความร่วมมือ"}
    partner = {**grant, "role": "PARTNER_AGENCY"}
    for body, field in (
        ({**grant, "role": "TAMBON_STAFF", "area_code": "720602"}, "#/role"),
        ({**grant, "role": "NATIONAL_ADMIN"}, "#/role"),
        ({**partner, "agency_id": str(new_id())}, "#/agency_id"),
    ):
        refused = await registry.post("/v1/grants", json=body, headers=admin)
        assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, field)
    region = await registry.post(
        "/v1/grants",
        json={**partner, "agency_id": AGENCY},
        headers=people("REGION_OFFICE", area=""),
    )
    assert (region.status_code, region.json()["code"]) == (403, "above-own-rank")
    given = await registry.post("/v1/grants", json={**partner, "agency_id": AGENCY}, headers=admin)
    assert (given.status_code, given.json()["principal_kind"]) == (201, "CLIENT")
    async with registry.app.state.database.transaction() as session:
        assert await access.grants_of(session, made["id"], TODAY) == [
            {"role": "PARTNER_AGENCY", "agency": AGENCY}
        ]


async def test_a_disabled_machine_is_refused_and_stays_closed(
    registry: Client, people: People, admin: dict[str, str]
) -> None:
    made = await registered(registry, admin)
    claim = {"role": "PARTNER_AGENCY", "agency": AGENCY}
    grant = {"principal_id": made["id"], "role": "PARTNER_AGENCY", "agency_id": AGENCY}
    dated = {**grant, "starts_on": "2026-01-01", "reason": "ร่วมงาน"}
    assert (await registry.post("/v1/grants", json=dated, headers=admin)).status_code == 201
    token = {"Authorization": f"Bearer {tokens.sign(people.key, made['id'], [claim])}"}
    path = f"/v1/clients/{made['id']}"
    done = await registry.post(f"{path}/disablings", json={"reason": "เลิกใช้"}, headers=act(admin))
    assert (done.status_code, done.json()["status"]) == (200, "DISABLED")
    assert not await opens(registry, made["id"], made["secret"])
    async with registry.app.state.database.transaction() as session:
        assert await access.grants_of(session, made["id"], TODAY) == []
    for _ in range(100):
        refused = await registry.get("/v1/organizations", headers=token)
        if refused.status_code == 401:
            break
        await asyncio.sleep(0.05)
    assert refused.json()["code"] == "token-revoked"
    for noun in ("disablings", "secrets"):
        again = await registry.post(f"{path}/{noun}", json={"reason": "อีก"}, headers=act(admin))
        assert (again.status_code, again.json()["code"]) == (409, "state-conflict")
    late = await registry.patch(
        path, json={"name_th": "อื่น"}, headers={**admin, "If-Match": '"r2"'}
    )
    assert late.json()["code"] == "state-conflict"
    more = await registry.post(
        "/v1/grants", json={**dated, "starts_on": "2027-01-01"}, headers=admin
    )
    assert more.status_code == 422


async def test_machines_are_listed_by_agency_in_one_query(
    registry: Client, admin: dict[str, str]
) -> None:
    agency = str(new_id())
    made = [(await registered(registry, admin, agency_id=agency))["id"] for _ in range(3)]
    with counted(registry) as statements:
        first = (
            await registry.get(f"/v1/clients?agency_id={agency}&limit=2", headers=admin)
        ).json()
    assert len(statements) == 1
    second = (await registry.get(first["next"], headers=admin)).json()
    assert second["next"] is None
    assert [each["id"] for page in (first, second) for each in page["items"]] == made[::-1]
    closed = await registry.get(f"/v1/clients?agency_id={agency}&status=DISABLED", headers=admin)
    assert closed.json()["items"] == []
