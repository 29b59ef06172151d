"""The issuer's keys change without anybody noticing: published before they sign, kept until they expired."""

import json
import stat
import time
from pathlib import Path
from typing import Any

import pytest

from khabuan import keys, lock, refusal
from shared import tokens
from shared.errors import Problem

GRANTS = [{"role": "AUDITOR"}]


def signed(made: keys.Keys, path: Path | None = None) -> str:
    key = json.loads((path or made.issuer).read_text())
    return f"Bearer {tokens.sign(key, 'somebody', GRANTS)}"


def published(made: keys.Keys) -> dict[str, dict[str, Any]]:
    return {key["kid"]: key for key in json.loads(made.jwks.read_text())["keys"]}


@pytest.fixture
def made(tmp_path: Path) -> keys.Keys:
    return keys.make(tmp_path)


def test_the_next_key_is_published_before_it_signs(made: keys.Keys) -> None:
    verifier = tokens.Verifier(made.jwks)
    assert verifier.subject(signed(made, made.next_issuer)).id == "somebody"
    waiting = json.loads(made.next_issuer.read_text())["kid"]
    current, following = keys.rotate(made.issuer, made.jwks, development=True)
    assert current == waiting == json.loads(made.issuer.read_text())["kid"]
    assert following == json.loads(made.next_issuer.read_text())["kid"]
    assert {current, following} <= published(made).keys()


def test_a_former_keys_tokens_hold_until_the_last_has_expired(
    made: keys.Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    token, former = signed(made), json.loads(made.issuer.read_text())["kid"]
    verifier = tokens.Verifier(made.jwks)
    for _ in range(3):
        keys.rotate(made.issuer, made.jwks, development=True)
    assert verifier.subject(token).id == "somebody"
    keys.make(made.folder.parent)
    assert former in published(made)
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + keys.FORMER_SECONDS + 1)
    keys.rotate(made.issuer, made.jwks, development=True)
    issuers = [kid for kid in published(made) if kid.startswith("issuer-")]
    assert former not in issuers
    assert len(issuers) == 3


def test_former_keys_outlive_every_token() -> None:
    assert keys.FORMER_SECONDS > tokens.LONGEST_SECONDS + tokens.LEEWAY_SECONDS


def test_a_compromised_key_and_the_one_waiting_are_refused_at_once(made: keys.Keys) -> None:
    stolen = [signed(made), signed(made, made.next_issuer)]
    keys.rotate(made.issuer, made.jwks, development=True, compromised=True)
    verifier = tokens.Verifier(made.jwks)
    for token in stolen:
        with pytest.raises(Problem, match="token-invalid"):
            verifier.subject(token)
    assert verifier.subject(signed(made)).id == "somebody"


def test_services_keep_their_keys_and_nothing_private_is_published(made: keys.Keys) -> None:
    before = published(made)
    keys.rotate(made.issuer, made.jwks, development=True)
    after = published(made)
    for name in ("registry", "planning", "partners", "gateway"):
        assert after[name] == before[name]
    assert not any("d" in key for key in after.values())
    for path in (made.issuer, made.next_issuer):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_rotation_that_died_half_way_is_finished_by_the_next(made: keys.Keys) -> None:
    made.next_issuer.write_text(made.issuer.read_text())  # died before the last file was written
    former = json.loads(made.issuer.read_text())["kid"]
    current, following = keys.rotate(made.issuer, made.jwks, development=True)
    assert len({former, current, following}) == 3
    assert {former, current, following} <= published(made).keys()


def test_the_first_rotation_makes_production_keys_and_later_ones_keep_mode(
    tmp_path: Path,
) -> None:
    issuer, jwks = tmp_path / "issuer.json", tmp_path / "jwks.json"
    keys.rotate(issuer, jwks)
    assert "development" not in issuer.read_text() + jwks.read_text()
    jwks.chmod(0o644)
    keys.rotate(issuer, jwks)
    assert stat.S_IMODE(jwks.stat().st_mode) == 0o644
    assert len(json.loads(jwks.read_text())["keys"]) == 3


def test_two_rotations_at_once_are_one(made: keys.Keys) -> None:
    held = lock.Lock(made.folder / ".rotation")
    try:
        with pytest.raises(refusal.Refusal, match="in use"):
            keys.rotate(made.issuer, made.jwks, development=True)
    finally:
        held.release()
