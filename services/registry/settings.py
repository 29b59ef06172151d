"""Settings of the registry service."""

from pathlib import Path
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator

from shared import key_files
from shared.settings import ServiceSettings


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

    _readable_issuer = field_validator("issuer_keys_file")(key_files.readable)

    @field_validator("oidc")
    @classmethod
    def _one_each(cls, providers: tuple[Provider, ...]) -> tuple[Provider, ...]:
        if len({provider.issuer for provider in providers}) != len(providers):
            raise ValueError("names an issuer twice")
        return providers

    def faults(self) -> list[str]:
        """Return what forbids these settings in production."""
        found = super().faults()
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
