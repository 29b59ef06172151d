"""Outside identities: a real provider's ID token opens the account that it is linked to, and no other token does."""

import asyncio
import base64
import json
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pyotp
import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, OctKey, RSAKey
from pytest_iam import Server

from services.registry import providers
from services.registry.main import create_app
from services.registry.settings import Provider, Settings
from services.registry.token_endpoint.schemas import ACCESS_TOKEN_TYPE, EXCHANGE, ID_TOKEN_TYPE
from shared import tokens
from shared.ids import new_id
from tests.conftest import Client, Ground, People, running, service_settings
from tests.registry.signing import PASSWORD, Person, account, renew, sign_in, soon

ISSUER, AUDIENCE = "https://id.example.go.th/realm", "khabuan-app"
KEY = RSAKey.generate_key(2048, {"kid": "k-1"})
NEWER = RSAKey.generate_key(2048, {"kid": "k-2"})
OTHER = RSAKey.generate_key(2048, {"kid": "k-1"})
CURVE = ECKey.generate_key("P-256", {"kid": "k-3"})


class FakeProvider(httpx.AsyncBaseTransport):
    """A provider with keys that can be changed, and faults that can be planted."""

    def __init__(self) -> None:
        self.keys: list[Any] = [KEY]
        self.asked: list[str] = []
        self.description: dict[str, Any] = {"issuer": ISSUER, "jwks_uri": f"{ISSUER}/keys"}
        self.fault: httpx.Response | None = None

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(str(request.url))
        assert "authorization" not in request.headers
        if self.fault is not None:
            return self.fault
        if request.url.path.endswith("/.well-known/openid-configuration"):
            return httpx.Response(200, json=self.description)
        public = [key.as_dict(private=False) for key in self.keys]
        return httpx.Response(200, json={"keys": public})


FAKE = FakeProvider()


@pytest.fixture(scope="module")
async def registry(
    ground: Ground, iam_server: Server, request: pytest.FixtureRequest
) -> AsyncIterator[Client]:
    """Run the registry with one fake provider; a real one joins in its test."""
    url = ground.fresh("registry", "exchange")
    trusted = (Provider(issuer=ISSUER, audience=AUDIENCE),)
    app = create_app(
        service_settings(Settings, "registry", ground, url, oidc=trusted), {"oidc": FAKE}
    )
    async with running(app) as client:
        yield client


@pytest.fixture(autouse=True)
def forgetful(registry: Client, calm: None) -> None:
    """Begin each test with a provider that was never asked."""
    FAKE.__init__()  # type: ignore[misc]
    known = registry.app.state.desk.providers._known[ISSUER]
    known.keys, known.read_at, known.asked_at = None, 0.0, float("-inf")


def id_token(name: str, *, key: Any = KEY, alg: str = "RS256", **claims: Any) -> str:
    now = int(time.time())
    said = {"iss": ISSUER, "sub": name, "aud": AUDIENCE, "exp": now + 300, "iat": now, **claims}
    head = {"alg": alg, "kid": key.kid, **claims.pop("header", {})}
    said.pop("header", None)
    said = {name: value for name, value in said.items() if value is not ...}
    return jwt.encode(head, said, key, algorithms=[alg])


async def exchange(registry: Client, token: str, **more: str) -> httpx.Response:
    form = {
        "grant_type": EXCHANGE, "subject_token": token, "subject_token_type": ID_TOKEN_TYPE, **more,
    }  # fmt: skip
    return await registry.post("/oauth/token", data=form)


async def link(registry: Client, person: Person, token: str, **more: Any) -> httpx.Response:
    given = (await sign_in(registry, person, **more)).json()
    return await add(registry, given["access_token"], token)


async def add(
    registry: Client, access: str, token: str, password: str = PASSWORD
) -> httpx.Response:
    headers = {"Authorization": f"Bearer {access}"}
    body = {"id_token": token, "password": password}
    return await registry.post("/v1/me/identities", json=body, headers=headers)


@pytest.fixture
async def linked(registry: Client) -> str:
    """Return the outside name of a fresh account."""
    person = await account(registry)
    answer = await link(registry, person, id_token(f"outside-{person.id}"))
    assert answer.status_code == 200, answer.text
    return f"outside-{person.id}"


