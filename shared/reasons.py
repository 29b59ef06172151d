"""Why somebody does something: the header `Change-Reason`, or `reason` in the body."""

import json
from collections.abc import Iterable
from contextvars import ContextVar
from urllib.parse import unquote

from fastapi import Request
from pydantic import TypeAdapter, ValidationError

from shared.errors import FieldError, Problem
from shared.policies import REASONED, Role
from shared.text import Line

HEADER = "Change-Reason"
_MEMBERS = ("reason", "reason_th")
_HELD = frozenset({"national-id", "personal-data"})
"""What is told apart from an unreadable reason."""
_missing: ContextVar[str] = ContextVar("missing_reason", default="")
"""The action of this request when it came without a reason."""
_LINE: TypeAdapter[str] = TypeAdapter(Line)
_reason: ContextVar[str | None] = ContextVar("change_reason", default=None)


def given() -> str | None:
    """Return the reason of this request's header, None without one."""
    return _reason.get()


def note(request: Request, action: str, body: bytes) -> None:
    """Keep the reason that the request's header gives for its events, and whether there is none.

    The header is UTF-8, percent-encoded; 422 for an unreadable one, and for one with a national
    id or with how to reach somebody.
    """
    stated = _read(request.headers.get(HEADER))
    _reason.set(stated)
    mute = action in REASONED and stated is None and not _in_body(body)
    _missing.set(action if mute else "")


def check(action: str, roles: Iterable[Role]) -> None:
    """Raise 422 `reason-required` for a request without a reason, when each of the roles has to give one.

    `roles` are those by which somebody may do this to this very object: no right elsewhere excuses.
    """
    if action == _missing.get() and REASONED[action].issuperset(roles):
        raise Problem("reason-required", errors=[FieldError(("header", HEADER), "required")])


def _read(header: str | None) -> str | None:
    if header is None:
        return None
    try:
        stated: str = _LINE.validate_python(unquote(header, errors="strict"))
    except ValidationError as refused:
        held = _HELD.intersection(error["type"] for error in refused.errors())
        raise _fault(min(held, default="invalid")) from None
    except ValueError:
        raise _fault("invalid") from None
    return stated


def _fault(code: str) -> Problem:
    return Problem("validation-failed", errors=[FieldError(("header", HEADER), code)])


def _in_body(body: bytes) -> bool:
    try:
        sent = json.loads(body)
    except (ValueError, RecursionError):
        return True  # whatever it is, the body's own checks say so
    return not isinstance(sent, dict) or any(sent.get(member) for member in _MEMBERS)
