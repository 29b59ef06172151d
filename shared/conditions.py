"""ETag, If-Match, If-None-Match and Idempotency-Key: the conditions under which a request counts."""

import hashlib
import re
from dataclasses import dataclass
from typing import Any

from psycopg.types.json import Json
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.requests import Request

from shared.database import Database, ask, inside
from shared.errors import FieldError, Problem

OMITTED: Any = None
"""The default of a field that a change may leave out but not empty: null itself is refused."""
KEPT_DAYS = 30
_TAG = re.compile(r'^"r([0-9]{1,18})(;[0-9a-f]{8})?"$')
_REPLAY = (
    "SELECT fingerprint, status, headers, body FROM idempotency WHERE principal = %s AND key = %s"
)
_STORE = (
    "INSERT INTO idempotency (principal, key, fingerprint, status, headers, body)"
    " VALUES (%s, %s, %s, %s, %s, %s)"
)
_KEY = re.compile(r"^[\x21-\x7e]{1,255}$")


def etag(revision: int, body: bytes) -> str:
    """Return the strong entity tag of a revision as these bytes show it.

    What is shown beside the thing's own facts (its place's name, the groups of the day, what this
    caller may see) changes without a new revision. If-Match asks for the revision alone.
    """
    return f'"r{revision};{hashlib.blake2b(body, digest_size=4).hexdigest()}"'


def weak_etag(body: bytes) -> str:
    """Return the weak entity tag of a list or an aggregate, from its bytes."""
    return f'W/"{hashlib.blake2b(body, digest_size=8).hexdigest()}"'


def unchanged(request: Request, tag: str) -> bool:
    """Say whether the caller already has this representation (If-None-Match)."""
    asked = request.headers.get("if-none-match")
    if asked is None:
        return False
    known = {part.strip().removeprefix("W/") for part in asked.split(",")}
    return "*" in known or tag.removeprefix("W/") in known


def expected_revision(request: Request) -> int:
    """Return the revision that If-Match names; raise 428 without it and 400 for one we never give."""
    asked = request.headers.get("if-match")
    if asked is None:
        raise Problem("precondition-required")
    match = _TAG.match(asked.strip())
    if match is None:
        raise Problem(
            "malformed-request", errors=[FieldError(("header", "If-Match"), "not-a-revision")]
        )
    return int(match[1])


@dataclass(frozen=True, slots=True)
class Key:
    """An idempotency key with the fingerprint of the request it came with."""

    principal: str
    key: str
    fingerprint: bytes


@dataclass(frozen=True, slots=True)
class Stored:
    """An answer that was given before."""

    status: int
    headers: dict[str, str]
    body: bytes


def key_of(request: Request, principal: str, body: bytes) -> Key | None:
    """Return the request's idempotency key, quoted or not; raise 400 for an impossible one."""
    asked = request.headers.get("idempotency-key")
    if asked is None:
        return None
    text = asked[1:-1] if len(asked) >= 2 and asked[0] == asked[-1] == '"' else asked
    if not _KEY.match(text):
        raise Problem("invalid-idempotency-key")
    digest = hashlib.sha256()
    for part in (request.method, request.url.path, request.url.query):
        digest.update(part.encode() + b"\x1f")
    digest.update(body)
    return Key(principal, text, digest.digest())


async def replay(database: Database, key: Key) -> Stored | None:
    """Return the answer stored under the key; raise 422 when it belongs to another request."""
    async with database.reading() as connection:
        cursor = await ask(connection, _REPLAY, (key.principal, key.key))
        row: Any = await cursor.fetchone()
    if row is None:
        return None
    fingerprint, status, headers, body = row
    if fingerprint != key.fingerprint:
        raise Problem("idempotency-key-reused")
    return Stored(status, headers, body.encode())


async def store(session: AsyncSession, key: Key, answer: Stored) -> None:
    """Keep the answer beside the write, in its transaction; a twin in flight waits here and fails."""
    parts = (key.principal, key.key, key.fingerprint)
    rest = (answer.status, Json(answer.headers), answer.body.decode())
    await ask(await inside(session), _STORE, (*parts, *rest))
