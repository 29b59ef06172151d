"""Leaves a service in peace that does not answer, and notices soon when it does again."""

import time
from collections.abc import Callable

FAILURES = 3
PAUSE_SECONDS = 0.5


class Breaker:
    """After three failures in a row one question each half second may go through."""

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failures = 0
        self._next = 0.0

    @property
    def is_open(self) -> bool:
        """Say whether the service is thought not to answer."""
        return self._failures >= FAILURES

    def lets_through(self) -> bool:
        """Say whether to ask now; an open breaker counts this as its one question."""
        if not self.is_open:
            return True
        now = self._clock()
        if now < self._next:
            return False
        self._next = now + PAUSE_SECONDS
        return True

    def answered(self) -> None:
        """Note that the service answered, whatever it said."""
        self._failures = 0

    def failed(self) -> None:
        """Note that the service could not be reached or did not answer in time."""
        self._failures += 1
        self._next = self._clock() + PAUSE_SECONDS
