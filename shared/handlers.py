"""Turn what the framework, pydantic and the database raise into problems."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import psycopg
import structlog
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from starlette.exceptions import HTTPException
from starlette.routing import Match, Route

from shared import spelling
from shared.errors import FIELDS, MOST_ERRORS, FieldError, Problem, answer

_log = structlog.get_logger("database")
_CHOICE = re.compile(r"\b(?!or\b)[^\s',]+")
BY_STATUS = {
    400: "malformed-request",
    401: "unauthenticated",
    403: "insufficient-scope",
    404: "not-found",
    405: "method-not-allowed",
    406: "not-acceptable",
    413: "payload-too-large",
    415: "unsupported-media-type",
    503: "temporarily-unavailable",
}
FROM_PYDANTIC = {
    "missing": "required",
    "extra_forbidden": "unknown-field",
    "enum": "not-a-choice",
    "literal_error": "not-a-choice",
    "string_too_short": "too-short",
    "too_short": "too-short",
    "string_too_long": "too-long",
    "too_long": "too-long",
    "string_pattern_mismatch": "pattern-mismatch",
    "uuid_parsing": "pattern-mismatch",
    "uuid_type": "wrong-type",
    "date_from_datetime_parsing": "not-a-date",
    "date_parsing": "not-a-date",
    "int_from_float": "wrong-type",
}
TYPES = {
    "int": "integer",
    "float": "number",
    "decimal": "number",
    "string": "string",
    "bool": "boolean",
    "list": "array",
    "dict": "object",
    "model": "object",
}
"""How JSON names the type that pydantic asked for; an error's name begins with it."""
BOUNDS = {"min_length": "min", "max_length": "max", "ge": "min", "le": "max"}
SHOWN_PARAMS = ("min", "max", "expected", "gt", "lt", "allowed", *BOUNDS)


def of_validation(errors: Sequence[Mapping[str, Any]], model: Any = None) -> Problem:
    """Return the 422 for pydantic's errors, at most 50 of them, with pointers and without the input.

    `model` is what the body should have been: a field that it does not know is told the nearest one.
    """
    found = []
    for error in errors[:MOST_ERRORS]:
        kind, context = str(error["type"]), error.get("ctx") or {}
        if kind == "json_invalid":
            return Problem("malformed-json")
        code = kind if kind in FIELDS else FROM_PYDANTIC.get(kind)
        if code is None and kind.startswith(("greater", "less", "finite")):
            code = "out-of-range"
        if code is None:
            code = "wrong-type" if kind.endswith(("_type", "_parsing")) else "invalid"
        if error["loc"][:1] == ("query",) and code == "unknown-field":
            code = "unknown-parameter"
        params = {BOUNDS.get(k, k): v for k, v in context.items() if k in SHOWN_PARAMS}
        if kind in FIELDS:
            params = {k: v for k, v in context.items() if isinstance(v, str | int)}
        if code == "not-a-choice":
            params["expected"] = ", ".join(_CHOICE.findall(str(context.get("expected", ""))))
        if code == "wrong-type" and (wanted := TYPES.get(kind.partition("_")[0])):
            params["type"] = wanted
        if code == "unknown-field" and (near := spelling.nearest_field(model, error["loc"][1:])):
            params["nearest"] = near
        found.append(FieldError([*error["loc"]], code, **params))
    return Problem("validation-failed", errors=found)


def of_sqlstate(state: str | None) -> Problem:
    """Return what a database refusal means to the caller."""
    state = state or ""
    if state == "23505":
        return Problem("already-exists")
    if state == "23503":
        return Problem("still-referenced")
    if state[:2] in {"22", "23"}:
        return Problem("validation-failed")
    if state[:2] in {"40", "53", "55", "57", "08", "25"}:
        return Problem("temporarily-unavailable")
    return Problem("internal-error")


def of_database(error: BaseException) -> Problem:
    """Return what an error of the database, its driver or its pool means to the caller."""
    cause = getattr(error, "orig", error)
    state = getattr(cause, "sqlstate", None)
    lost = isinstance(cause, psycopg.OperationalError | PoolTimeoutError)
    return of_sqlstate(state or ("08000" if lost else None))


def is_passing(error: BaseException) -> bool:
    """Say whether the trouble is the database's and passes: the same work may succeed later."""
    if not isinstance(error, DBAPIError | psycopg.Error | PoolTimeoutError):
        return isinstance(error, Problem) and error.code == "temporarily-unavailable"
    return of_database(error).code == "temporarily-unavailable"


def from_http(error: HTTPException) -> Problem:
    """Return the problem for a plain HTTP error of the framework."""
    if isinstance(error, Problem):
        return error
    return Problem(BY_STATUS.get(error.status_code, "internal-error"), headers=error.headers)


def add(app: FastAPI) -> None:
    """Answer every kind of failure of an app as a problem document."""
    app.add_exception_handler(HTTPException, _on_http)
    app.add_exception_handler(RequestValidationError, _on_validation)
    for kind in (DBAPIError, psycopg.Error, PoolTimeoutError):
        app.add_exception_handler(kind, _on_database)


def allowed_methods(app: FastAPI, path: str) -> list[str]:
    """Return every method that some route offers at this path."""
    found: set[str] = set()
    for route in app.router.routes:
        scope = {"type": "http", "path": path, "method": "GET", "root_path": "", "headers": []}
        if isinstance(route, Route) and route.matches(scope)[0] is not Match.NONE:
            found |= route.methods or set()
    return sorted(found | ({"HEAD"} if "GET" in found else set()))


async def _on_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code == 405:
        methods = ", ".join(allowed_methods(request.app, request.url.path))
        error = Problem("method-not-allowed", headers={"Allow": methods})
    return answer(from_http(error), request.headers.get("accept-language"))


async def _on_validation(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    body = getattr(request.scope.get("route"), "body_field", None)
    model = body.field_info.annotation if body else None
    problem = of_validation(error.errors(), model)
    return answer(problem, request.headers.get("accept-language"))


async def _on_database(request: Request, error: Exception) -> Response:
    problem = of_database(error)
    if problem.status_code == 500:
        _log.error("database-refused", exc_info=error)
    return answer(problem, request.headers.get("accept-language"))
