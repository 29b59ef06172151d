"""What can be wrong in production, by process: a name, the variable to be named, and how it is spoiled."""

import json
from collections.abc import Callable, Iterator
from typing import Any

from bench.access.boot import (
    CURSOR,
    ISSUER,
    JWKS,
    OWN,
    PAPER,
    PAPER_KEY,
    Ground,
    Key,
    Spoil,
    database,
    foreign,
    make_key,
    public,
)
from khabuan import authority

Bad = tuple[str, str, Spoil]


def of(process: str) -> Iterator[Bad]:
    """Yield every bad configuration of a process."""
    yield from _values(process)
    yield from _published()
    yield from _own(process)
    if process != "gateway":
        yield from _databases(process)
    if process == "registry":
        yield from _issuing()
        yield from _certifying()


def _to(value: str | None) -> Spoil:
    return lambda _: value


def _values(process: str) -> Iterator[Bad]:
    """Plain variables: missing, malformed, default, out of range."""
    peers = {
        "registry": "planning",
        "planning": "registry",
        "partners": "planning",
        "gateway": "registry",
    }
    peer = f"{peers[process].upper()}_URL"
    bad: dict[str, dict[str, str | None]] = {
        "KHABUAN_ENVIRONMENT": {
            "unknown": "staging",
            "in capitals": "PRODUCTION",
            "a truth": "true",
        },
        JWKS: {"missing": None, "nowhere": "/nowhere/jwks", "a folder": "/"},
        OWN: {"missing": None, "nowhere": "/nowhere/key", "a folder": "/"},
        CURSOR: {
            "missing": None,
            "short": "Zk3vQ9pL2xW7",
            "one letter": "a" * 40,
            "a word": "changeme-changeme-changeme-changeme-123",
            "over and over": "Zk3vQ9pL2xW7rT5" * 3,
            "digits": "01234567890123456789012345678901234567890",
            "the alphabet": "abcdefghijklmnopqrstuvwxyz0123456789",
            "backwards": "ZYXWVUTSRQPONMLKJIHGFEDCBA9876543210",
            "rows of keys": "1234567890qwertyuiopasdfghjklzxcvbnm",
            "letters and digits in turn": "a1b2c3d4e5f6g7h8i9j0k1l2m3n4o5p6",
        },
        "KHABUAN_LOG_LEVEL": {"debug": "DEBUG", "unknown": "LOUD"},
        "KHABUAN_OPEN_DOCS": {"open": "true", "unknown": "maybe"},
        "KHABUAN_IN_FLIGHT": {"nothing": "0", "too much": "100000", "a word": "many"},
        "KHABUAN_MAX_BODY_BYTES": {"nothing": "0", "too much": "1000000000"},
        "KHABUAN_MAX_FILE_BYTES": {"nothing": "0", "too much": "1000000000", "a word": "10MB"},
        "KHABUAN_EVENT_PREFIX": {"spaces": "th khabuan"},
        peer: {
            "missing": None,
            "http": "http://peer.internal",
            "no scheme": "peer.internal",
            "no host": "https://",
            "a password": "https://user:pass@peer.internal",
            "no absolute socket": "unix:run/peer.sock",
        },
    }
    if process == "gateway":
        seconds: dict[str, str | None] = {
            "nothing": "0",
            "negative": "-1",
            "too long": "1000",
            "a word": "soon",
        }
        bad |= {
            "KHABUAN_PART_SECONDS": seconds,
            "KHABUAN_PASS_SECONDS": seconds,
            "KHABUAN_JOURNEY_SECONDS": seconds,
            "KHABUAN_FILES_AT_ONCE": {"nothing": "0", "too many": "100000", "a word": "few"},
            "KHABUAN_PROXIES": {
                "everybody": '["0.0.0.0/0"]',
                "half of everybody": '["10.0.0.0/8", "128.0.0.0/1"]',
                "everybody by IPv6": '["::/0"]',
                "a registry's IPv6": '["2400::/12"]',
                "no network": '["proxy.internal"]',
                "no JSON": "10.0.0.0/8",
            },
        }
    for variable, values in bad.items():
        for name, value in values.items():
            yield f"{variable} {name}", variable, _to(value)