async def test_an_id_token_opens_the_linked_account(registry: Client, linked: str) -> None:
    answer = await exchange(registry, id_token(linked), requested_token_type=ACCESS_TOKEN_TYPE)
    assert answer.status_code == 200, answer.text
    given = answer.json()
    assert given["issued_token_type"] == ACCESS_TOKEN_TYPE
    subject = registry.app.state.verifier.subject(f"Bearer {given['access_token']}")
    assert linked == f"outside-{subject.id}"
    assert not subject.strong
    assert (await renew(registry, given["refresh_token"])).status_code == 200


async def test_a_providers_second_factor_counts(registry: Client, linked: str) -> None:
    for methods, strong in (
        (["pwd", "mfa"], True),
        (["pwd"], False),
        ("mfa", False),
        ([[]], False),
    ):
        given = (await exchange(registry, id_token(linked, amr=methods))).json()
        subject = registry.app.state.verifier.subject(f"Bearer {given['access_token']}")
        assert subject.strong is strong


async def test_an_unlinked_identity_opens_nothing(registry: Client) -> None:
    answer = await exchange(registry, id_token("nobody"))
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_grant")


async def test_an_identity_opens_one_account(registry: Client, linked: str) -> None:
    again = await link(registry, await account(registry), id_token(linked))
    assert (again.status_code, again.json()["code"]) == (409, "already-exists")


async def test_a_stolen_token_links_no_identity(registry: Client) -> None:
    person = await account(registry)
    stolen = (await sign_in(registry, person)).json()["access_token"]
    guesses = [await add(registry, stolen, id_token("thief"), f"guess-{n}") for n in range(6)]
    assert [each.status_code for each in guesses] == [422] * 5 + [429]
    assert guesses[0].json()["code"] == "password-wrong"
    headers = {"Authorization": f"Bearer {stolen}"}
    bare = await registry.post(
        "/v1/me/identities", json={"id_token": id_token("thief")}, headers=headers
    )
    assert bare.status_code == 422
    assert (await exchange(registry, id_token("thief"))).json()["error"] == "invalid_grant"


async def test_linking_takes_the_second_factor_of_an_account_that_has_one(
    registry: Client,
) -> None:
    factor = pyotp.random_base32()
    person = await account(registry, factor=factor)
    weak = tokens.sign(
        registry.app.state.desk.key.value,
        str(person.id),
        [{"role": "TAMBON_STAFF", "area": "720602"}],
    )
    refused = await add(registry, weak, id_token(f"weak-{person.id}"))
    assert (refused.status_code, refused.json()["code"]) == (403, "second-factor-required")
    code = pyotp.TOTP(factor).now()
    linked = await link(registry, person, id_token(f"weak-{person.id}"), code=code)
    assert linked.status_code == 200, linked.text


async def test_an_identity_is_listed_and_unlinked_by_its_owner_alone(registry: Client) -> None:
    one, other = await account(registry), await account(registry)
    assert (await link(registry, one, id_token(f"outside-{one.id}"))).status_code == 200
    opened = (await exchange(registry, id_token(f"outside-{one.id}"))).json()
    mine, theirs = [
        {"Authorization": f"Bearer {(await sign_in(registry, who)).json()['access_token']}"}
        for who in (one, other)
    ]
    listed = await registry.get("/v1/me/identities", headers=mine)
    (identity,) = listed.json()["items"]
    assert identity.keys() == {"id", "issuer", "linked_at"}
    assert identity["issuer"] == ISSUER
    assert (await registry.get("/v1/me/identities", headers=theirs)).json() == {"items": []}
    path, body = f"/v1/me/identities/{identity['id']}/endings", {"reason": "ไม่ใช่ของฉัน"}
    keys = [{"Idempotency-Key": str(new_id())} for _ in range(2)]
    foreign = await registry.post(path, json=body, headers={**theirs, **keys[0]})
    assert foreign.status_code == 404
    ended = await registry.post(path, json=body, headers={**mine, **keys[1]})
    assert ended.status_code == 200, ended.text
    assert (await exchange(registry, id_token(f"outside-{one.id}"))).status_code == 400
    await soon(registry, opened["access_token"], 401)
    assert (await renew(registry, opened["refresh_token"])).status_code == 400
    again = {"Authorization": f"Bearer {(await sign_in(registry, one)).json()['access_token']}"}
    assert (await registry.get("/v1/me/identities", headers=again)).json() == {"items": []}


