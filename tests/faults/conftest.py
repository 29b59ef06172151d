"""The four real processes on databases of the tests' own cluster, to be killed and attacked."""

from collections.abc import AsyncIterator

import pytest

from bench.faults import house
from tests.conftest import SERVICES, Ground


@pytest.fixture(scope="module")
async def platform(ground: Ground) -> AsyncIterator[house.House]:
    """Lend the running platform once everybody has heard of the country's areas."""
    urls = {name: ground.fresh(name, "faults") for name in SERVICES}
    async with house.lodging(ground.keys.folder.parent, urls) as stand:
        for name in house.TABLE:
            stand.add(name, KHABUAN_POOL_SIZE="4")
        await stand.start()
        await stand.followed()
        yield stand
