"""Settings refuse to start on a bad configuration, one line a fault, without showing a secret."""

import json
from pathlib import Path

import pytest

from bench.access import boot
from services.registry.settings import Settings
from shared import settings

SECRET = "Zk3vQ9pL2xW7rT5yB8nM4cD6fG1hJ0sA"
VERIFIED = "postgresql://registry:Hq8ZtP3wLm@db:5432/registry?sslmode=verify-full"


def key_files(folder: Path, *, development: bool = False) -> dict[str, str]:
    made = boot.ground(folder, "registry")
    for name in ("jwks", "registry", "issuer-1") if development else ():
        told = json.loads((folder / name).read_text())
        made.write(name, {**told, "environment": "development"})
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
    key_files(tmp_path, development=True)
    with pytest.raises(SystemExit):
        settings.load(Settings)
    assert capsys.readouterr().err.splitlines() == [
        "settings: KHABUAN_JWKS_FILE: jwks holds development keys",
        "settings: KHABUAN_SERVICE_KEY_FILE: registry holds development keys",
        "settings: KHABUAN_ISSUER_KEYS_FILE: issuer-1 holds development keys",
    ]
