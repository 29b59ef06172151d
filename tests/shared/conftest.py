"""The registry as the ground on which shared machinery is tested for real."""

from collections.abc import AsyncIterator

import pytest

from services.registry.main import create_app
from services.registry.settings import Settings
from tests.conftest import Client, Ground, running, service_settings


@pytest.fixture(scope="module")
async def registry(ground: Ground, request: pytest.FixtureRequest) -> AsyncIterator[Client]:
    url = ground.fresh("registry", request.module.__name__.rsplit(".", 1)[-1])
    async with running(create_app(service_settings(Settings, "registry", ground, url))) as client:
        yield client
