"""Settings of the planning service."""

from typing import Self
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, SecretStr, model_validator

from services.planning.notice_channels.schemas import Gateway, GatewayKind
from shared.settings import ServiceSettings

SCHEMES = {
    GatewayKind.WEBHOOK: frozenset({"https", "http"}),
    GatewayKind.EMAIL: frozenset({"smtps", "smtp"}),
}
PROTECTED = frozenset({"https", "smtps"})


class NoticeGateway(BaseModel):
    """Something outside that takes notices to people: it knows their addresses, the platform does not."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Gateway
    kind: GatewayKind = GatewayKind.WEBHOOK
    url: SecretStr
    """Where it takes notices; of a mail server with user and password."""
    token: SecretStr | None = None
    """Shown to a webhook as a bearer token."""
    sender: str | None = Field(None, pattern="^[^@ \\r\\n]+@[^@ \\r\\n]+$", max_length=200)
    domain: str | None = Field(None, pattern="^[a-z0-9.-]+$", max_length=200)
    """Where each organization has the mailbox `<id>@domain`, which the mail server knows to pass on."""

    @model_validator(mode="after")
    def _complete(self) -> Self:
        parts = urlsplit(self.url.get_secret_value())
        if parts.scheme not in SCHEMES[self.kind] or not parts.hostname:
            raise ValueError(f"{self.name}: the url does not fit a gateway of kind {self.kind}")
        if self.kind is GatewayKind.EMAIL and not (self.sender and self.domain):
            raise ValueError(f"{self.name}: e-mail needs a sender and a domain")
        return self


class Settings(ServiceSettings):
    """Planning's database, the services that it follows, and by what it reaches authors of needs."""

    database_url: SecretStr = Field(validation_alias="PLANNING_DATABASE_URL")
    registry_url: str = Field(validation_alias="REGISTRY_URL")
    partners_url: str = Field(validation_alias="PARTNERS_URL")
    notice_gateways: tuple[NoticeGateway, ...] = Field((), max_length=50)
    """A JSON list of {"name", "kind", "url", "token"} or, of kind EMAIL, with "sender" and "domain"."""
    notice_retry_seconds: float = Field(5.0, ge=0.05, le=600)
    """How long after the first failure a notice is sent again; each further wait is four times as long."""

    def faults(self) -> list[str]:
        """Return what forbids these settings in production."""
        return super().faults() + [
            f"KHABUAN_NOTICE_GATEWAYS: {each.name} must be https:// or smtps://"
            for each in self.notice_gateways
            if urlsplit(each.url.get_secret_value()).scheme not in PROTECTED
        ]
