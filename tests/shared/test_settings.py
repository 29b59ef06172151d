"""Settings refuse to start on a bad configuration, one line a fault, without showing a secret."""

import json
import secrets
from collections.abc import Callable
from pathlib import Path

import pytest

from bench.access import boot
from services.registry.settings import Settings
from shared import settings, weak

SECRET = "Zk3vQ9pL2xW7rT5yB8nM4cD6fG1hJ0sA"
VERIFIED = "postgresql://registry:Hq8ZtP3wLm@db:5432/registry?sslmode=verify-full"


def key_files(folder: Path) -> dict[str, str]:
    made = boot.ground(folder, "registry")
    return {name: value for name, value in made.variables.items() if name.endswith("_FILE")}


@pytest.fixture
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Set a production environment that starts."""
    for name in ("KHABUAN_ENVIRONMENT", "KHABUAN_OPEN_DOCS", "KHABUAN_HOME", "KHABUAN_PORT"):
        monkeypatch.delenv(name, raising=False)
    good = {
        **key_files(tmp_path),
        "KHABUAN_CURSOR_SECRET": SECRET,
        "REGISTRY_DATABASE_URL": VERIFIED,
        "PLANNING_URL": "https://planning.internal",
        "KHABUAN_PUBLIC_ADDRESS": "https://khabuan.example",
        "KHABUAN_OIDC": '[{"issuer": "https://id.example/", "audience": "khabuan"}]',
    }
    for name, value in good.items():
        monkeypatch.setenv(name, value)
    return good


def test_a_good_production_environment_starts(environment: dict[str, str]) -> None:
    made = settings.load(Settings)
    assert made.environment == "production"
    assert not made.shows_docs
    assert SECRET not in repr(made)
    assert "Hq8ZtP3wLm" not in repr(made)


def test_a_socket_needs_no_tls(
    environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(
        "REGISTRY_DATABASE_URL", "postgresql://registry:Hq8ZtP3wLm@/registry?host=/run/postgresql"
    )
    monkeypatch.setenv("PLANNING_URL", "unix:/run/khabuan/planning.sock")
    assert settings.load(Settings).upstreams() == {
        "planning_url": "unix:/run/khabuan/planning.sock"
    }


# What is set, and what the one line says besides the variable.
BAD: dict[str, tuple[str, str | None, str]] = {
    "no secret": ("KHABUAN_CURSOR_SECRET", None, "required"),
    "a short secret": ("KHABUAN_CURSOR_SECRET", "short", "32 "),
    "a simple secret": ("KHABUAN_CURSOR_SECRET", "a" * 40, "too simple"),
    "no database": ("REGISTRY_DATABASE_URL", None, "required"),
    "another database": ("REGISTRY_DATABASE_URL", "mysql://a:b@c/d", "postgresql://"),
    "no database name": ("REGISTRY_DATABASE_URL", "postgresql://a:bcdef@c", "/database"),
    "no TLS to the database": (
        "REGISTRY_DATABASE_URL",
        "postgresql://registry:Hq8ZtP3wLm@db/registry",
        "verify-full",
    ),
    "weak TLS": (
        "REGISTRY_DATABASE_URL",
        VERIFIED.replace("verify-full", "require"),
        "verify-full",
    ),
    "no password": ("REGISTRY_DATABASE_URL", VERIFIED.replace(":Hq8ZtP3wLm", ""), "password"),
    "a default password": (
        "REGISTRY_DATABASE_URL",
        VERIFIED.replace("Hq8ZtP3wLm", "registry"),
        "password",
    ),
    "plain http": ("PLANNING_URL", "http://planning", "https://"),
    "no upstream": ("PLANNING_URL", None, "required"),
    "open docs": ("KHABUAN_OPEN_DOCS", "true", "must stay off"),
    "no keys": ("KHABUAN_JWKS_FILE", "/nowhere.json", "key file"),
    "no own key": ("KHABUAN_SERVICE_KEY_FILE", None, "required"),
    "no issuer key": ("KHABUAN_ISSUER_KEYS_FILE", None, "required"),
    "no readable issuer key": ("KHABUAN_ISSUER_KEYS_FILE", "/nowhere.json", "key file"),
    "a public address without TLS": ("KHABUAN_PUBLIC_ADDRESS", "http://khabuan.example", "https"),
    "a public address with a path": ("KHABUAN_PUBLIC_ADDRESS", "https://k.example/api", "pattern"),
    "a provider without TLS": (
        "KHABUAN_OIDC",
        '[{"issuer": "http://id.example", "audience": "khabuan"}]',
        "https",
    ),
    "a provider for everybody": (
        "KHABUAN_OIDC",
        '[{"issuer": "https://id.example"}]',
        "required",
    ),
    "a provider twice": (
        "KHABUAN_OIDC",
        str([{"issuer": "https://id.example", "audience": each} for each in "ab"]).replace(
            "'", '"'
        ),
        "twice",
    ),
    "an unknown environment": ("KHABUAN_ENVIRONMENT", "staging", "'production'"),
    "too many connections": ("KHABUAN_POOL_SIZE", "15", "connections"),
    "an impossible pool": ("KHABUAN_POOL_SIZE", "0", "greater"),
    "no requests at once": ("KHABUAN_IN_FLIGHT", "0", "greater"),
}


@pytest.mark.parametrize("fault", BAD)
def test_a_bad_production_environment_is_refused_and_named(
    fault: str,
    environment: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    name, value, said = BAD[fault]
    if value is None:
        monkeypatch.delenv(name)
    else:
        monkeypatch.setenv(name, value)
    with pytest.raises(SystemExit) as refused:
        settings.load(Settings)
    assert refused.value.code == 2
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1
    assert lines[0].startswith(f"settings: {name}: ")
    assert said in lines[0].removeprefix(f"settings: {name}: ")
    assert SECRET not in lines[0]
    assert "Hq8ZtP3wLm" not in lines[0]


def test_development_keys_do_not_start_production(
    environment: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("jwks", "registry", "issuer-1"):
        told = json.loads((tmp_path / name).read_text())
        (tmp_path / name).write_text(json.dumps({**told, "environment": "development"}))
    with pytest.raises(SystemExit):
        settings.load(Settings)
    assert capsys.readouterr().err.splitlines() == [
        "settings: KHABUAN_JWKS_FILE: jwks holds development keys",
        "settings: KHABUAN_SERVICE_KEY_FILE: registry holds development keys",
        "settings: KHABUAN_ISSUER_KEYS_FILE: issuer-1 holds development keys",
    ]


# What follows the scheme, and what the one line says; libpq would connect with each.
READ_OTHERWISE: dict[str, tuple[str, str]] = {
    "no TLS in the end": ("registry:Hq8ZtP3wLm@db/r?sslmode=verify-full&sslmode=disable", "twice"),
    "no TLS, spelt otherwise": ("registry:Hq8ZtP3wLm@db/r?sslmode=verify-full&ssl=true", "twice"),
    "a second host": ("registry:Hq8ZtP3wLm@/r?host=/run,db", "verify-full"),
    "another address": ("registry:Hq8ZtP3wLm@/r?host=/run&hostaddr=192.0.2.1", "verify-full"),
    "a default behind": ("registry@/r?host=/run&password=postgres", "default"),
    "the administrator behind": (
        "/r?host=/run&user=postgres&password=Hq8ZtP3wLm",
        "administrator",
    ),
    "a row of keys": ("registry:qwertyuiop@/r?host=/run", "default"),
    "a default spelt otherwise": ("registry:P%40ssw0rd123@/r?host=/run", "default"),
}


@pytest.mark.parametrize("fault", READ_OTHERWISE)
def test_an_address_of_a_database_is_judged_as_it_is_connected_with(
    fault: str,
    environment: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    address, said = READ_OTHERWISE[fault]
    monkeypatch.setenv("REGISTRY_DATABASE_URL", f"postgresql://{address}")
    with pytest.raises(SystemExit):
        settings.load(Settings)
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("settings: REGISTRY_DATABASE_URL: ")
    assert said in line
    assert "Hq8ZtP3wLm" not in line


def test_two_hosts_that_show_who_they_are_start(
    environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    url = VERIFIED.replace("@db:5432", "@db-1,db-2")
    monkeypatch.setenv("REGISTRY_DATABASE_URL", url)
    assert settings.load(Settings).database_url.get_secret_value() == url


@pytest.mark.parametrize("make", [secrets.token_hex, secrets.token_urlsafe])
def test_what_a_generator_makes_is_never_simple(make: Callable[[int], str]) -> None:
    assert not [each for each in (make(24) for _ in range(2_000)) if weak.is_simple(each)]
