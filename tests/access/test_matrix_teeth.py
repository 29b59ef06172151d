"""The matrix has teeth: one condition dropped or one right widened, and it is red."""

import asyncio
import sys

import pytest

from shared.policies import POLICIES, Reach, Role
from tests.access.conftest import Asked
from tests.conftest import ROOT, Ground


async def test_a_dropped_scope_is_found(ground: Ground) -> None:
    url = ground.fresh("planning", "matrix_planted")
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bench.access.planted", str(ground.keys.folder.parent), url,
        cwd=ROOT, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    said, _ = await child.communicate()
    found, probes = (int(word) for word in said.split())
    assert probes > 2_000
    assert found > 100


@pytest.mark.parametrize(
    ("service", "action", "role", "reach"),
    [
        ("registry", "organizations.change", Role.MEMBER, Reach.ORGANIZATION),
        ("registry", "organizations.register", Role.TAMBON_STAFF, Reach.EVERYWHERE),
        ("partners", "nodes.open", Role.PARTNER_AGENCY, Reach.EVERYWHERE),
    ],
)
async def test_a_widened_right_is_found(
    service: str,
    action: str,
    role: Role,
    reach: Reach,
    asked: Asked,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(POLICIES[action], role, reach)
    outcome = await asked(service, action=action)
    assert outcome.wrong
    assert all(role.value in each or "crossed" in each for each in outcome.wrong)
