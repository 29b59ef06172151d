"""Everybody asks planning everything: nobody gets further, sees more or learns more than the contract says."""

from tests.access.conftest import Asked, wrong

LEAST = 15_000


async def test_every_route_answers_every_role_in_every_relation_as_the_contract_says(
    asked: Asked,
) -> None:
    outcome = await asked("planning", part=0.08)
    assert outcome.clean, wrong(outcome)
    assert outcome.probes >= LEAST
