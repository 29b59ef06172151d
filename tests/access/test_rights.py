"""Whatever happens to rights, the registry says what a small model says; a right that outlives its post is found."""

from collections.abc import Iterator

import pytest

from bench.access import planted_rights, rights
from tests.conftest import Ground

SEED = 20261121


@pytest.fixture
def registry(ground: Ground) -> Iterator[rights.Registry]:
    with rights.standing(ground.fresh("registry", "rights"), ground.keys) as standing:
        yield standing


def test_rights_equal_the_model_whatever_happens(registry: rights.Registry) -> None:
    assert rights.run(registry, 60, SEED) is None
    assert registry.sequences >= 60
    assert registry.checks > 2_000
    done = {name for name, count in registry.statuses.items() if count and name[-3] == "2"}
    acts = ("grants 201", "memberships 201", "endings 200", "mergers 200", "decisions 200")
    assert done >= set(acts), registry.statuses


def test_a_right_that_outlives_its_post_is_found(
    registry: rights.Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(*planted_rights.PLANT)
    assert rights.run(registry, 60, SEED) is not None
