"""The development keys below `$KHABUAN_HOME/keys`, made once and readable by their owner only.

Every key carries the member `"environment": "development"`, by which a process with production
settings recognises and refuses it.
"""

import json
import secrets
from dataclasses import dataclass
from pathlib import Path

from khabuan import hints, processes, refusal
from khabuan import home as home_folder

ISSUER = "issuer"


@dataclass(frozen=True)
class Keys:
    """Where the keys of a home lie."""

    folder: Path

    @property
    def issuer(self) -> Path:
        """Return the private key that signs people's tokens."""
        return self.folder / f"{ISSUER}.json"

    @property
    def jwks(self) -> Path:
        """Return the public keys of everybody."""
        return self.folder / "jwks.json"

    @property
    def cursor_secret(self) -> Path:
        """Return the secret that signs list cursors."""
        return self.folder / "cursor-secret"

    def of(self, process: str) -> Path:
        """Return the private key of a process."""
        return self.folder / f"{process}.json"


def make(home: Path) -> Keys:
    """Return the development keys of `home`, making those that are missing."""
    keys = Keys(home / "keys")
    names = (ISSUER, *(process.name for process in processes.PROCESSES))
    private = [keys.of(name) for name in names]
    if not keys.cursor_secret.is_file():
        home_folder.write_private(keys.cursor_secret, secrets.token_urlsafe(48))
    if all(path.is_file() for path in (*private, keys.jwks)):
        return keys

    from joserfc.jwk import ECKey

    public = []
    for name, path in zip(names, private, strict=True):
        if not path.is_file():
            kid = f"{ISSUER}-{secrets.token_hex(4)}" if name == ISSUER else name
            made = ECKey.generate_key("P-256").as_dict(private=True)
            marks = {"kid": kid, "use": "sig", "alg": "ES256", "environment": "development"}
            home_folder.write_private(path, json.dumps({**made, **marks}))
        key = ECKey.import_key(json.loads(path.read_text("utf-8")))
        public.append(key.as_dict(private=False))
    home_folder.write_private(keys.jwks, json.dumps({"keys": public}))
    return keys


def token(
    home: Path, *grants: dict[str, str], minutes: float = 15, subject: str | None = None
) -> str:
    """Return a signed development token that carries these grants.

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
    return tokens.sign(json.loads(path.read_text("utf-8")), who, grants, minutes=minutes)
