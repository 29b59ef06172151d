"""No forged or misused token counts anywhere, and the check that finds one is held to find it."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from bench.access import tokens
from shared import tokens as checked
from shared.auth import Grant
from shared.policies import Role
from tests.conftest import SERVICES, Ground

Apps = dict[str, Any]


@pytest.fixture(scope="module")
async def apps(ground: Ground) -> AsyncIterator[Apps]:
    urls = {name: ground.fresh(name, "tokens") for name in SERVICES}
    async with tokens.standing(urls, ground.keys) as standing:
        yield standing


async def test_no_forged_or_misused_token_counts_on_any_route(apps: Apps, ground: Ground) -> None:
    found = await tokens.run(apps, ground.keys, part=0.25)
    assert found.clean, (found.accepted[:20], found.crashed[:20], found.refused)
    assert found.tokens >= 60
    assert found.probes >= 30 * found.routes


@pytest.mark.parametrize(
    ("name", "value", "taken"),
    [
        ("claims.within_key", lambda *_: True, "by the key of gateway"),
        ("tokens.LEEWAY_SECONDS", 100_000, "expired"),
        ("tokens.LONGEST_SECONDS", 10**12, "a life of more than a day"),
        ("claims._once", dict, "a claim twice"),
        ("tokens._MEMBERS", frozenset({"alg", "typ", "kid", "crit"}), "crit of nothing"),
        ("claims.few", lambda grants: grants, "grants without end"),
        ("claims.name_of", lambda name: name, "sub without end"),
        ("claims.grant_of", lambda _: Grant(Role.NATIONAL_ADMIN, ""), "role unknown"),
    ],
)
async def test_a_check_that_is_skipped_is_found(
    name: str, value: Any, taken: str, apps: Apps, ground: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(f"shared.{name}", value)
    partners = {"partners": apps["partners"]}
    found = await tokens.run(partners, ground.keys, part=0.3)
    assert any(taken in each for each in found.accepted), found.accepted[:5]


async def test_rights_that_ended_are_found_when_nobody_asks(
    apps: Apps, ground: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checked.Verifier, "_is_revoked", lambda *_: False)
    found = await tokens.run({"partners": apps["partners"]}, ground.keys, part=0.3)
    assert any("rights ended" in each for each in found.accepted)
