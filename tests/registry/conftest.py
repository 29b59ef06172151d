"""The registry in this process, with the country loaded."""

from collections.abc import AsyncIterator

import pytest

from services.registry.main import create_app
from services.registry.settings import Settings
from tests.conftest import Client, Ground, running, service_settings


@pytest.fixture(scope="module")
async def registry(ground: Ground, request: pytest.FixtureRequest) -> AsyncIterator[Client]:
    url = ground.fresh("registry", request.module.__name__.rsplit(".", 1)[-1])
    app = create_app(service_settings(Settings, "registry", ground, url))
    async with running(app) as client:
        yield client
