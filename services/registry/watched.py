"""A file that is read again when it changes, so that keys can be changed while requests go on."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Watched(Generic[T]):
    """What a JSON file says; while it is being replaced, what it said before."""

    def __init__(self, path: Path, understand: Callable[[Any], T]) -> None:
        """Read the file; whatever is wrong with it is raised now."""
        self._path = path
        self._understand = understand
        self._seen = self._state()
        self._value = self._read()

    @property
    def value(self) -> T:
        """Return what the file says now."""
        try:
            state = self._state()
            if state != self._seen:
                self._value = self._read()
                self._seen = state
        except (OSError, ValueError, KeyError, TypeError):
            return self._value
        return self._value

    def _state(self) -> tuple[int, int, int]:
        found = self._path.stat()
        return found.st_mtime_ns, found.st_ino, found.st_size

    def _read(self) -> T:
        return self._understand(json.loads(self._path.read_text("utf-8")))
