"""Bad production configurations: each must refuse to start and name its variable."""

import tempfile
from pathlib import Path
from unittest import mock

from bench import figure
from bench.access import boot, misconfigured
from shared.settings import ServiceSettings, Settings

NAME = "boot"
GOAL = "all of >= 100 bad production configurations refused by name; the 4 good ones start"
PLANTS = "faults() finds nothing"
LEAST = 100


def measure(size: figure.Size, seed: int, control: bool) -> figure.Figure:
    """Try them all; size and seed change nothing, the list is the list."""
    del size, seed
    with tempfile.TemporaryDirectory(prefix="khabuan-boot-") as made:
        folder = Path(made)
        if not control:
            return _measured(folder)
        kinds = {Settings, ServiceSettings, *boot.KINDS.values()}
        patches = [mock.patch.object(kind, "faults", return_value=[]) for kind in kinds]
        for patch in patches:
            patch.start()
        try:
            return _measured(folder)
        finally:
            mock.patch.stopall()


def _measured(folder: Path) -> figure.Figure:
    good = [boot.outcome(boot.ground(folder / name, name)) for name in boot.KINDS]
    tried = list(boot.trials(folder / "bad", misconfigured.of))
    let_in = [trial for trial in tried if not trial.refused]
    started = sum(code is None for code, _ in good)
    return figure.Figure(
        f"{len(tried) - len(let_in)} of {len(tried)} refused by name, {started} of {len(good)} good start",
        met=not let_in and len(tried) >= LEAST and started == len(good),
        n=len(tried),
        details={"not refused": [f"{t.name}: {t.code} {t.said}" for t in let_in[:50]]},
    )
