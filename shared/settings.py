"""Settings from the environment that refuse to start a process on a bad configuration."""

import sys
from pathlib import Path
from typing import Literal, Self, TypeVar
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from pydantic_settings.exceptions import SettingsError

from shared import database_urls, key_files, weak

MAX_CONNECTIONS = 30
FILES = "/v1/document-files/"
S = TypeVar("S", bound="Settings")


class Settings(BaseSettings):
    """What every process reads; production is the default, development has to be asked for."""

    model_config = SettingsConfigDict(env_prefix="KHABUAN_", extra="forbid", frozen=True)

    environment: Literal["development", "production"] = "production"
    jwks_file: Path
    """Public keys (a JWK set) that tokens are verified with."""
    service_key_file: Path
    """Private JWK of this process; signs the tokens it shows to the other services."""
    cursor_secret: SecretStr = Field(min_length=32)
    """Signs list cursors; the same in every replica."""
    log_level: Literal["DEBUG", "INFO", "WARNING"] = "INFO"
    open_docs: bool | None = None
    """Show /docs to everybody; by default only outside production."""
    event_prefix: str = Field("th.khabuan", pattern=r"^[a-z0-9.]{3,60}$")
    in_flight: int = Field(256, ge=8, le=10_000)
    """Requests worked on at once; the rest is told to come back (503)."""
    max_body_bytes: int = Field(1_048_576, ge=1024, le=52_428_800)
    max_file_bytes: int = Field(10_485_760, ge=1024, le=52_428_800)
    """The size of one document's file, sent by PUT to `FILES`; everything else keeps to `max_body_bytes`."""

    @property
    def development(self) -> bool:
        """Say whether development conveniences are on."""
        return self.environment == "development"

    @property
    def larger_bodies(self) -> dict[str, int]:
        """Return how much may be sent by PUT to an address that begins so."""
        return {FILES: self.max_file_bytes}

    @property
    def shows_docs(self) -> bool:
        """Say whether the documentation pages are served."""
        return self.development if self.open_docs is None else self.open_docs

    _readable_keys = field_validator("jwks_file", "service_key_file")(key_files.readable)

    @model_validator(mode="after")
    def _fit_for_production(self) -> Self:
        if faults := [] if self.development else self.faults():
            raise ValueError("\n".join(dict.fromkeys(faults)))
        return self

    def faults(self) -> list[str]:
        """Return what forbids these settings in production, one sentence each."""
        found = self._faults_of_keys()
        if weak.is_simple(self.cursor_secret.get_secret_value()):
            found.append("KHABUAN_CURSOR_SECRET: is too simple")
        if self.open_docs:
            found.append("KHABUAN_OPEN_DOCS: must stay off")
        if self.log_level == "DEBUG":
            found.append("KHABUAN_LOG_LEVEL: DEBUG must stay off")
        return found + [
            f"{variable(type(self), name)}: must be https://host or unix:/path, not plain http"
            for name, value in self.upstreams().items()
            if not is_safe(value)
        ]

    @property
    def process(self) -> str:
        """Return which process these are the settings of: whose key it must hold."""
        return "gateway"

    def _faults_of_keys(self) -> list[str]:
        """Return what is wrong with each key file: development keys first, they explain the rest."""
        owners = {"service_key_file": self.process, "issuer_keys_file": key_files.ISSUER}
        found: list[str] = []
        public: Path | None = self.jwks_file
        for name in ("jwks_file", *(each for each in owners if each in type(self).model_fields)):
            path: Path = getattr(self, name)
            if '"development"' in path.read_text():
                faults = [f"{path.name} holds development keys"]
            elif name == "jwks_file":
                faults = [f"{path.name} {each}" for each in key_files.of_public(path)]
                public = None if faults else path
            else:
                wrong = key_files.of_private(path, owners[name], public)
                faults = [f"{path.name} {each}" for each in wrong]
            found += [f"{variable(type(self), name)}: {fault}" for fault in faults]
        return found

    def upstreams(self) -> dict[str, str]:
        """Return the addresses of the other processes that this one calls, by variable name."""
        return {
            name: value
            for name, value in self.model_dump().items()
            if name.endswith("_url") and name != "database_url" and isinstance(value, str)
        }


class ServiceSettings(Settings):
    """What a process with a database reads besides; the subclass names the variable."""

    database_url: SecretStr
    pool_size: int = Field(8, ge=2, le=50)
    """Connections for writes; reads have twice as many of their own."""
    follow: bool = True
    """Follow the other services' feeds (tests switch it off)."""

    @field_validator("database_url")
    @classmethod
    def _postgresql(cls, url: SecretStr) -> SecretStr:
        database_urls.read(url.get_secret_value())
        return url

    @model_validator(mode="after")
    def _few_connections(self) -> Self:
        if 3 * self.pool_size + 2 > MAX_CONNECTIONS:
            raise ValueError(
                f"{variable(type(self), 'pool_size')}: {self.pool_size} would take more than "
                f"{MAX_CONNECTIONS} connections"
            )
        return self

    def faults(self) -> list[str]:
        """Return what forbids these settings in production, the database's faults included."""
        found, name = super().faults(), variable(type(self), "database_url")
        if not self.follow:
            found.append("KHABUAN_FOLLOW: must stay on, or nobody hears of revoked rights")
        wrong = database_urls.faults(self.database_url.get_secret_value())
        return found + [f"{name}: {fault}" for fault in wrong]

    @property
    def process(self) -> str:
        """Return which process these are the settings of, by the variable of its database."""
        return variable(type(self), "database_url").partition("_")[0].lower()


def is_safe(address: str) -> bool:
    """Say whether what is sent to an address of another process stays between the two."""
    parts = urlsplit(address)
    if parts.scheme == "unix":
        return parts.path.startswith("/") and not parts.netloc
    return parts.scheme == "https" and bool(parts.hostname) and "@" not in parts.netloc


def load(kind: type[S]) -> S:
    """Read the settings, or print one line a problem, by variable, and exit with code 2."""
    try:
        return kind()
    except SettingsError as error:  # a variable that should hold JSON
        named = [name for name in kind.model_fields if f'"{name}"' in str(error)]
        name = variable(kind, named[0]) if named else ""
        sys.stderr.write(f"settings: {name}: is not JSON\n")
        sys.exit(2)
    except ValidationError as error:
        for fault in error.errors():
            name = _variable(kind, fault["loc"])
            for line in str(fault["msg"]).removeprefix("Value error, ").splitlines():
                sys.stderr.write(f"settings: {name}: {line}\n" if name else f"settings: {line}\n")
        sys.exit(2)


def _variable(kind: type[Settings], where: tuple[int | str, ...]) -> str:
    """Return the environment variable that a fault is about, nothing when it is about several."""
    if not where:
        return ""
    name = str(where[0])
    return variable(kind, name) if name in kind.model_fields else name.upper()


def variable(kind: type[Settings], field: str) -> str:
    """Return the environment variable that a field is read from."""
    own = kind.model_fields[field].validation_alias
    return own if isinstance(own, str) else f"{kind.model_config['env_prefix']}{field}".upper()
