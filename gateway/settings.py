"""Settings of the gateway: where the services are, and how long it waits for and keeps their answers."""

from pydantic import Field, IPvAnyNetwork, field_validator

from shared import settings

SERVICES = ("registry", "planning", "partners")
WIDEST = {4: 8, 6: 32}
"""The widest network that can be one's own, as the length of its prefix, by version of IP."""


class Settings(settings.Settings):
    """Addresses are `http://…`, `https://…` or `unix:/path`; times are seconds."""

    registry_url: str = Field(validation_alias="REGISTRY_URL")
    planning_url: str = Field(validation_alias="PLANNING_URL")
    partners_url: str = Field(validation_alias="PARTNERS_URL")

    proxies: tuple[IPvAnyNetwork, ...] = Field((), max_length=50)
    """Our own proxies in front (a JSON list of networks), the only ones whose X-Forwarded-For counts."""

    files_at_once: int = Field(8, ge=1, le=200)
    """Bodies above the usual size that may be on their way at once: each is held in memory."""
    pass_seconds: float = Field(10.0, gt=0, le=120)
    """For a request that is passed through, from its last byte in to the last byte of the answer."""
    body_seconds: float = Field(30.0, gt=0, le=300)
    """For a caller to send the body of a request."""
    part_seconds: float = Field(0.8, gt=0, le=5)
    """For one part of a screen, connection and validation included."""
    journey_seconds: float = Field(0.9, gt=0, le=5)
    """For all parts of a journey, of which some wait for others."""
    fresh_seconds: float = Field(2.0, ge=0, le=60)
    """How long a part counts as fresh; up to a quarter more or less, so that they do not expire together."""
    follow: bool = True
    """Ask the registry which tokens it refuses (tests switch it off)."""
    kept_parts: int = Field(20_000, ge=100, le=1_000_000)
    """Last good parts kept for the time when a service does not answer."""

    @field_validator("registry_url", "planning_url", "partners_url")
    @classmethod
    def _address(cls, url: str) -> str:
        if not url.startswith(("http://", "https://", "unix:/")):
            raise ValueError("must look like http://…, https://… or unix:/path")
        return url

    def faults(self) -> list[str]:
        """Return what forbids these settings in production: whom everybody may pretend to be, too."""
        wide = [str(net) for net in self.proxies if net.prefixlen < WIDEST[net.version]]
        told = settings.variable(type(self), "proxies")
        return super().faults() + [f"{told}: {net} is no network of our own" for net in wide]

    @property
    def per_service(self) -> int:
        """Return how many requests may wait for one service.

        Three services that hang together leave room for screens and health checks.
        """
        return max(2, self.in_flight * 3 // 10)

    def address(self, service: str) -> str:
        """Return the address of a service by its name."""
        return str(getattr(self, f"{service}_url"))
