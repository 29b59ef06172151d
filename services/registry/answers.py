"""Answers to writes that hold something secret: it is told once and kept nowhere, not even for a repeat."""

import json
from typing import Any

from fastapi import Response

from shared.exchange import Write
from shared.views import View


async def once(write: Write, view: View, key: Any, *, status: int = 200, **told: str) -> Response:
    """Answer the thing with `told` besides; a repeated request is answered without it."""
    kept = await write.answer(view, key, status=status)
    body = json.dumps({**json.loads(bytes(kept.body)), **told}, ensure_ascii=False)
    names = {"content-length", "content-type"}
    headers = {name: value for name, value in kept.headers.items() if name not in names}
    return Response(body, status, headers, "application/json")


async def unkept(write: Write, view: View, key: Any, **told: str) -> Response:
    """Answer a request that held a password: no digest of it is kept under its Idempotency-Key."""
    write.request.scope["idempotency"] = None
    return await once(write, view, key, status=200, **told)
