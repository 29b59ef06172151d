"""Play story files (`stories.py`) through the running gateway, as the people in them would.

Playing a story again changes nothing: what it creates has ids of its own, and every request
carries the same idempotency key as the first time.
"""

import http.client
import json
import socket
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from khabuan import hints, keys, loaded, refusal, stories
from khabuan import home as home_folder

PATIENCE_SECONDS = 15.0
PAUSE_SECONDS = 0.1
TIMEOUT_SECONDS = 30.0
DONE = (200, 201, 204)
# Others learn of a new thing a moment later, and a killed process needs a moment to return.
PASSING_STATUS = (502, 503, 504)
PASSING_CODES = ("unknown-reference", "request-in-progress")


@dataclass
class Gateway:
    """The running gateway and the tokens to speak to it with."""

    url: str
    home: Path
    tokens: dict[str, str] = field(default_factory=dict, repr=False)
    connection: http.client.HTTPConnection | None = field(default=None, repr=False)

    def ask(
        self,
        method: str,
        path: str,
        grant: dict[str, str],
        headers: Mapping[str, str],
        body: bytes,
        person: str = "",
        subject: str = "",
    ) -> tuple[int, Mapping[str, str], Any]:
        """Send one request as the holder of `grant`; return status, headers and JSON.

        `person` tells people with the same grant apart, `subject` names an account to be. A gateway
        that cannot be reached counts as status 503.
        """
        who = json.dumps([grant, person, subject], sort_keys=True)
        if who not in self.tokens:
            named = ":".join(("development", *grant.values(), person)) if person else subject
            soon = int(time.time()) + 2 if subject else None  # after what ended its former tokens
            self.tokens[who] = keys.token(
                self.home, grant, minutes=60, subject=named or None, issued=soon
            )
        sent = {"Authorization": f"Bearer {self.tokens[who]}", "Accept-Language": "en", **headers}
        parts = urlsplit(self.url)
        try:
            if self.connection is None:
                self.connection = http.client.HTTPConnection(
                    parts.hostname or "127.0.0.1", parts.port, timeout=TIMEOUT_SECONDS
                )
            self.connection.request(method, path, body or None, sent)
            answer = self.connection.getresponse()
            content = answer.read()
        except (OSError, http.client.HTTPException):
            self.close()
            return 503, {}, {}
        return answer.status, dict(answer.getheaders()), _json(content)

    def close(self) -> None:
        """Give the connection back."""
        if self.connection is not None:
            self.connection.close()
            self.connection = None


def play(
    path: Path,
    *,
    gateway_url: str,
    home: Path,
    databases: str | None = None,
    patience: float = PATIENCE_SECONDS,
    cancelled: Callable[[], bool] = lambda: False,
    begin: Callable[[], None] = lambda: None,
) -> tuple[int, int]:
    """Play a story file or a folder of them; return how many were played and how many skipped.

    `databases` is the identity of the databases behind the gateway (`loaded.identity`); a file
    recorded as loaded into them is skipped. `patience` is how many seconds a step waits for what
    is still on its way from one service to another; `begin` hears that there is something to
    play. Raises `Refusal` naming file and step when a step is
    refused, or when `cancelled` turns true.
    """
    told = [stories.read(file) for file in stories.find(path)]
    fresh = [s for s in told if not (databases and loaded.is_recorded(home, databases, s.content))]
    if not fresh:
        return 0, len(told)
    begin()

    from rich.progress import Progress

    shown = Progress(transient=True, disable=not sys.stdout.isatty())
    with closing(Gateway(gateway_url, home)) as gateway, shown as progress:
        for story in fresh:
            task = progress.add_task(story.title, total=len(story.steps))
            for step in story.steps:
                _play(gateway, story, step, patience, cancelled)
                progress.advance(task)
            if databases:
                loaded.record(home, databases, story.content)
    return len(fresh), len(told) - len(fresh)


def _play(
    gateway: Gateway,
    story: stories.Story,
    step: stories.Step,
    patience: float,
    cancelled: Callable[[], bool],
) -> None:
    """Send a step until it succeeds, as long as waiting may help."""
    deadline = time.monotonic() + patience
    headers = {"Content-Type": step.media_type, "Idempotency-Key": step.key}
    while True:
        tag = _tag(gateway, step) if step.method in ("PATCH", "DELETE") else {}
        status, _, answer = gateway.ask(
            step.method, step.path, step.grant, {**headers, **tag}, step.body, step.person
        )
        if status in DONE:
            return
        codes = _codes(answer)
        waits = status in PASSING_STATUS or any(code in PASSING_CODES for code in codes)
        if cancelled() or not waits or time.monotonic() > deadline:
            reason = " ".join(str(part) for part in (status, *codes, answer.get("detail", "")))
            message = (
                f"{story.path} step {step.number} ({step.method} {step.path}): {reason.strip()}"
            )
            raise refusal.Refusal(message)
        time.sleep(PAUSE_SECONDS)


def _tag(gateway: Gateway, step: stories.Step) -> dict[str, str]:
    _, headers, _ = gateway.ask("GET", step.path, step.grant, {}, b"", step.person)
    found = {name.lower(): value for name, value in headers.items()}
    return {"If-Match": found["etag"]} if "etag" in found else {}


def _codes(answer: dict[str, Any]) -> list[str]:
    """Return the codes of a problem and of its parts."""
    parts = [answer, *answer.get("errors", [])]
    return [str(part["code"]) for part in parts if "code" in part]


def _json(content: bytes) -> dict[str, Any]:
    try:
        found = json.loads(content)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def running_gateway(home: Path, *, otherwise: str) -> str:
    """Return the address at which `khabuan up` serves the gateway of `home`."""
    try:
        return str(json.loads((home / "running.json").read_text("utf-8"))["gateway"])
    except (OSError, ValueError, KeyError):
        return otherwise


def require_running(gateway_url: str) -> None:
    """Raise `Refusal` at once when nobody listens at the gateway's address."""
    parts = urlsplit(gateway_url)
    try:
        with socket.create_connection((parts.hostname, parts.port), TIMEOUT_SECONDS):
            return
    except OSError:
        message = f"no gateway at {gateway_url}; is `{hints.make('run')}` running?"
        raise refusal.Refusal(message) from None


def note_running(home: Path, gateway_url: str | None) -> None:
    """Note where the gateway is served, or that it no longer is."""
    path = home / "running.json"
    if gateway_url is None:
        path.unlink(missing_ok=True)
    else:
        home_folder.write_private(path, json.dumps({"gateway": gateway_url}))
