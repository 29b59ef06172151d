"""What is allowed of signing in."""

import datetime as dt
import hmac

from services.registry.sign_in.schemas import Method

ACCESS_SECONDS = 900
REFRESH = dt.timedelta(days=30)
"""A refresh token that nobody uses so long is worth nothing."""
SESSION = dt.timedelta(days=90)
"""After this everybody shows who they are again, however busy they were."""

WAYS = {Method.CLIENT_KEY: ("pop",), Method.CLIENT_SECRET: ("client-secret",)}
"""What a machine's token says of how it signed in (`amr`)."""


def place(secret: bytes, principal: object, network: str) -> bytes:
    """Return a keyed digest by which a place is known again without being named."""
    return hmac.digest(secret, f"network\x1f{principal}\x1f{network}".encode(), "sha256")[:16]
