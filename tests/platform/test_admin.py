"""The first administrator: made once, through the same doors as everybody, with nothing by default."""

import asyncio
import os
import re
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import psycopg
import pyotp
import pytest

from khabuan import admin, refusal
from services.registry.main import create_app
from services.registry.settings import Settings
from tests.conftest import Client, Ground, running, service_settings

ROOT = Path(__file__).parents[2]


@pytest.fixture
async def registry(ground: Ground) -> AsyncIterator[Client]:
    url = ground.fresh("registry", "admin")
    async with running(create_app(service_settings(Settings, "registry", ground, url))) as client:
        yield client


def khabuan(url: str | None, *arguments: str) -> subprocess.CompletedProcess[str]:
    variables = {"KHABUAN_ENVIRONMENT": "production", "PATH": os.environ["PATH"]}
    if url:
        variables["REGISTRY_DATABASE_URL"] = url
    command = [sys.executable, "-m", "khabuan", *arguments]
    return subprocess.run(
        command, cwd=ROOT, env=variables, capture_output=True, text=True, check=False
    )


async def sign_in(registry: Client, **asked: str) -> httpx.Response:
    return await registry.post("/v1/sign-ins", json=asked)


async def test_the_first_administrator_signs_in_with_what_was_printed(
    registry: Client, ground: Ground
) -> None:
    url = ground.url(f"t_{ground.worker}_admin_registry")
    done = khabuan(url, "admin", "create", "admin.one")
    assert done.returncode == 0, done.stderr
    told = dict(re.findall(r"^(login|password|second factor): +(\S+)$", done.stdout, re.MULTILINE))
    code = pyotp.TOTP(told["second factor"]).now()
    weak = await sign_in(registry, login=told["login"], password=told["password"])
    assert weak.status_code == 401
    answer = await sign_in(registry, login=told["login"], password=told["password"], code=code)
    assert answer.status_code == 200, answer.text
    subject = registry.app.state.verifier.subject(f"Bearer {answer.json()['access_token']}")
    assert [grant.role for grant in subject.grants] == ["NATIONAL_ADMIN"]
    assert subject.strong
    again = khabuan(url, "admin", "create", "admin.two")
    assert (again.returncode, again.stdout) == (1, "")
    assert "already" in again.stderr
    assert khabuan(url, "admin", "create", "admin.two", "--another").returncode == 0
    with psycopg.connect(url) as connection:
        events = connection.execute(
            "SELECT data::text FROM feed UNION SELECT data::text FROM outbox"
        )
        kept = str(events.fetchall())
    assert told["password"] not in kept
    assert told["second factor"] not in kept


@pytest.mark.parametrize(
    ("login", "password", "said"),
    [
        ("Admin One", None, "login"),
        ("a", None, "login"),
        ("admin.one", "short", "password"),
        ("admin.one", "admin.oneadmin.one", "password"),
    ],
)
async def test_a_bad_login_or_password_is_refused_and_leaves_nothing(
    registry: Client, ground: Ground, login: str, password: str | None, said: str
) -> None:
    url = ground.url(f"t_{ground.worker}_admin_registry")
    with pytest.raises(refusal.Refusal, match=said) as refused:
        await asyncio.to_thread(admin.create, url, login, password=password)
    assert refused.value.code == 2
    with psycopg.connect(url) as connection:
        assert connection.execute("SELECT count(*) FROM accounts").fetchone() == (0,)


def test_production_names_the_database_it_lacks() -> None:
    refused = khabuan(None, "admin", "create", "admin.one")
    assert refused.returncode == 2
    assert "REGISTRY_DATABASE_URL" in refused.stderr
    assert refused.stdout == ""
