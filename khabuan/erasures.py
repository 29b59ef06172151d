"""The ledger of erased people: kept outside the databases too, so that no backup brings anybody back.

`$KHABUAN_HOME/erasures.jsonl` (or `$KHABUAN_ERASURES_FILE`) holds one line a person. A restore completes
it from the registry as it is before anything is touched, and erases everybody on it again afterwards.
"""

import importlib
import json
import os
from collections.abc import Awaitable, Callable, Iterable
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg

from khabuan import refusal
from shared import auth, database
from shared.errors import Problem
from shared.policies import Role

FILE = "erasures.jsonl"
BY = auth.Subject("khabuan:restore", (auth.Grant(Role.NATIONAL_ADMIN, ""),), strong=True)
ACTIONS = "services.registry.data_requests.actions"
Erase = Callable[..., Awaitable[Any]]


def ledger(home: Path) -> Path:
    """Return the file to which the registry, too, tells every erasure."""
    given = os.environ.get("KHABUAN_ERASURES_FILE")
    return Path(given) if given else home / FILE


def known(home: Path) -> set[UUID]:
    """Return who is on the ledger of `home`; a line cut short is no line."""
    path, found = ledger(home), set()
    for line in path.read_text("utf-8").splitlines() if path.is_file() else ():
        try:
            found.add(UUID(json.loads(line)["person_id"]))
        except (ValueError, KeyError, TypeError, AttributeError):
            continue
    return found


def of_registry(url: str) -> set[UUID]:
    """Return who is on the ledger of the registry, nobody when it has none."""
    with psycopg.connect(url, autocommit=True, connect_timeout=5) as connection:
        row = connection.execute("SELECT to_regclass('public.erasures')").fetchone()
        if row is None or row[0] is None:
            return set()
        return {row[0] for row in connection.execute("SELECT person_id FROM erasures")}


def keep(home: Path, people: Iterable[UUID]) -> set[UUID]:
    """Complete the ledger of `home` by these people, on disk when this returns; return all of them."""
    already = known(home)
    new = set(people) - already
    lines = "".join(json.dumps({"person_id": str(person)}) + "\n" for person in sorted(new))
    path = ledger(home)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        size = os.fstat(descriptor).st_size
        if size and os.pread(descriptor, 1, size - 1) != b"\n":
            lines = "\n" + lines  # the last writer was cut short
        os.write(descriptor, lines.encode())
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    return already | new


def eraser() -> Erase:
    """Return the registry's action that erases a person; raise `Refusal` when it has none."""
    try:
        found: Erase = importlib.import_module(ACTIONS).erase
    except (ModuleNotFoundError, AttributeError):
        message = "people were erased, and this version of the registry cannot erase them again"
        raise refusal.Refusal(message) from None
    return found


async def replay(url: str, people: Iterable[UUID], erase: Erase) -> int:
    """Erase everybody again in the registry at `url`; return how many it knew."""
    count = 0
    async with database.connect(url, pool_size=2) as opened:
        for person in sorted(people):
            try:
                async with opened.transaction() as session:
                    await erase(session, person, by=BY)
                count += 1
            except Problem as problem:
                if problem.code != "not-found":
                    raise
    return count
