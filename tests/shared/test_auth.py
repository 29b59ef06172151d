"""Tokens: only what we signed, for us, now; rights: deny by default, areas are prefixes."""

import base64
import json
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joserfc import jwt
from joserfc.jwk import ECKey, OctKey

from shared import auth, tokens
from shared.auth import ANONYMOUS, Grant, Subject
from shared.policies import POLICIES, Reach, Role
from tests.conftest import Client, Ground

PATH = "/v1/organizations"


def claims(**changed: Any) -> dict[str, Any]:
    now = int(time.time())
    made = {"iss": "khabuan", "aud": "khabuan", "sub": "x", "iat": now, "exp": now + 60, "jti": "j",
            "grants": [{"role": "NATIONAL_ADMIN", "area": ""}], **changed}  # fmt: skip
    return {name: value for name, value in made.items() if value is not ...}


def forged(ground: Ground) -> dict[str, str]:
    """Return tokens that must all be refused."""
    issuer = json.loads(ground.keys.issuer.read_text())
    service = json.loads(ground.keys.of("planning").read_text())
    stranger = ECKey.generate_key("P-256").as_dict(private=True)

    def made(
        key: dict[str, Any] = issuer, header: dict[str, Any] | None = None, **changed: Any
    ) -> str:
        head = {"alg": "ES256", "typ": "at+jwt", "kid": issuer["kid"], **(header or {})}
        head = {name: value for name, value in head.items() if value is not ...}
        return jwt.encode(head, claims(**changed), ECKey.import_key(key), algorithms=["ES256"])

    good = made()
    head, body, signature = good.split(".")

    def part(value: dict[str, Any]) -> str:
        return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")

    public = json.dumps(ECKey.import_key(issuer).as_dict(private=False))
    hs_head = {"alg": "HS256", "typ": "at+jwt", "kid": issuer["kid"]}
    return {
        "expired": made(exp=int(time.time()) - 60),
        "not yet issued": made(iat=int(time.time()) + 600),
        "no expiry": made(exp=...),
        "float expiry": made(exp=time.time() + 60.5),
        "text expiry": made(exp="9999999999"),
        "true expiry": made(exp=True),
        "other issuer": made(iss="evil"),
        "other audience": made(aud="other"),
        "list audience": made(aud=["khabuan", "other"]),
        "no id": made(jti=""),
        "no subject": made(sub=None),
        "a subject with NUL": made(sub="a\x00b"),
        "a subject with a line": made(sub="a\nb"),
        "an object": made(sub={"a": 1}),
        "nobody": made(sub="anonymous"),
        "a long subject": made(sub="a" * 201),
        "nobody's account": made(person=""),
        "a person that is a number": made(person=1),
        "a person with a line": made(person="a\nb"),
        "a long person": made(person="a" * 201),
        "no grants": made(grants=[]),
        "grants not a list": made(grants="NATIONAL_ADMIN"),
        "unknown role": made(grants=[{"role": "GOD", "area": ""}]),
        "number for area": made(grants=[{"role": "NATIONAL_ADMIN", "area": 72}]),
        "letters for area": made(grants=[{"role": "TAMBON_STAFF", "area": "72%"}]),
        "thai digits for area": made(grants=[{"role": "TAMBON_STAFF", "area": "๗๒"}]),
        "service role by issuer": made(grants=[{"role": "SERVICE"}]),
        "admin role by a service key": made(key=service, header={"kid": "planning"}),
        "stranger's key": made(key=stranger),
        "unknown kid": made(header={"kid": "nobody"}),
        "missing kid": made(header={"kid": ...}),
        "kid of another key": made(header={"kid": "planning"}),
        "other type": made(header={"typ": "JWT"}),
        "missing type": made(header={"typ": ...}),
        "alg none": f"{part({'alg': 'none', 'typ': 'at+jwt', 'kid': issuer['kid']})}.{body}.",
        "alg none kept signature": f"{part({'alg': 'none', 'typ': 'at+jwt', 'kid': issuer['kid']})}.{body}.{signature}",
        "alg confusion": jwt.encode(
            hs_head, claims(), OctKey.import_key(public), algorithms=["HS256"]
        ),
        "changed body": f"{head}.{part(claims(sub='other'))}.{signature}",
        "cut signature": good[:-4],
        "empty signature": f"{head}.{body}.",
        "two parts": f"{head}.{body}",
        "five parts": f"{good}.a.b",
        "not base64": "a.b.c",
        "nothing": "",
        "blank": "   ",
        "braces": "{}.{}.{}",
        "very long": "a" * 7000,
    }


