"""What is allowed of signing in."""

import datetime as dt
import hmac

ACCESS_SECONDS = 900
REFRESH = dt.timedelta(days=30)
"""A refresh token that nobody uses so long is worth nothing."""
SESSION = dt.timedelta(days=90)
"""After this everybody shows who they are again, however busy they were."""


def place(secret: bytes, principal: object, network: str) -> bytes:
    """Return a keyed digest by which a place is known again without being named."""
    return hmac.digest(secret, f"network\x1f{principal}\x1f{network}".encode(), "sha256")[:16]