def _published() -> Iterator[Bad]:
    """The file of public keys: everything that could stand there instead."""
    two_issuers = 4
    instead: dict[str, Callable[[list[Key], Ground], Any]] = {
        "no JSON": lambda _, __: "{keys: []}",
        "a list": lambda keys, _: keys,
        "empty": lambda _, __: {"keys": []},
        "development keys": lambda keys, _: {"keys": _first(keys, environment="development")},
        "a private key": lambda keys, made: {"keys": [made.private["registry"], *keys[1:]]},
        "a shared secret": lambda keys, _: {"keys": [*keys, foreign("oct")]},
        "RSA": lambda keys, _: {"keys": [*keys, foreign("RSA")]},
        "P-384": lambda keys, _: {"keys": [*keys, public(make_key("issuer-3", "P-384"))]},
        "P-521": lambda keys, _: {"keys": [*keys, public(make_key("issuer-3", "P-521"))]},
        "no kid": lambda keys, _: {"keys": _first(keys, kid="")},
        "two of a kid": lambda keys, _: {"keys": [*keys, public(make_key("registry"))]},
        "no issuer": lambda keys, _: {"keys": keys[:two_issuers]},
        "one issuer": lambda keys, _: {"keys": keys[: two_issuers + 1]},
        "a process less": lambda keys, _: {"keys": [k for k in keys if k["kid"] != "partners"]},
        "no point": lambda keys, _: {"keys": _first(keys, x=keys[1]["x"])},
        "another use": lambda keys, _: {"keys": _first(keys, use="enc")},
        "another algorithm": lambda keys, _: {"keys": _first(keys, alg="HS256")},
    }
    for name, change in instead.items():
        yield f"public keys: {name}", JWKS, _published_as(change)
    yield "public keys: writable by everybody", JWKS, lambda made: made.chmod("jwks", 0o666)


def _published_as(change: Callable[[list[Key], Ground], Any]) -> Spoil:
    return lambda made: made.write("jwks", change(made.read(), made), mode=0o644)


def _first(keys: list[Key], **other: str) -> list[Key]:
    return [{**keys[0], **other}, *keys[1:]]


def _spoiled(name: str, other: str) -> Iterator[tuple[str, Spoil]]:
    """A private key file that is spoiled; `other` is a key of somebody else."""
    instead: dict[str, Callable[[Key, Ground], Any]] = {
        "no JSON": lambda _, __: "-----BEGIN EC PRIVATE KEY-----",
        "a set": lambda key, _: [key],
        "development key": lambda key, _: {**key, "environment": "development"},
        "public only": lambda key, _: public(key),
        "somebody else's": lambda _, made: made.private[other],
        "never published": lambda _, __: make_key(name),
        "wrong curve": lambda _, __: make_key(name, "P-384"),
        "no kid": lambda key, _: {**key, "kid": ""},
    }
    for what, change in instead.items():
        yield what, _kept_as(name, change)
    yield "readable by everybody", lambda made: made.chmod(name, 0o604)
    yield "writable by everybody", lambda made: made.chmod(name, 0o602)


def _kept_as(name: str, change: Callable[[Key, Ground], Any]) -> Spoil:
    return lambda made: made.write(name, change(made.private[name], made))


def _own(process: str) -> Iterator[Bad]:
    """The private key of the process."""
    other = "planning" if process != "planning" else "issuer-1"
    for name, spoil in _spoiled(process, other):
        yield f"own key: {name}", OWN, spoil


def _issuing() -> Iterator[Bad]:
    """What the registry signs people in with."""
    yield "issuer key missing", ISSUER, _to(None)
    for name, spoil in _spoiled("issuer-1", "registry"):
        yield f"issuer key: {name}", ISSUER, spoil
    address, oidc = "KHABUAN_PUBLIC_ADDRESS", "KHABUAN_OIDC"
    yield "address over http", address, _to("http://khabuan.example")
    yield "address with a path", address, _to("https://khabuan.example/api")
    good = {"issuer": "https://id.example", "audience": "khabuan"}
    for name, providers in {
        "over http": [{**good, "issuer": "http://id.example"}],
        "one of two over http": [good, {**good, "issuer": "http://id2.example"}],
        "twice": [good, {**good, "audience": "other"}],
        "for nobody": [{**good, "audience": ""}],
        "with more": [{**good, "secret": "x"}],
    }.items():
        yield f"provider {name}", oidc, _to(json.dumps(providers))
    yield "provider without JSON", oidc, _to("https://id.example")


