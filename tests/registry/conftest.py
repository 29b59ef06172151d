"""The registry in this process, with the country loaded."""

from collections.abc import AsyncIterator

import pytest

from services.registry import credentials
from services.registry.main import create_app
from services.registry.settings import Settings
from tests.conftest import Client, Ground, running, service_settings
from tests.registry.signing import PASSWORD


@pytest.fixture(scope="module")
async def registry(ground: Ground, request: pytest.FixtureRequest) -> AsyncIterator[Client]:
    url = ground.fresh("registry", request.module.__name__.rsplit(".", 1)[-1])
    app = create_app(service_settings(Settings, "registry", ground, url))
    async with running(app) as client:
        yield client


@pytest.fixture
def calm(registry: Client) -> None:
    """Forget who tried to sign in before."""
    registry.app.state.desk.throttle._storage.reset()


@pytest.fixture
def hashes(monkeypatch: pytest.MonkeyPatch) -> list[str | None]:
    """Count what reaches the hash, without its cost."""
    seen: list[str | None] = []

    def fits(password: str, kept: str | None) -> bool:
        seen.append(kept)
        return kept is not None and password == PASSWORD

    monkeypatch.setattr(credentials, "_fits", fits)
    return seen
