"""The development keys below `$KHABUAN_HOME/keys`, made once, and how the issuer's keys are changed.

A development key carries the member `"environment": "development"`, by which a process with
production settings recognises and refuses it.

The issuer signs with the key in `issuer.json`; the key that comes after it waits in
`issuer-next.json` and is published long before it signs anything.
"""

import json
import os
import secrets
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from khabuan import authority, hints, lock, processes, refusal
from khabuan import home as home_folder

ISSUER = "issuer"
FORMER_SECONDS = 90_000
"""How long a former issuer key stays published: a token lives at most a day, and clocks differ."""
UNTIL = "until"
"""Member of a former public key: the second from which nobody needs it any more."""

Key = dict[str, Any]


@dataclass(frozen=True)
class Keys:
    """Where the keys of a home lie."""

    folder: Path

    @property
    def issuer(self) -> Path:
        """Return the private key that signs people's tokens."""
        return self.folder / f"{ISSUER}.json"

    @property
    def next_issuer(self) -> Path:
        """Return the private key that will sign people's tokens after the next rotation."""
        return next_to(self.issuer)

    @property
    def jwks(self) -> Path:
        """Return the public keys of everybody."""
        return self.folder / "jwks.json"

    @property
    def cursor_secret(self) -> Path:
        """Return the secret that signs list cursors."""
        return self.folder / "cursor-secret"

    @property
    def certificate_key(self) -> Path:
        """Return the private key (PEM) that signs certificates of status."""
        return self.folder / "certificate-authority.key"

    @property
    def certificate(self) -> Path:
        """Return the public certificate (PEM) by which they are verified."""
        return self.folder / "certificate-authority.pem"

    def of(self, process: str) -> Path:
        """Return the private key of a process."""
        return self.folder / f"{process}.json"


def make(home: Path) -> Keys:
    """Return the development keys of `home`, making those that are missing."""
    keys = Keys(home / "keys")
    names = (ISSUER, keys.next_issuer.stem, *(process.name for process in processes.PROCESSES))
    private = [keys.of(name) for name in names]
    if not keys.cursor_secret.is_file():
        home_folder.write_private(keys.cursor_secret, secrets.token_urlsafe(48))
    authority.make(keys.certificate_key, keys.certificate)
    if all(path.is_file() for path in (*private, keys.jwks)):
        return keys

    for name, path in zip(names, private, strict=True):
        if not path.is_file():
            kid = _issuer_kid() if name.startswith(ISSUER) else name
            home_folder.write_private(path, json.dumps(_generated(kid, development=True)))
    _publish(keys.jwks, [_read(path) for path in private], _former(keys.jwks, time.time()))
    return keys


def next_to(issuer: Path) -> Path:
    """Return where the key lies that will follow the one in `issuer`."""
    return issuer.with_name(f"{issuer.stem}-next{issuer.suffix}")


def rotate(
    issuer: Path, jwks: Path, *, development: bool = False, compromised: bool = False
) -> tuple[str, str]:
    """Let the next issuer key sign from now on, make another next one, and return both their ids.

    The former key stays published until its last token has expired. When the keys are `compromised`
    it goes at once, and so does the one that was next. Every step leaves files that work: a key is
    published before it may sign. What is missing is made. Raises `Refusal` when somebody else is just doing the same.
    """
    held = lock.Lock(issuer.with_name(".rotation"))
    try:
        waiting, now = next_to(issuer), time.time()
        current = _read(issuer) if issuer.is_file() else None
        coming = _read(waiting) if waiting.is_file() else None
        if compromised or coming is None or (current and coming["kid"] == current["kid"]):
            coming = _generated(_issuer_kid(), development=development)
        after = _generated(_issuer_kid(), development=development)
        known = _published(jwks)
        others = [key for key in known if not key["kid"].startswith(f"{ISSUER}-")]
        former = [] if compromised else _former(jwks, now)
        if current and not compromised:
            former.append(_public(current) | {UNTIL: int(now + FORMER_SECONDS)})
        _publish(jwks, [*others, coming, after], former)
        _replace(issuer, json.dumps(coming))
        _replace(waiting, json.dumps(after))
    finally:
        held.release()
    return coming["kid"], after["kid"]


def _issuer_kid() -> str:
    return f"{ISSUER}-{secrets.token_hex(4)}"


def _generated(kid: str, *, development: bool) -> Key:
    from joserfc.jwk import ECKey

    made = ECKey.generate_key("P-256").as_dict(private=True)
    marks = {"environment": "development"} if development else {}
    return {**made, "kid": kid, "use": "sig", "alg": "ES256", **marks}


def _public(key: Key) -> Key:
    return {name: value for name, value in key.items() if name != "d"}


def _read(path: Path) -> Key:
    found: Key = json.loads(path.read_text("utf-8"))
    return found


def _published(jwks: Path) -> list[Key]:
    return list(_read(jwks)["keys"]) if jwks.is_file() else []


def _former(jwks: Path, now: float) -> list[Key]:
    """Return the former issuer keys whose tokens may still live."""
    return [key for key in _published(jwks) if key.get(UNTIL, 0) > now]


def _publish(jwks: Path, keys: Iterable[Key], former: Iterable[Key]) -> None:
    """Write the public parts; a key that signs again is no former one."""
    public = {key["kid"]: key for key in former} | {key["kid"]: _public(key) for key in keys}
    _replace(jwks, json.dumps({"keys": list(public.values())}))


def _replace(path: Path, text: str) -> None:
    """Write a file whole or not at all, with the mode and the owner that it had."""
    before = path.stat() if path.exists() else None
    home_folder.write_private(path, text)
    if before is not None:
        path.chmod(before.st_mode & 0o777)
        if (before.st_uid, before.st_gid) != (os.geteuid(), os.getegid()):
            os.chown(path, before.st_uid, before.st_gid)


def token(
    home: Path,
    *grants: dict[str, str],
    minutes: float = 15,
    subject: str | None = None,
    issued: int | None = None,
) -> str:
    """Return a signed development token that carries these grants, issued now or at that second.

    The subject follows from the first grant, so that a replay comes from the same person. Raises
    `Refusal` when there are no development keys yet, and for an unknown role.
    """
    path = Keys(home / "keys").issuer
    if not path.is_file():
        message = f"there is no {path}; `{hints.make('run')}` makes the development keys"
        raise refusal.Refusal(message)

    from shared import policies, tokens

    for grant in grants:
        if grant["role"] not in set(policies.Role):
            message = f"no role {grant['role']!r}; there are {', '.join(policies.Role)}"
            raise refusal.Refusal(message, code=2)
    who = subject or ":".join(("development", *grants[0].values()))
    key = json.loads(path.read_text("utf-8"))
    return tokens.sign(key, who, grants, minutes=minutes, strong=True, issued=issued)
