"""A lock that the kernel takes back when its holder dies, however it dies."""

import fcntl
import os
import time
from pathlib import Path

from khabuan import refusal

PATIENCE_SECONDS = 0.5


class Lock:
    """An exclusive lock on a file, held until `release` or until the process ends."""

    def __init__(self, path: Path) -> None:
        """Take the lock; raise `Refusal` naming the holder when somebody has it."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        if not self._taken():
            holder = os.read(self._descriptor, 20).decode("ascii", "replace").strip() or "?"
            os.close(self._descriptor)
            message = (
                f"{path.parent} is in use by process {holder}; "
                "stop that one first, or set KHABUAN_HOME to another folder"
            )
            raise refusal.Refusal(message)
        os.ftruncate(self._descriptor, 0)
        os.pwrite(self._descriptor, f"{os.getpid()}\n".encode(), 0)

    def _taken(self) -> bool:
        """Take the lock, with patience for a holder that is just being killed."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() > deadline:
                    return False
                time.sleep(0.02)
            else:
                return True

    def release(self) -> None:
        """Give the lock back; a second call does nothing."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1
