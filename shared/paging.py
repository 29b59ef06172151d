"""Signed cursors: where the next page starts, bound to the filters, the sort and what the viewer may see."""

import base64
import hashlib
import hmac
import json
import time
from dataclasses import dataclass
from typing import Any

from shared.errors import Problem

LIFETIME_SECONDS = 3 * 24 * 3600
SIGNATURE_BYTES = 12
LONGEST = 4096


@dataclass(frozen=True, slots=True)
class Cursor:
    """The last row of a page (sort keys and id as text), with the question it answers."""

    listing: str
    asked: dict[str, Any]
    limit: int
    last: list[str]


def scope_of(granted: list[str]) -> str:
    """Return a short fingerprint of what a viewer may see; a page is not continued by another view."""
    return hashlib.sha256(",".join(sorted(granted)).encode()).hexdigest()[:12]


def write(cursor: Cursor, secret: bytes, granted: list[str]) -> str:
    """Return the cursor as opaque signed text that is safe in a URL."""
    body = json.dumps(
        [
            cursor.listing,
            cursor.asked,
            cursor.limit,
            cursor.last,
            scope_of(granted),
            int(time.time()),
        ],
        ensure_ascii=False,
        separators=(",", ":"),
    ).encode()
    return base64.urlsafe_b64encode(_sign(body, secret) + body).decode().rstrip("=")


def read(text: str, secret: bytes, granted: list[str], listing: str) -> Cursor:
    """Return the cursor of signed text; raise 400 for a foreign or forged one, 410 for one too old."""
    if len(text) > LONGEST:
        raise Problem("invalid-cursor")
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except ValueError:
        raise Problem("invalid-cursor") from None
    signature, body = raw[:SIGNATURE_BYTES], raw[SIGNATURE_BYTES:]
    if not hmac.compare_digest(signature, _sign(body, secret)):
        raise Problem("invalid-cursor")
    of, asked, limit, last, scope, made = json.loads(body)
    if of != listing or scope != scope_of(granted):
        raise Problem("cursor-mismatch")
    if made + LIFETIME_SECONDS < time.time():
        raise Problem("cursor-expired")
    return Cursor(of, asked, limit, last)


def _sign(body: bytes, secret: bytes) -> bytes:
    return hmac.digest(secret, body, "sha256")[:SIGNATURE_BYTES]
