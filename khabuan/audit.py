"""Walk the logs of all databases, and compare them with the heads that others hold.

Others are the services that follow a feed (table `followed`), the feed for the access log, and
`$KHABUAN_HOME/audit-heads.jsonl`, to which the supervisor appends every head at its start, each hour and at
its end. A line of a restored backup says that the entries behind its heads were given up: what was seen of
them before is not held against the log.
"""

import contextlib
import datetime as dt
import json
import os
from collections.abc import Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from shared import audit, feed

FILE = "audit-heads.jsonl"
FEED = "its feed"
RESTORED = "restored"
AT_ONCE = 2_000
_OPTIONS = "-c timezone=UTC"
Connections = Mapping[str, psycopg.Connection[Any]]


@dataclass(frozen=True)
class Finding:
    """What a walk through one log came to."""

    service: str
    log: str
    walk: audit.Walk
    held: tuple[audit.Held, ...]

    @property
    def line(self) -> str:
        """Return the finding in one line for people."""
        name, found = f"{self.service} {self.log}", self.walk.found
        if found is None:
            whole = (
                f"{name}: whole, {self.walk.position} entries, head {self.walk.hash.hex()[:16]}…"
            )
            if self.walk.position and not self.held:
                return (
                    f"{whole}, WARNING: seen by nobody, so what was cut off its end is not missed"
                )
            holders = ", ".join(sorted({each.holder for each in self.held})) or "nobody"
            return f"{whole}, as seen by {holders}"
        words = {
            audit.Fault.EDITED: "does not follow from the entry before",
            audit.Fault.MISSING: "is missing",
            audit.Fault.REWRITTEN: f"is not what {found.holder} has seen",
            audit.Fault.TRUNCATED: f"and what follows was cut off; {found.holder} has seen more",
        }
        return f"{name}: BROKEN at position {found.position}: {words[found.fault]}"


@contextmanager
def opened(urls: Mapping[str, str]) -> Generator[Connections]:
    """Lend a connection to every database. What is held is read before the logs, which only grow."""
    with contextlib.ExitStack() as stack:
        yield {
            service: stack.enter_context(
                psycopg.connect(
                    url, options=_OPTIONS, connect_timeout=5, application_name="khabuan audit"
                )
            )
            for service, url in urls.items()
        }


def verify(connections: Connections, held: Iterable[audit.Held]) -> list[Finding]:
    """Walk every log of every database, and compare it with what is `held` of it."""
    known, found = list(held), []
    for service, connection in connections.items():
        for log, query in audit.LOGS.items():
            theirs = [each for each in known if (each.service, each.log) == (service, log)]
            if _exists(connection, log):
                with connection.cursor(f"walk_{log}") as cursor:
                    cursor.itersize = AT_ONCE
                    walk = audit.walk(cursor.execute(query.encode()), theirs)
                found.append(Finding(service, log, walk, tuple(theirs)))
            elif theirs:
                found.append(Finding(service, log, audit.walk((), theirs), tuple(theirs)))
    return found


def held_by_followers(connections: Connections) -> list[audit.Held]:
    """Return what every service has seen of those it follows."""
    found = []
    for holder, connection in connections.items():
        rows = connection.execute(
            "SELECT source, position, hash FROM followed WHERE hash IS NOT NULL ORDER BY source"
        )
        found += [
            audit.Held(source, position, bytes(seen), holder) for source, position, seen in rows
        ]
    return found


def held_by_feeds(connections: Connections) -> list[audit.Held]:
    """Return what the feeds have seen of the other logs; who cuts off both is found by who follows."""
    return [
        audit.Held(service, number, bytes(seen), FEED, audit.BESIDES[service][0])
        for service in sorted(audit.BESIDES.keys() & connections.keys())
        for number, seen in connections[service].execute(audit.SEEN_IN_FEED.encode())
    ]


def held_in_file(home: Path) -> list[audit.Held]:
    """Return the heads that the file of `home` tells of, oldest first, without those given up by a restore.

    A line that was cut short (the machine fell while it was written) tells of nothing.
    """
    held: list[audit.Held] = []
    path = home / FILE
    for line in path.read_text("utf-8").splitlines() if path.is_file() else ():
        try:
            entry = json.loads(line)
            heads = [_held(head) for head in entry["heads"]]
        except (ValueError, KeyError, TypeError):
            continue
        if entry.get("why") == RESTORED:
            ends = {(head.service, head.log): head.position for head in heads}
            held = [
                each
                for each in held
                if each.position <= ends.get((each.service, each.log), each.position)
            ]
        held += [head for head in heads if head.position]
    return held


def _held(head: Mapping[str, Any]) -> audit.Held:
    return audit.Held(
        head["service"],
        int(head["position"]),
        bytes.fromhex(head["hash"]),
        FILE,
        head.get("log", "feed"),
    )


def heads(connections: Connections) -> list[dict[str, Any]]:
    """Return the newest entry of every log: service, log, position, hash."""
    found = []
    for service, connection in connections.items():
        for log, query in audit.LOGS.items():
            if _exists(connection, log):
                place = query.rpartition("ORDER BY ")[2]
                newest = sql.SQL("SELECT {0}, hash FROM {1} ORDER BY {0} DESC LIMIT 1").format(
                    sql.Identifier(place), sql.Identifier(log)
                )
                row = connection.execute(newest).fetchone() or feed.START
                found.append(_head(service, log, audit.Walk(row[0], bytes(row[1]))))
    return found


def _head(service: str, log: str, walk: audit.Walk) -> dict[str, Any]:
    return {"service": service, "log": log, "position": walk.position, "hash": walk.hash.hex()}


def note(home: Path, found: Sequence[Mapping[str, Any]], why: str) -> None:
    """Append heads to the file of `home`, in one write that reaches the disk; `why` says on what occasion."""
    at = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    line = json.dumps({"at": at, "why": why, "heads": list(found)}) + "\n"
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(home / FILE, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(descriptor, line.encode())
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def note_heads(home: Path, urls: Mapping[str, str], why: str) -> None:
    """Append the heads of all databases as they are now."""
    with opened(urls) as connections:
        note(home, heads(connections), why)


def run(home: Path, urls: Mapping[str, str]) -> list[Finding]:
    """Verify everything against everybody; what is whole is noted down."""
    with opened(urls) as connections:
        held = [
            *held_by_followers(connections),
            *held_by_feeds(connections),
            *held_in_file(home),
        ]
        found = verify(connections, held)
        if not any(each.walk.found for each in found):
            note(home, [_head(each.service, each.log, each.walk) for each in found], "verified")
    return found


def _exists(connection: psycopg.Connection[Any], log: str) -> bool:
    row = connection.execute("SELECT to_regclass(%s) IS NOT NULL", (log,)).fetchone()
    return bool(row and row[0])