async def test_an_accepted_invitation_drops_the_identities_of_before(
    registry: Client, people: People, linked: str
) -> None:
    account_id, admin = linked.removeprefix("outside-"), people("NATIONAL_ADMIN", area="")
    path = f"/v1/accounts/{account_id}"
    again = await registry.post(
        f"{path}/invitations",
        json={"reason": "ถูกขโมย"},
        headers={**admin, "Idempotency-Key": str(new_id())},
    )
    assert (await exchange(registry, id_token(linked))).status_code == 200, "not yet used"
    body = {"invitation": again.json()["invitation"], "password": f"{PASSWORD} ใหม่"}
    assert (await registry.post(f"{path}/passwords", json=body)).status_code == 200
    assert (await exchange(registry, id_token(linked))).json()["error"] == "invalid_grant"


async def test_a_bad_id_token_is_not_linked(registry: Client) -> None:
    answer = await link(registry, await account(registry), id_token("x", key=OTHER))
    assert (answer.status_code, answer.json()["code"]) == (422, "id-token-wrong")


async def test_a_disabled_account_stays_closed(registry: Client, linked: str) -> None:
    async with registry.app.state.database.reading() as connection:
        closed = "UPDATE accounts SET status = 'DISABLED' WHERE id::text = %s"
        await connection.execute(closed, (linked.removeprefix("outside-"),))
    assert (await exchange(registry, id_token(linked))).json()["error"] == "invalid_grant"


NOW = int(time.time())
BAD: dict[str, dict[str, Any]] = {
    "another's key": {"key": OTHER},
    "an unknown key": {"key": NEWER},
    "another issuer": {"iss": "https://evil.example"},
    "an issuer by its beginning": {"iss": f"{ISSUER}/"},
    "no issuer": {"iss": ...},
    "for another app": {"aud": "other-app"},
    "for nobody": {"aud": ...},
    "for several without azp": {"aud": [AUDIENCE, "other-app"]},
    "given to another app": {"aud": [AUDIENCE, "other-app"], "azp": "other-app"},
    "expired": {"exp": NOW - 60},
    "without end": {"exp": ...},
    "from the future": {"iat": NOW + 86_400},
    "an access token": {"header": {"typ": "at+jwt"}},
    "a logout token": {"header": {"typ": "logout+jwt"}},
    "a number as subject": {"sub": 7},
    "no subject": {"sub": ...},
    "an endless subject": {"sub": "x" * 256},
    "a subject with a line break": {"sub": "a\nb"},
}


@pytest.mark.parametrize("fault", BAD)
async def test_a_bad_id_token_opens_nothing(registry: Client, linked: str, fault: str) -> None:
    answer = await exchange(registry, id_token(linked, **BAD[fault]))
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_grant")


async def test_forged_algorithms_open_nothing(registry: Client, linked: str) -> None:
    secret = OctKey.import_key(json.dumps(KEY.as_dict(private=False)).encode(), {"kid": "k-1"})
    head = base64.urlsafe_b64encode(b'{"alg":"none","kid":"k-1"}').rstrip(b"=").decode()
    body = id_token(linked).split(".")[1]
    crossed: dict[str, Any] = {"key": CURVE, "alg": "ES256", "header": {"kid": "k-1"}}
    for forged in (
        id_token(linked, key=secret, alg="HS256"),
        id_token(linked, **crossed),
        f"{head}.{body}.",
        "a.b.c",
        "....",
        "e30.e30.",
        "ฤ.ฤ.ฤ",
        "x" * 16_384,
    ):
        answer = await exchange(registry, forged)
        assert (answer.status_code, answer.json()["error"]) == (400, "invalid_grant")


async def test_a_registrys_own_token_is_no_id_token(registry: Client) -> None:
    own = (await sign_in(registry, await account(registry))).json()["access_token"]
    assert (await exchange(registry, own)).json()["error"] == "invalid_grant"


@pytest.mark.parametrize(
    "form",
    [
        {"subject_token_type": ACCESS_TOKEN_TYPE},
        {"requested_token_type": ID_TOKEN_TYPE},
        {"subject_token": ""},
    ],
)
async def test_only_id_tokens_become_access_tokens(
    registry: Client, linked: str, form: dict[str, str]
) -> None:
    assert (await exchange(registry, id_token(linked), **form)).json()[
        "error"
    ] == "invalid_request"


