"""Bad production configurations: each process, everything that can be forgotten, mistaken or left as it was."""

import contextlib
import io
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from joserfc.jwk import ECKey, OctKey, RSAKey

from gateway.settings import Settings as GatewaySettings
from khabuan import authority, environment, home
from services.partners.settings import Settings as PartnersSettings
from services.planning.settings import Settings as PlanningSettings
from services.registry.settings import Settings as RegistrySettings
from shared import settings

KINDS: dict[str, type[settings.Settings]] = {
    "registry": RegistrySettings,
    "planning": PlanningSettings,
    "partners": PartnersSettings,
    "gateway": GatewaySettings,
}
SECRET = "Zk3vQ9pL2xW7rT5yB8nM4cD6fG1hJ0sA"
PASSWORD = "Hq8ZtP3wLmX5"
JWKS, OWN, ISSUER = "KHABUAN_JWKS_FILE", "KHABUAN_SERVICE_KEY_FILE", "KHABUAN_ISSUER_KEYS_FILE"
PAPER_KEY, PAPER = "KHABUAN_CERTIFICATE_KEY_FILE", "KHABUAN_CERTIFICATE_FILE"
CURSOR = "KHABUAN_CURSOR_SECRET"
Key = dict[str, Any]
Spoil = Callable[["Ground"], str | None]
"""Spoils files of a good ground and returns the variable's new value: None takes it away, "" keeps it."""


@dataclass
class Ground:
    """A folder with key files that production starts with, and the environment of a process."""

    folder: Path
    process: str
    variables: dict[str, str] = field(default_factory=dict)
    private: dict[str, Key] = field(default_factory=dict)

    def read(self) -> list[Key]:
        """Return the published keys."""
        return list(json.loads((self.folder / "jwks").read_text())["keys"])

    def write(self, name: str, told: Any, *, mode: int = 0o600) -> str:
        """Write a key file; return nothing, so that its variable stays."""
        text = told if isinstance(told, str) else json.dumps(told)
        home.write_private(self.folder / name, text)
        return self.chmod(name, mode)

    def chmod(self, name: str, mode: int) -> str:
        """Let others do something with a key file; return nothing."""
        (self.folder / name).chmod(mode)
        return ""


def make_key(kid: str, curve: str = "P-256") -> Key:
    """Return a new private key."""
    made: Key = ECKey.generate_key(curve).as_dict(private=True)
    return {**made, "kid": kid, "use": "sig", "alg": "ES256"}


def public(key: Key) -> Key:
    """Return what of a key may be published."""
    return {name: value for name, value in key.items() if name != "d"}


def ground(folder: Path, process: str) -> Ground:
    """Make key files and an environment that the process starts with in production."""
    names = (*KINDS, "issuer-1", "issuer-2")
    made = Ground(folder, process, private={name: make_key(name) for name in names})
    for name in (*KINDS, "issuer-1"):
        made.write(name, made.private[name])
    made.write("jwks", {"keys": [public(key) for key in made.private.values()]}, mode=0o644)
    others = {"registry": ["planning"], "planning": ["registry", "partners"],
              "partners": ["registry", "planning"], "gateway": ["registry", "planning", "partners"]}  # fmt: skip
    made.variables = {
        "KHABUAN_ENVIRONMENT": "production",
        JWKS: str(folder / "jwks"),
        OWN: str(folder / process),
        CURSOR: SECRET,
        **{f"{name.upper()}_URL": f"https://{name}.internal" for name in others[process]},
    }
    if process != "gateway":
        made.variables[f"{process.upper()}_DATABASE_URL"] = database(process)
    if process == "registry":
        made.variables |= {
            ISSUER: str(folder / "issuer-1"),
            "KHABUAN_PUBLIC_ADDRESS": "https://khabuan.example",
            PAPER_KEY: str(folder / "certificate.key"),
            PAPER: str(folder / "certificate.pem"),
        }
        authority.make_for_production(folder, "พอช.", "ทะเบียน")
    return made


def database(user: str, password: str = PASSWORD, query: str = "?sslmode=verify-full") -> str:
    """Return the URL of a database."""
    return f"postgresql://{user}:{password}@db.internal:5432/{user}{query}"


def outcome(made: Ground) -> tuple[int | None, list[str]]:
    """Load the settings as the process would: the exit code, None when it starts, and what was said."""
    said = io.StringIO()
    with environment.replaced(made.variables), contextlib.redirect_stderr(said):
        try:
            settings.load(KINDS[made.process])
        except SystemExit as refused:
            return int(str(refused.code)), said.getvalue().splitlines()
    return None, said.getvalue().splitlines()


@dataclass(frozen=True)
class Trial:
    """One bad configuration and what became of it."""

    name: str
    variable: str
    code: int | None
    said: tuple[str, ...]

    @property
    def refused(self) -> bool:
        """Say whether the process refused to start and named nothing but the variable, and no secret."""
        named = [line.startswith(f"settings: {self.variable}: ") for line in self.said]
        told = "\n".join(self.said)
        return self.code == 2 and all(named) and bool(named) and PASSWORD not in told


def trials(
    folder: Path,
    of: Callable[[str], Iterable[tuple[str, str, Spoil]]],
    processes: Iterable[str] = KINDS,
) -> Iterator[Trial]:
    """Try every bad configuration `of` each process."""
    for process in processes:
        for number, (name, variable, spoil) in enumerate(of(process)):
            made = ground(folder / f"{process}-{number}", process)
            value = spoil(made)
            if value is None:
                made.variables.pop(variable, None)
            elif value:
                made.variables[variable] = value
            code, said = outcome(made)
            yield Trial(f"{process}: {name}", variable, code, tuple(said))


def foreign(kind: str) -> Key:
    """Return a public key that is no EC key."""
    if kind == "oct":
        return {**OctKey.generate_key(256).as_dict(private=True), "kid": "issuer-3"}
    return {**RSAKey.generate_key(2048).as_dict(private=False), "kid": "issuer-3"}
