"""The format of story files: real input, told step by step, that `khabuan load` plays.

A story is one JSON object with exactly these members:

- `title_th`, `title_en`: what it tells, in both languages;
- `source`: where its facts come from;
- `test_values`: the values that the source does not give and that were made up for the example,
  as JSON pointers into this file (`/steps/2/body/budget`) or as a sentence; may be empty;
- `steps`: what is sent, in order. A step has
  - `as`: who sends it: `role` and, as the role demands, `area`, `organization` or `agency`; `person`
    where it takes two with the same right, of whom one decides what the other one made;
  - `send`: method and path, `POST /v1/needs` or `PATCH /v1/needs/{id}` written out;
  - `body`: the JSON object to send; what a POST creates names its own `id` (a UUIDv7), so that
    playing it again creates nothing; a text is sent as a CSV file, to the address of its SHA-256;
  - `note` (optional): why, for whoever reads the file.
"""

import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from khabuan import refusal

_SEND = re.compile(r"^(POST|PUT|PATCH|DELETE) (/v1/[!-~]+)$")
_STORY = {"title_th", "title_en", "source", "test_values", "steps"}
_STEP = {"as", "send", "body", "note"}
_WHO = {"role", "area", "organization", "agency", "person"}


@dataclass(frozen=True)
class Step:
    """One request of a story."""

    number: int
    grant: dict[str, str]
    person: str
    """Which of those with this grant; empty for the usual one."""
    method: str
    path: str
    body: bytes
    media_type: str
    key: str
    """The idempotency key: the same for the same file name, place and body."""


@dataclass(frozen=True)
class Story:
    """A story file, read and checked."""

    path: Path
    title: str
    content: str
    """Hash of the whole file."""
    steps: tuple[Step, ...]


def find(path: Path) -> list[Path]:
    """Return the story files of a path: itself, or the `.json` files of a folder by name."""
    if path.is_dir():
        return sorted(path.glob("*.json"))
    if path.is_file():
        return [path]
    message = f"there is no {path}"
    raise refusal.Refusal(message, code=2)


def read(path: Path) -> Story:
    """Read a story; raise `Refusal` naming the file and the step when it is not one."""
    raw = path.read_bytes()
    try:
        told = json.loads(raw)
        _expect(
            isinstance(told, dict) and set(told) == _STORY, f"members must be {sorted(_STORY)}"
        )
        steps = tuple(_step(path, n, step) for n, step in enumerate(told["steps"], start=1))
    except (ValueError, KeyError, TypeError) as error:
        message = f"{path} is not a story: {error}"
        raise refusal.Refusal(message, code=2) from error
    return Story(path, told["title_th"], hashlib.sha256(raw).hexdigest(), steps)


def first_id(stories: list[Path], send: str) -> str | None:
    """Return the id that the first step with this method and path creates, if there is one."""
    for path in stories:
        for step in json.loads(path.read_bytes()).get("steps", []):
            if step.get("send") == send:
                return str(step["body"]["id"])
    return None


def _step(path: Path, number: int, step: dict[str, Any]) -> Step:
    where = f"step {number}"
    _expect(isinstance(step, dict) and set(step) <= _STEP, f"{where}: members are {sorted(_STEP)}")
    who, body = step["as"], step["body"]
    _expect("role" in who and set(who) <= _WHO, f"{where}: `as` has {sorted(_WHO)}")
    sent = _SEND.match(step["send"])
    if sent is None:
        message = f"{where}: `send` is not `METHOD /v1/…`"
        raise ValueError(message)
    if isinstance(body, str):
        text, media_type = body.encode(), "text/csv"
    else:
        text = json.dumps(body, ensure_ascii=False, sort_keys=True).encode()
        media_type = "application/json"
    key = hashlib.sha256(b"\0".join([path.name.encode(), str(number).encode(), text])).hexdigest()
    grant = {name: value for name, value in who.items() if name != "person"}
    person = who.get("person", "")
    return Step(number, grant, person, sent[1], sent[2], text, media_type, f"load-{key[:40]}")


def _expect(holds: bool, otherwise: str) -> None:
    if not holds:
        raise ValueError(otherwise)
