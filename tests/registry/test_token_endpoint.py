"""The token endpoint: agencies' clients prove who they are, and every refusal is one of RFC 6749."""

import asyncio
import base64
import datetime as dt
import json
import time
import warnings
from typing import Any
from uuid import UUID

import httpx
import pytest
from joserfc import jwt
from joserfc.errors import SecurityWarning
from joserfc.jwk import ECKey, OctKey, OKPKey, RSAKey

from khabuan import keys as key_files
from services.registry import credentials
from services.registry.access.tables import Client as ClientRow
from services.registry.desk import PUBLIC_MEMBERS
from services.registry.token_endpoint.schemas import ASSERTION, EXCHANGE
from shared.ids import new_id
from tests.conftest import Client, Ground
from tests.registry.signing import account, grant, me, renew, sign_in

pytestmark = pytest.mark.usefixtures("calm")
AGENCY = new_id()
ENDPOINT = "http://127.0.0.1:8000/oauth/token"
KEY = ECKey.generate_key("P-256", {"kid": "a-1"})
OTHER = ECKey.generate_key("P-256", {"kid": "a-1"})
EDWARDS = OKPKey.generate_key("Ed25519", {"kid": "a-2"})
RSA = RSAKey.generate_key(2048, {"kid": "a-3"})


async def a_client(registry: Client, **more: Any) -> UUID:
    made = new_id()
    facts = {
        "method": "x",
        "status": "ACTIVE",
        "agency_id": AGENCY,
        "name_th": "ระบบทดสอบ",
        **more,
    }
    async with registry.app.state.database.transaction() as session:
        session.add(ClientRow(id=made, fingerprint=b"", **facts))
        session.add(grant(made, "PARTNER_AGENCY", area_code="", agency_id=AGENCY))
    return made


async def with_key(registry: Client, **more: Any) -> UUID:
    public = [key.as_dict(private=False) for key in (KEY, EDWARDS, RSA)]
    public[1]["alg"] = "EdDSA"
    return await a_client(registry, jwks={"keys": public}, **more)


def basic(client_id: object, secret: str) -> dict[str, str]:
    pair = base64.b64encode(f"{client_id}:{secret}".encode()).decode()
    return {"Authorization": f"Basic {pair}"}


async def ask(registry: Client, headers: Any = None, **form: str) -> httpx.Response:
    asked = {"grant_type": "client_credentials", **form}
    return await registry.post("/oauth/token", data=asked, headers=headers)


def assertion(
    client_id: object, *, key: Any = KEY, alg: str = "ES256", header: Any = None, **claims: Any
) -> dict[str, str]:
    now = int(time.time())
    said = {
        "iss": str(client_id), "sub": str(client_id), "aud": ENDPOINT, "exp": now + 60,
        "iat": now, "jti": str(new_id()), **claims,
    }  # fmt: skip
    said = {name: value for name, value in said.items() if value is not ...}
    head = {"alg": alg, "kid": key.kid, "typ": "JWT", **(header or {})}
    head = {name: value for name, value in head.items() if value is not ...}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SecurityWarning)
        signed = jwt.encode(head, said, key, algorithms=[alg])
    return {"client_assertion_type": ASSERTION, "client_assertion": signed}


async def test_a_secret_opens_with_the_clients_rights_and_counts_as_strong(
    registry: Client,
) -> None:
    secret = credentials.new_secret()
    client_id = await a_client(registry, secret_hash=credentials.digest(secret))
    answer = await ask(registry, basic(client_id, secret))
    assert answer.status_code == 200, answer.text
    assert answer.headers["cache-control"] == "no-store"
    given = answer.json()
    assert set(given) == {"access_token", "token_type", "expires_in"}
    subject = registry.app.state.verifier.subject(f"Bearer {given['access_token']}")
    assert (subject.id, subject.strong) == (str(client_id), True)
    assert [(g.role, g.agency) for g in subject.grants] == [("PARTNER_AGENCY", str(AGENCY))]


async def test_a_former_secret_counts_until_its_time(registry: Client) -> None:
    old, new = credentials.new_secret(), credentials.new_secret()
    now = dt.datetime.now(dt.UTC)
    for until, status in ((now + dt.timedelta(hours=1), 200), (now, 401)):
        client_id = await a_client(
            registry,
            secret_hash=credentials.digest(new),
            former_hash=credentials.digest(old),
            former_until=until,
        )
        assert (await ask(registry, basic(client_id, old))).status_code == status
        assert (await ask(registry, basic(client_id, new))).status_code == 200


