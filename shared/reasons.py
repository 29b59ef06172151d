"""Why somebody does something: the header `Change-Reason`, or `reason` in the body."""

import json
from collections.abc import Callable
from contextvars import ContextVar
from functools import wraps
from typing import Any
from urllib.parse import unquote

from fastapi import Request
from pydantic import TypeAdapter

from shared.auth import Subject
from shared.errors import FieldError, Problem
from shared.policies import POLICIES, REASONED
from shared.text import Line

HEADER = "Change-Reason"
_MEMBERS = ("reason", "reason_th")
_missing: ContextVar[bool] = ContextVar("missing_reason", default=False)
_LINE: TypeAdapter[str] = TypeAdapter(Line)
_reason: ContextVar[str | None] = ContextVar("change_reason", default=None)


def given() -> str | None:
    """Return the reason of this request's header, None without one."""
    return _reason.get()


def note(request: Request, subject: Subject, action: str, body: bytes) -> None:
    """Keep the reason that the request's header gives for its events, and whether one is missing.

    The header is UTF-8, percent-encoded; 422 for an unreadable one.
    """
    stated = _read(request.headers.get(HEADER))
    _reason.set(stated)
    _missing.set(stated is None and _must(subject, action) and not _in_body(body))


def asked_of(endpoint: Callable[..., Any]) -> Callable[..., Any]:
    """Return the endpoint with a 422 `reason-required` before it, once its body has been read."""

    @wraps(endpoint)
    async def reasoned(**given: Any) -> Any:
        if _missing.get():
            raise Problem("reason-required", errors=[FieldError(("header", HEADER), "required")])
        return await endpoint(**given)

    return reasoned


def _read(header: str | None) -> str | None:
    if header is None:
        return None
    try:
        return _LINE.validate_python(unquote(header, errors="strict"))
    except ValueError:
        fault = FieldError(("header", HEADER), "invalid")
        raise Problem("validation-failed", errors=[fault]) from None


def _must(subject: Subject, action: str) -> bool:
    """Say whether every role by which the subject may do this is one that gives reasons."""
    wanted = REASONED.get(action, frozenset())
    fit = [grant.role for grant in subject.grants if grant.role in POLICIES[action]]
    return bool(fit) and all(role in wanted for role in fit)


def _in_body(body: bytes) -> bool:
    try:
        sent = json.loads(body)
    except (ValueError, RecursionError):
        return True  # whatever it is, the body's own checks say so
    return not isinstance(sent, dict) or any(sent.get(member) for member in _MEMBERS)
