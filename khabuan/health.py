"""Ask a process whether it is ready, with nothing but the standard library.

`python -m khabuan.health ADDRESS PATH` exits 0 for an answer of 200 (the health check of the
containers); the supervisor uses the same function.
"""

import asyncio
import sys
from http import HTTPStatus

TIMEOUT_SECONDS = 5.0


async def is_ready(address: str, path: str) -> bool:
    """Tell whether `address` (`host:port` or `unix:/path`) answers 200 at `path`."""
    try:
        async with asyncio.timeout(TIMEOUT_SECONDS):
            return await _ask(address, path) == HTTPStatus.OK
    except (OSError, TimeoutError, ValueError, IndexError):
        return False


async def _ask(address: str, path: str) -> int:
    if address.startswith("unix:"):
        reader, writer = await asyncio.open_unix_connection(address.removeprefix("unix:"))
    else:
        host, _, port = address.rpartition(":")
        reader, writer = await asyncio.open_connection(host, int(port))
    try:
        request = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        writer.write(request.encode("ascii"))
        await writer.drain()
        return int((await reader.readline()).split()[1])
    finally:
        writer.close()


def main(arguments: list[str]) -> int:
    """Return 0 when the process named by `ADDRESS PATH` is ready, else 1."""
    address, path = arguments
    return 0 if asyncio.run(is_ready(address, path)) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
