"""Free TCP ports on 127.0.0.1."""

import random
import socket

# Below the range from which Linux and macOS take the ports of outgoing connections: a port from
# inside it may be gone when a killed process wants it back.
LOW, HIGH = 20000, 32000


def is_free(port: int) -> bool:
    """Tell whether a server could listen on the port of 127.0.0.1 now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def find_free() -> int:
    """Return a port that nobody listens on; the caller must cope with losing the race for it."""
    chance = random.SystemRandom()
    while True:
        port = chance.randrange(LOW, HIGH)
        if is_free(port):
            return port