async def test_no_forged_token_is_taken_anywhere(registry: Client, ground: Ground) -> None:
    tokens = forged(ground)
    assert len(tokens) >= 30
    for name, token in tokens.items():
        for path in (PATH, "/v1/areas", "/internal/v1/feed"):
            answer = await registry.get(path, headers={"Authorization": f"Bearer {token}"})
            assert answer.status_code == 401, (name, path, answer.status_code)
            assert answer.headers["www-authenticate"].startswith("Bearer")


@pytest.mark.parametrize("header", ["Basic dXNlcjpwYXNz", "Bearer", "bearer ", "Token x"])
async def test_another_scheme_is_refused(registry: Client, header: str) -> None:
    assert (await registry.get(PATH, headers={"Authorization": header})).status_code == 401


async def test_a_good_token_is_taken_until_it_expires(registry: Client, ground: Ground) -> None:
    key = json.loads(ground.keys.issuer.read_text())
    token = tokens.sign(key, "x", [{"role": "AUDITOR", "area": ""}])
    assert (
        await registry.get(PATH, headers={"Authorization": f"Bearer {token}"})
    ).status_code == 200
    verifier = registry.app.state.verifier
    subject, _ = verifier._known[f"Bearer {token}"]
    verifier._known[f"Bearer {token}"] = (subject, time.time() - 1)
    assert (
        await registry.get(PATH, headers={"Authorization": f"Bearer {token}"})
    ).status_code == 200
    assert verifier._known[f"Bearer {token}"][1] > time.time()


async def test_only_a_service_reads_the_inside(registry: Client, ground: Ground) -> None:
    key = json.loads(ground.keys.issuer.read_text())
    for role in Role:
        if role is not Role.SERVICE:
            token = tokens.sign(key, "x", [{"role": role.value, "area": ""}])
            answer = await registry.get(
                "/internal/v1/feed", headers={"Authorization": f"Bearer {token}"}
            )
            assert answer.status_code == 403, role
    assert (await registry.get("/internal/v1/feed")).status_code == 401
    token = tokens.service_token(ground.keys.of("planning"))
    assert (
        await registry.get("/internal/v1/feed", headers={"Authorization": f"Bearer {token}"})
    ).status_code == 200


codes = st.text("0123456789", max_size=8).map(lambda s: s[: len(s) // 2 * 2])


@given(
    st.sampled_from(sorted(POLICIES)),
    st.sampled_from(list(Role)),
    codes,
    codes,
    st.booleans(),
    st.booleans(),
    st.booleans(),
)
def test_rights_equal_a_small_model(
    action: str,
    role: Role,
    granted: str,
    area: str,
    same_organization: bool,
    same_agency: bool,
    grouped: bool,
) -> None:
    grant = Grant(role, granted, "o1", "a1")
    reach = POLICIES[action].get(role)
    expected = (
        reach is Reach.EVERYWHERE
        or (reach is Reach.AREA and area[: len(granted)] == granted)
        or (reach is Reach.EXACT_AREA and area == granted and not grouped)
        or (
            reach is Reach.ABOVE_TAMBON
            and area[: len(granted)] == granted
            and len(area) in {0, 2, 4}
        )
        or (reach is Reach.GROUPED and grouped and area[: len(granted)] == granted)
        or (reach is Reach.ORGANIZATION and same_organization)
        or (reach is Reach.AGENCY and same_agency)
        or POLICIES[action].get(Role.PUBLIC) is Reach.EVERYWHERE
    )
    assert expected is auth.allowed(
        Subject("x", (grant,)), action, area=area,
        organization="o1" if same_organization else "o2", agency="a1" if same_agency else "a2",
        grouped=grouped,
    )  # fmt: skip


def test_nobody_may_what_no_policy_says() -> None:
    assert not auth.allowed(ANONYMOUS, "needs.record", area="72")
    assert not auth.allowed(Subject("x", ()), "needs.record", area="72")
    with pytest.raises(KeyError):
        auth.allowed(ANONYMOUS, "no-such-action")


def test_drafts_are_seen_by_those_whose_area_it_is() -> None:
    assert ANONYMOUS.areas == []
    assert Subject(
        "x", (Grant(Role.TAMBON_STAFF, "720602"), Grant(Role.PARTNER_AGENCY, "", agency="a"))
    ).areas == ["720602"]
    assert Subject("x", (Grant(Role.AUDITOR),)).areas == [""]
