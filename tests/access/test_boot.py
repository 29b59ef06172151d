"""No process starts in production with a bad configuration, and each says which variable is bad."""

from pathlib import Path

import pytest

from bench.access import boot, misconfigured
from shared.settings import ServiceSettings, Settings


@pytest.mark.parametrize("process", boot.KINDS)
def test_a_good_production_configuration_starts(process: str, tmp_path: Path) -> None:
    assert boot.outcome(boot.ground(tmp_path, process)) == (None, [])


@pytest.mark.parametrize("process", boot.KINDS)
def test_every_bad_configuration_is_refused_by_its_name(process: str, tmp_path: Path) -> None:
    trials = list(boot.trials(tmp_path, misconfigured.of, [process]))
    assert [trial for trial in trials if not trial.refused] == []
    assert len(trials) >= 60


def test_settings_without_faults_are_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for kind in {Settings, ServiceSettings, *boot.KINDS.values()}:
        monkeypatch.setattr(kind, "faults", lambda _: [])
    trials = list(boot.trials(tmp_path, misconfigured.of, ["registry"]))
    assert sum(not trial.refused for trial in trials) >= 30
