"""Stand-ins for the platform's processes: what the supervisor does is shown on these.

Run as a script it supervises two of them, as `khabuan up` does the real ones:
`python standin.py FRONT_PORT BACK_PORT`.
"""

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from khabuan import processes, refusal, supervise

Send = Callable[[dict[str, Any]], Awaitable[None]]


def create_app() -> Callable[..., Awaitable[None]]:
    """Return an app that is ready at once, tells its pid, and can answer slowly."""

    async def app(scope: dict[str, Any], _receive: object, send: Send) -> None:
        if scope["type"] == "lifespan":
            await send({"type": "lifespan.startup.complete"})
            return
        if scope["path"] == "/say":
            sys.stderr.write("สวัสดี\n" + "x" * 100_000 + "\nlast\n")
            sys.stderr.flush()
        if scope["path"] == "/slow":
            await asyncio.sleep(1.5)
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": str(os.getpid()).encode()})

    return app


def _say(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


async def _main(ports: list[str]) -> None:
    children = [
        supervise.Child(
            name,
            [
                *processes.command(
                    processes.Process(name, f"standin:{sys.argv[3]}", ()),
                    f"127.0.0.1:{port}",
                    python=sys.executable,
                ),
                "--app-dir",
                str(Path(__file__).parent),
            ],
            dict(os.environ),
            f"127.0.0.1:{port}",
            last=name == "back",
        )
        for name, port in zip(("front", "back"), ports, strict=True)
    ]

    async def when_ready() -> None:
        _say("ready")
        if "failing" in sys.argv:
            message = "the examples were refused"
            raise refusal.Refusal(message)

    await supervise.Supervisor(children, prefixed="prefixed" in sys.argv).run(when_ready)
    _say("stopped")


if __name__ == "__main__":
    try:
        asyncio.run(_main(sys.argv[1:3]))
    except refusal.Refusal as answer:
        sys.exit(f"refused: {answer}")
