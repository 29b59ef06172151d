"""Everybody asks registry everything: nobody gets further, sees more or learns more than the contract says."""

from tests.access.conftest import Asked, wrong

LEAST = 8_000


async def test_every_route_answers_every_role_in_every_relation_as_the_contract_says(
    asked: Asked,
) -> None:
    outcome = await asked("registry", part=0.03)
    assert outcome.clean, wrong(outcome)
    assert outcome.probes >= LEAST
