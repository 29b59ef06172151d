"""The services' matrices, each on a database of its own."""

from collections.abc import Awaitable, Callable

import pytest

from bench.access import matrix
from tests.conftest import Ground

Asked = Callable[..., Awaitable[matrix.Outcome]]


@pytest.fixture
def asked(ground: Ground, record_property: Callable[[str, object], None]) -> Asked:
    """Ask a service and put the count of probes on the record of the run."""

    async def ask(service: str, *, part: float = 1.0, action: str | None = None) -> matrix.Outcome:
        url = ground.fresh(service, f"matrix_{service}")
        outcome = await matrix.run(service, url, ground.keys, part=part, action=action)
        record_property("probes", outcome.probes)
        return outcome

    return ask


def wrong(outcome: matrix.Outcome) -> str:
    """Return what a failing test says: counts first, then the first of each kind."""
    return "\n".join(
        (
            f"{len(outcome.wrong)} wrong of {outcome.probes}",
            *outcome.unbuilt,
            *outcome.never,
            *outcome.wrong[:40],
        )
    )