@pytest.mark.parametrize(
    ("key", "alg"), [(KEY, "ES256"), (EDWARDS, "EdDSA"), (EDWARDS, "Ed25519")]
)
@pytest.mark.parametrize("audience", [ENDPOINT, ["https://x.example", "http://127.0.0.1:8000"]])
async def test_a_signature_opens(registry: Client, key: Any, alg: str, audience: Any) -> None:
    client_id = await with_key(registry)
    answer = await ask(registry, **assertion(client_id, key=key, alg=alg, aud=audience))
    assert answer.status_code == 200, answer.text
    token = answer.json()["access_token"]
    assert registry.app.state.verifier.subject(f"Bearer {token}").strong


NOW = int(time.time())
BAD_CLAIMS: dict[str, dict[str, Any]] = {
    "for somebody else": {"aud": "https://other.example/oauth/token"},
    "for nobody": {"aud": ...},
    "for a number": {"aud": 7},
    "expired": {"exp": NOW - 60},
    "without end": {"exp": ...},
    "an end in words": {"exp": "tomorrow"},
    "too long": {"exp": NOW + 3600},
    "from the future": {"iat": NOW + 86_400},
    "not yet": {"nbf": NOW + 86_400},
    "without id": {"jti": ...},
    "an endless id": {"jti": "x" * 500},
    "another issuer": {"iss": str(new_id())},
    "no subject": {"sub": ...},
    "a list as subject": {"sub": ["x"]},
    "a strange client": {"sub": str(new_id())},
    "another's key": {"key": OTHER},
    "an algorithm that is not ours": {"key": RSA, "alg": "RS256"},
    "an unknown key": {"header": {"kid": "a-9"}},
    "without a key id": {"header": {"kid": ...}},
    "an access token": {"header": {"typ": "at+jwt"}},
}


@pytest.mark.parametrize("fault", BAD_CLAIMS)
async def test_a_bad_assertion_is_refused(registry: Client, fault: str) -> None:
    client_id = await with_key(registry)
    answer = await ask(registry, **assertion(client_id, **BAD_CLAIMS[fault]))
    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")
    assert answer.headers["www-authenticate"].startswith("Basic")
    assert (await ask(registry, **assertion(client_id))).status_code == 200


async def test_an_assertion_signed_with_a_public_key_as_secret_is_refused(
    registry: Client,
) -> None:
    client_id = await with_key(registry)
    key = OctKey.import_key(json.dumps(KEY.as_dict(private=False)).encode())
    forged = assertion(client_id, key=key, alg="HS256", header={"kid": "a-1"})
    assert (await ask(registry, **forged)).status_code == 401
    head = base64.urlsafe_b64encode(b'{"alg":"none","kid":"a-1"}').rstrip(b"=").decode()
    body = assertion(client_id)["client_assertion"].split(".")[1]
    unsigned = {"client_assertion_type": ASSERTION, "client_assertion": f"{head}.{body}."}
    assert (await ask(registry, **unsigned)).status_code == 401