def _certifying() -> Iterator[Bad]:
    """The pair that signs certificates of status."""
    for variable, other in ((PAPER_KEY, "certificate"), (PAPER, "key")):
        yield f"certificates: {other} alone", variable, _to(None)
        yield f"certificates: nowhere, {other} there", variable, _to("/nowhere/pair")
        yield f"certificates: a folder, {other} there", variable, _to("/")
    yield "certificates: no PEM", PAPER_KEY, lambda made: made.write("certificate.key", "{}")
    yield "certificates: somebody else's", PAPER, _another_pair(PAPER, unit=None)
    yield "certificates: made for development", PAPER, _another_pair("", unit="development")
    yield "certificates: key open to all", PAPER_KEY, lambda g: g.chmod("certificate.key", 0o604)


def _another_pair(only: str, unit: str | None) -> Spoil:
    """Put another pair in the place of the good one, or of its certificate `only`."""

    def spoil(made: Ground) -> str:
        other = made.folder / "other"
        other.mkdir()
        key, shown = other / "certificate.key", other / "certificate.pem"
        authority.make(key, shown, organization="พอช.", unit=unit)
        for path in (shown,) if only else (key, shown):
            path.replace(made.folder / path.name)
        return ""

    return spoil


def _elsewhere(process: str, query: str, who: str | None = None) -> str:
    """Return the URL of a database without a host before the question mark."""
    who = f"{process}:Hq8ZtP3wLmX5@" if who is None else who
    return f"postgresql://{who}/{process}{query}"


def _databases(process: str) -> Iterator[Bad]:
    """The database and its pool."""
    variable = f"{process.upper()}_DATABASE_URL"
    for name, value in {
        "missing": None,
        "another kind": database(process).replace("postgresql", "mysql"),
        "no name": f"postgresql://{process}:Kd93mQ0ZsL@db.internal",
        "no TLS": database(process, query=""),
        "TLS that is not asked for": database(process, query="?sslmode=prefer"),
        "TLS that trusts anybody": database(process, query="?sslmode=require"),
        "TLS that trusts any name": database(process, query="?sslmode=verify-ca"),
        "TLS off": database(process, query="?sslmode=disable"),
        "no password": database(process).replace(":Hq8ZtP3wLmX5", ""),
        "its name as password": database(process, process),
        "a default password": database(process, "postgres"),
        "a default with digits": database(process, "Password12345"),
        "our name as password": database(process, "khabuan-khabuan"),
        "digits as password": database(process, "123456789012"),
        "a short password": database(process, "Hq8Zt"),
        "a row of keys as password": database(process, "qwertyuiop"),
        "a default spelt otherwise": database(process, "P%40ssw0rd123"),
        "a welcome": database(process, "Welcome2024!"),
        "the alphabet as password": database(process, "abcdefghijkl"),
        "TLS said twice": database(process, query="?sslmode=verify-full&sslmode=disable"),
        "TLS said twice, spelt otherwise": database(
            process, query="?sslmode=verify-full&ssl%6Dode=disable"
        ),
        "TLS said in two ways": database(process, query="?sslmode=verify-full&ssl=true"),
        "two hosts, one a socket": database(process, query="?host=/run/postgresql,db.internal"),
        "a socket and a host": _elsewhere(process, "?host=/run/postgresql,db.internal"),
        "a socket with an address": _elsewhere(
            process, "?host=/run/postgresql&hostaddr=192.0.2.1"
        ),
        "a host besides": database(process, query="?sslmode=verify-full&host=/run/postgresql"),
        "the default host": _elsewhere(process, ""),
        "a user besides": database(process, query="?sslmode=verify-full&user=postgres"),
        "the administrator behind": _elsewhere(
            process, "?host=/run/postgresql&user=postgres&password=Hq8ZtP3wLmX5", who=""
        ),
        "a password besides": database(process, query="?sslmode=verify-full&password=postgres"),
        "a default password behind": _elsewhere(
            process, "?host=/run/postgresql&password=postgres", who=f"{process}@"
        ),
        "a service file": database(process, query="?sslmode=verify-full&service=other"),
        "an unknown parameter": database(process, query="?sslmode=verify-full&SSLMODE=disable"),
        "two questions": database(process, query="?sslmode=verify-full?sslmode=disable"),
        "the administrator": database(process).replace(f"//{process}:", "//postgres:"),
    }.items():
        yield f"database: {name}", variable, _to(value)
    for name, value in {"too big": "15", "nothing": "0", "a word": "many"}.items():
        yield f"pool {name}", "KHABUAN_POOL_SIZE", _to(value)
    yield "nobody is followed", "KHABUAN_FOLLOW", _to("false")
