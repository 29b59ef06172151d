"""Command lines to show to a person, which work when they are pasted where the command ran."""

import os
import shlex
import sys
from pathlib import Path

VARIABLES = {"KHABUAN_HOME": ".khabuan", "KHABUAN_PORT": "8000"}


def khabuan(*arguments: str) -> str:
    """Return the command line of `khabuan` with these arguments, for this home and port."""
    program = Path(sys.executable).with_name("khabuan")
    words = (
        [_short(program)] if program.is_file() else [_short(Path(sys.executable)), "-m", "khabuan"]
    )
    return " ".join([*_surroundings(), shlex.join([*words, *arguments])])


def make(target: str) -> str:
    """Return the command line that makes a target of the Makefile, for this home and port."""
    return " ".join([*_surroundings(), "make", target])


def _surroundings() -> list[str]:
    """Return the assignments without which the command would speak to another platform."""
    found = {name: os.environ.get(name) or default for name, default in VARIABLES.items()}
    return [
        f"{name}={shlex.quote(value)}" for name, value in found.items() if value != VARIABLES[name]
    ]


def _short(program: Path) -> str:
    """Return the program's path from here when it lies below this folder, else the whole path."""
    here = Path.cwd()
    return str(program.relative_to(here) if program.is_relative_to(here) else program)