async def test_an_assertion_counts_once_even_of_ten_at_once(registry: Client) -> None:
    shown = assertion(await with_key(registry))
    transport = httpx.ASGITransport(registry.app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        form = {"grant_type": "client_credentials", **shown}
        answers = await asyncio.gather(
            *(client.post("/oauth/token", data=form) for _ in range(10))
        )
    assert sorted(a.status_code for a in answers) == [200, *[401] * 9]


async def test_a_disabled_client_and_one_without_rights_get_nothing(registry: Client) -> None:
    disabled = await with_key(registry, status="DISABLED")
    assert (await ask(registry, **assertion(disabled))).json()["error"] == "invalid_client"
    bare = await with_key(registry)
    async with registry.app.state.database.reading() as connection:
        await connection.execute(
            "UPDATE grants SET ended_at = now(), ended_by = 'x' WHERE principal_id = %s", (bare,)
        )
    assert (await ask(registry, **assertion(bare))).json()["error"] == "invalid_grant"


@pytest.mark.parametrize(
    "authorization",
    [
        None,
        "Basic !!!",
        "Basic bm9jb2xvbg==",
        "Basic //79",
        f"Basic {base64.b64encode(b'a' * 9000).decode()}",
        basic("x\x00", "y")["Authorization"],
        basic(f"{new_id()}\n", "y")["Authorization"],
        basic(new_id(), "y")["Authorization"],
    ],
    ids=["none", "no base 64", "no colon", "no text", "too long", "a NUL", "a line end", "nobody"],
)
async def test_a_bad_secret_is_refused(registry: Client, authorization: str | None) -> None:
    headers = {"Authorization": authorization} if authorization else None
    answer = await ask(registry, headers)
    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")


async def test_two_ways_at_once_and_a_bearer_are_refused(registry: Client) -> None:
    secret = credentials.new_secret()
    client_id = await a_client(
        registry,
        secret_hash=credentials.digest(secret),
        jwks={"keys": [KEY.as_dict(private=False)]},
    )
    both = await ask(registry, basic(client_id, secret), **assertion(client_id))
    assert both.json()["error"] == "invalid_client"
    bearer = await ask(registry, {"Authorization": "Bearer x"}, **assertion(client_id))
    assert (bearer.status_code, bearer.json()["code"]) == (401, "token-invalid")


@pytest.mark.parametrize(
    ("body", "error"),
    [
        (b"", "invalid_request"),
        (b"grant_type=", "invalid_request"),
        (b"grant_type=password&username=a&password=b", "unsupported_grant_type"),
        (b"grant_type=authorization_code", "unsupported_grant_type"),
        (b"grant_type=refresh_token", "invalid_request"),
        (b"grant_type=refresh_token&refresh_token=kr_x", "invalid_grant"),
        (b"grant_type=refresh_token&refresh_token=%00", "invalid_request"),
        (b"grant_type=refresh_token&refresh_token=%ff", "invalid_request"),
        (b"grant_type=refresh_token&refresh_token=\xe0", "invalid_request"),
        (b"grant_type=refresh_token&grant_type=refresh_token", "invalid_request"),
        (b"grant_type=client_credentials&scope=all", "invalid_scope"),
        (b"grant_type=refresh_token&refresh_token=" + b"x" * 20_000, "invalid_request"),
        (b"&".join(b"a%d=1" % n for n in range(50)), "invalid_request"),
        (f"grant_type={EXCHANGE}".encode(), "invalid_request"),
    ],
)
async def test_a_bad_form_is_told_as_the_standard_says(
    registry: Client, body: bytes, error: str
) -> None:
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = await registry.post("/oauth/token", content=body, headers=headers)
    assert (answer.status_code, answer.json()["error"]) == (400, error)
    assert set(answer.json()) == {"error", "error_description"}
    assert answer.headers["cache-control"] == "no-store"


async def test_another_media_type_is_refused(registry: Client) -> None:
    answer = await registry.post("/oauth/token", json={"grant_type": "client_credentials"})
    assert answer.status_code == 415


async def test_the_metadata_leads_to_the_endpoint_and_the_keys(registry: Client) -> None:
    told = (await registry.get("/.well-known/oauth-authorization-server")).json()
    assert told["token_endpoint"] == ENDPOINT
    assert set(told["grant_types_supported"]) == {
        "client_credentials",
        "refresh_token",
        EXCHANGE,
    }
    path = told["jwks_uri"].removeprefix(told["issuer"])
    published = (await registry.get(path)).json()["keys"]
    assert len(published) == 2
    for key in published:
        assert set(key) <= set(PUBLIC_MEMBERS)
        assert key["kid"].startswith("issuer-")


async def test_no_request_fails_while_the_keys_are_changed_five_times(
    registry: Client, ground: Ground
) -> None:
    person = await account(registry)
    first = (await sign_in(registry, person)).json()
    client_id = await with_key(registry)
    statuses: list[int] = []
    signers: set[str] = set()
    rotating = True

    async def read() -> None:
        while rotating:
            statuses.append(await me(registry, first["access_token"]))
            await asyncio.sleep(0)

    async def take() -> None:
        while rotating:
            answer = await ask(registry, **assertion(client_id))
            statuses.append(answer.status_code)
            token = answer.json()["access_token"]
            signers.add(json.loads(_part(token))["kid"])
            statuses.append(await me(registry, token))

    async def rotate() -> None:
        nonlocal rotating
        for _ in range(5):
            await asyncio.sleep(0.2)
            await asyncio.to_thread(
                key_files.rotate, ground.keys.issuer, ground.keys.jwks, development=True
            )
        await asyncio.sleep(0.2)
        rotating = False

    await asyncio.gather(rotate(), read(), take())
    assert len(statuses) > 50
    assert set(statuses) == {200}
    assert len(signers) == 6
    assert await me(registry, first["access_token"]) == 200
    assert (await renew(registry, first["refresh_token"])).status_code == 200
    published = (await registry.get("/.well-known/jwks.json")).json()["keys"]
    assert len(published) == 7, "today's, the next and five former ones"


def _part(token: str) -> bytes:
    head = token.split(".", maxsplit=1)[0]
    return base64.urlsafe_b64decode(head + "=" * (-len(head) % 4))
