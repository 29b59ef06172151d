"""Settings of the registry service."""

from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator, model_validator

from services.registry import authority
from shared import key_files
from shared.settings import ServiceSettings

_SIGNING, _SHOWN = "KHABUAN_CERTIFICATE_KEY_FILE", "KHABUAN_CERTIFICATE_FILE"


class Provider(BaseModel):
    """An outside OIDC provider whose word we take for who somebody is."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    issuer: str = Field(pattern=r"^https?://[^\s?#]+$", max_length=300)
    """Exactly as its tokens name it in `iss`."""
    audience: str = Field(min_length=1, max_length=500)
    """Our client id there: a token made for anybody else is refused."""


class Settings(ServiceSettings):
    """The registry's database, the services it follows, and what it signs people in with."""

    database_url: SecretStr = Field(validation_alias="REGISTRY_DATABASE_URL")
    planning_url: str = Field(validation_alias="PLANNING_URL")
    issuer_keys_file: Path
    """Private JWK that signs people's tokens; read again when it changes."""
    public_address: str = Field("http://127.0.0.1:8000", pattern=r"^https?://[^\s/?#]+$")
    """Where the outside finds the platform, without a path."""
    oidc: tuple[Provider, ...] = Field((), max_length=20)
    """Outside identity providers, a JSON list of {"issuer", "audience"}."""

    certificate_key_file: Path | None = None
    """Private key (PEM, P-256) that signs certificates of status; without it none are given on paper."""
    certificate_file: Path | None = None
    """The public certificate (PEM) of that key."""

    _readable_issuer = field_validator("issuer_keys_file")(key_files.readable)

    @field_validator("oidc")
    @classmethod
    def _one_each(cls, providers: tuple[Provider, ...]) -> tuple[Provider, ...]:
        if len({provider.issuer for provider in providers}) != len(providers):
            raise ValueError("names an issuer twice")
        return providers

    @model_validator(mode="after")
    def _readable_authority(self) -> Self:
        self.issuing_authority()
        return self

    def issuing_authority(self) -> authority.Authority | None:
        """Return who signs certificates of status, None where nobody does; raise ValueError for half of it."""
        key, shown = self.certificate_key_file, self.certificate_file
        if key is None and shown is None:
            return None
        if key is None or shown is None:
            missing = _SIGNING if key is None else _SHOWN
            raise ValueError(f"{missing}: is needed too, or neither of the pair to give no paper")
        try:
            return authority.read(key, shown)
        except ValueError as error:
            at_fault = _SHOWN if isinstance(error, authority.WrongCertificateError) else _SIGNING
            raise ValueError(f"{at_fault}: {error}") from None

    def faults(self) -> list[str]:
        """Return what forbids these settings in production."""
        found = super().faults()
        if (issuing := self.issuing_authority()) and self.certificate_key_file is not None:
            if issuing.is_for_development:
                found.append(f"{_SHOWN}: was made for development")
            if self.certificate_key_file.stat().st_mode & key_files.ANYBODY:
                found.append(f"{_SIGNING}: can be read by everybody (chmod o=)")
        if '"development"' in self.issuer_keys_file.read_text():
            found.append(
                f"KHABUAN_ISSUER_KEYS_FILE: {self.issuer_keys_file.name} holds development keys"
            )
        for name, addresses in (
            ("KHABUAN_PUBLIC_ADDRESS", [self.public_address]),
            ("KHABUAN_OIDC", [provider.issuer for provider in self.oidc]),
        ):
            if any(urlsplit(address).scheme != "https" for address in addresses):
                found.append(f"{name}: must be https://")
        return found