async def test_keys_are_asked_for_once_and_again_when_a_new_one_signs(
    registry: Client, linked: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    await asyncio.gather(*(exchange(registry, id_token(linked)) for _ in range(5)))
    assert len(FAKE.asked) == 2, "discovery and keys"
    FAKE.keys = [NEWER]
    early = await exchange(registry, id_token(linked, key=NEWER))
    assert early.status_code == 400
    assert len(FAKE.asked) == 2, "whatever callers send, the provider is asked twice a minute"
    monkeypatch.setattr(providers, "PAUSE_SECONDS", 0)
    assert (await exchange(registry, id_token(linked, key=NEWER))).status_code == 200
    assert (await exchange(registry, id_token(linked, key=KEY))).status_code == 400


@pytest.mark.parametrize(
    "fault",
    [
        httpx.Response(500),
        httpx.Response(302, headers={"Location": "http://127.0.0.1/"}),
        httpx.Response(200, content=b"\xff"),
        httpx.Response(200, json=[1]),
        httpx.Response(200, json={"issuer": ISSUER, "keys": "x", "jwks_uri": f"{ISSUER}/keys"}),
        httpx.Response(200, json={"issuer": "https://evil.example", "jwks_uri": f"{ISSUER}/keys"}),
        httpx.Response(200, json={"issuer": ISSUER, "jwks_uri": "http://id.example.go.th/keys"}),
        httpx.Response(200, json={"issuer": ISSUER, "jwks_uri": "file:///etc/passwd"}),
        httpx.Response(200, content=b" " * 300_000),
    ],
)
async def test_a_broken_provider_is_a_passing_trouble_while_its_keys_are_not_known(
    registry: Client, linked: str, monkeypatch: pytest.MonkeyPatch, fault: httpx.Response
) -> None:
    FAKE.fault = fault
    monkeypatch.setattr(providers, "FRESH_SECONDS", 0)
    monkeypatch.setattr(providers, "PAUSE_SECONDS", 0)
    assert (await exchange(registry, id_token(linked))).status_code == 200, "known keys count on"
    registry.app.state.desk.providers._known[ISSUER].keys = None
    answer = await exchange(registry, id_token(linked))
    assert (answer.status_code, answer.json()["code"]) == (503, "temporarily-unavailable")
    assert all(url.startswith("https://id.example.go.th/") for url in FAKE.asked)


def _real_id_token(server: Server, name: str) -> tuple[str, str]:
    """Sign in at the real provider with the code flow; return the ID token and its audience."""
    with server.app.app_context():
        client = server.models.Client(
            client_id="khabuan-app",
            client_secret="secret",
            client_id_issued_at=datetime.now(UTC),
            client_name="Khabuan",
            client_uri="https://khabuan.example",
            redirect_uris=["https://khabuan.example/back"],
            grant_types=["authorization_code"],
            response_types=["code"],
            scope=["openid", "profile"],
            token_endpoint_auth_method="client_secret_basic",
        )
        server.backend.save(client)
        client.audience = [client]
        server.backend.save(client)
    user = server.random_user(user_name=name)
    server.login(user)
    server.consent(user, client)
    asked = {
        "response_type": "code",
        "client_id": "khabuan-app",
        "scope": "openid profile",
        "redirect_uri": "https://khabuan.example/back",
        "nonce": "n",
    }
    back = server.test_client.get("/oauth/authorize", query_string=asked)
    code = parse_qs(urlsplit(back.location).query)["code"][0]
    pair = base64.b64encode(b"khabuan-app:secret").decode()
    given = server.test_client.post(
        "/oauth/token",
        data={
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": "https://khabuan.example/back",
        },
        headers={"Authorization": f"Basic {pair}"},
    )
    server.logout()
    return str(json.loads(given.data)["id_token"]), "khabuan-app"


async def test_a_real_providers_id_token_is_exchanged(
    registry: Client, iam_server: Server
) -> None:
    token, audience = await asyncio.to_thread(_real_id_token, iam_server, "somchai")
    issuer = iam_server.url.rstrip("/")
    desk = registry.app.state.desk
    known = providers.Providers([Provider(issuer=issuer, audience=audience)])
    desk.providers._known[issuer] = known._known[issuer]
    transport, desk.providers._transport = desk.providers._transport, None
    try:
        person = await account(registry)
        assert (await exchange(registry, token)).json()["error"] == "invalid_grant"
        linked = await link(registry, person, token)
        assert linked.status_code == 200, linked.text
        given = await exchange(registry, token)
        assert given.status_code == 200, given.text
        await soon(registry, given.json()["access_token"], 200)
        subject = registry.app.state.verifier.subject(f"Bearer {given.json()['access_token']}")
        assert subject.id == str(person.id)
        head, body, signature = token.split(".")
        spoiled = f"{head}.{body}.{signature[:-8]}AAAAAAAA"
        assert (await exchange(registry, spoiled)).json()["error"] == "invalid_grant"
    finally:
        desk.providers._transport = transport
