"""What forbids an address of a database in production, read as libpq reads it: not as URLs are read elsewhere."""

from collections import Counter
from urllib.parse import parse_qsl

import psycopg
from psycopg import conninfo

from shared import weak

SHORTEST_PASSWORD = 10
_SAME = {"ssl": "sslmode"}
"""libpq takes `ssl=true` for `sslmode=require`."""
_ELSEWHERE = frozenset({"service", "servicefile"})
"""Parameters by which a file says what is not judged here."""


def read(url: str) -> dict[str, str]:
    """Return the parameters that libpq connects with; raise ValueError when it would not, or names no database.

    A parameter given twice (also once before and once behind the question mark) is refused: which of the
    two counts is another in every library.
    """
    if not url.startswith("postgresql://") or url.count("?") > 1:
        raise ValueError("must look like postgresql://user:password@host:port/database")
    before, _, behind = url.partition("?")
    try:
        told = _told(url)
        named = list(_told(before))
    except psycopg.Error:
        raise ValueError("must look like postgresql://user:password@host:port/database") from None
    named += [_SAME.get(name, name) for name, _ in parse_qsl(behind, keep_blank_values=True)]
    if twice := sorted(name for name, times in Counter(named).items() if times > 1):
        raise ValueError(f"says {', '.join(twice)} twice")
    if not told.get("dbname"):
        raise ValueError("must look like postgresql://user:password@host:port/database")
    return told


def _told(url: str) -> dict[str, str]:
    return {
        name: str(value)
        for name, value in conninfo.conninfo_to_dict(url).items()
        if value not in {None, ""}
    }


def faults(url: str) -> list[str]:
    """Return what forbids an address that `read` takes, without the secret in it."""
    told, found = read(url), []
    hosts = told.get("host", "").split(",")
    by_socket = "hostaddr" not in told and all(host.startswith("/") for host in hosts)
    if not by_socket and told.get("sslmode") != "verify-full":
        found.append("must lead to a socket or say sslmode=verify-full")
    if elsewhere := _ELSEWHERE & told.keys():
        found.append(f"must not say {', '.join(sorted(elsewhere))}")
    user, password = told.get("user"), told.get("password", "")
    if password in {"", user} or weak.is_default(password) or weak.is_sequence(password):
        found.append("its password is missing or a default")
    elif len(password) < SHORTEST_PASSWORD:
        found.append(f"its password is shorter than {SHORTEST_PASSWORD} characters")
    if user in {None, "postgres"}:
        found.append("must name a user of its own, not the administrator")
    return found
