"""Turn everything that goes wrong into one RFC 9457 answer, in Thai and English, that never echoes the input."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from shared import ids, money, places, problems, text, thai_time
from shared.logging import request_id

MEDIA_TYPE = "application/problem+json"
FIELDS = {
    **problems.FIELDS,
    **text.MESSAGES,
    **places.MESSAGES,
    **thai_time.MESSAGES,
    **money.MESSAGES,
    **ids.MESSAGES,
}
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
}
SHOWN_PARAMS = (
    "min",
    "max",
    "expected",
    "min_length",
    "max_length",
    "ge",
    "le",
    "gt",
    "lt",
    "allowed",
)


class FieldError:
    """One thing wrong with one field: where, a stable code, and the limits a person needs to mend it."""

    def __init__(self, where: Sequence[str | int], code: str, **params: object) -> None:
        self.where = tuple(where)
        self.code = code
        self.params = params

    def shown(self, language: str) -> dict[str, object]:
        """Return the field error as JSON in `language` (th or en)."""
        place, path = (self.where[0], self.where[1:]) if self.where else ("body", ())
        templates = FIELDS.get(self.code, FIELDS["invalid"])
        out: dict[str, object] = {}
        if place == "body":
            out["pointer"] = "#" + "".join(f"/{_escape(part)}" for part in path)
        else:
            out["header" if place == "header" else "parameter"] = str(path[0]) if path else ""
        out["code"] = self.code
        if self.params:
            out["params"] = self.params
        out["detail"] = _fill(templates[0 if language == "th" else 1], self.params)
        return out


class Problem(HTTPException):
    """An answer that is not what the caller hoped for; `code` is a key of the catalogue."""

    def __init__(
        self,
        code: str,
        detail: tuple[str, str] | None = None,
        *,
        errors: Sequence[FieldError] = (),
        headers: Mapping[str, str] | None = None,
        **extra: object,
    ) -> None:
        self.code = code
        self.kind = problems.CATALOGUE[code]
        self.said = detail
        self.errors = errors
        self.extra = extra
        super().__init__(self.kind.status, code, dict(headers) if headers else None)


def field_problem(field: str, code: str, **params: object) -> Problem:
    """Return the 422 for one body field, e.g. `field_problem("area_code", "unknown-reference")`."""
    where = ["body", *(int(p) if p.isdigit() else p for p in field.split("/"))]
    return Problem("validation-failed", errors=[FieldError(where, code, **params)])


def language_of(accept: str | None) -> str:
    """Choose `th` or `en` from an Accept-Language header; Thai unless English is wanted more."""
    best, chosen = -1.0, "th"
    for part in (accept or "").lower().split(",")[:20]:
        tag, _, parameter = part.strip().partition(";")
        try:
            weight = float(parameter.strip().removeprefix("q=")) if parameter else 1.0
        except ValueError:
            continue
        language = tag.split("-")[0]
        if language in {"th", "en"} and weight > max(best, 0.0):
            best, chosen = weight, language
    return chosen


def body_of(problem: Problem, language: str) -> bytes:
    """Return the problem document as JSON bytes in `language` (th or en)."""
    thai = language == "th"
    detail = problem.said or (problem.kind.title_th, problem.kind.title_en)
    if problem.errors and not problem.said:
        count = len(problem.errors)
        detail = (f"พบ {count} จุดที่ต้องแก้", f"{count} place(s) to mend")
    document: dict[str, object] = {
        "type": f"/problems/{problem.code}",
        "code": problem.code,
        "status": problem.kind.status,
        "title": problem.kind.title_th if thai else problem.kind.title_en,
        "detail": detail[0] if thai else detail[1],
        "request_id": request_id.get(),
    }
    if problem.errors:
        document["errors"] = [error.shown(language) for error in problem.errors]
    document.update(problem.extra)
    return json.dumps(document, ensure_ascii=False, default=str).encode()


def answer(problem: Problem, accept_language: str | None) -> Response:
    """Return the problem as an HTTP response in the language asked for."""
    language = language_of(accept_language)
    headers = {
        "Content-Language": language,
        "Vary": "Accept-Language",
        "Cache-Control": "no-store",
        **(problem.headers or {}),
    }
    if problem.kind.status == 401:
        headers.setdefault("WWW-Authenticate", 'Bearer realm="khabuan"')
    if problem.kind.status in {502, 503, 504}:
        headers.setdefault("Retry-After", "1")
    return Response(body_of(problem, language), problem.kind.status, headers, MEDIA_TYPE)


def of_validation(errors: Sequence[Mapping[str, Any]]) -> Problem:
    """Return the 422 for pydantic's errors, at most 50 of them, with pointers and without the input."""
    found = []
    for error in errors[:50]:
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
        params = {
            k: str(v) if k == "expected" else v for k, v in context.items() if k in SHOWN_PARAMS
        }
        if kind in FIELDS:
            params = {k: v for k, v in context.items() if isinstance(v, str | int)}
        for ours, theirs in (("min", "min_length"), ("max", "max_length")):
            if theirs in params:
                params[ours] = params.pop(theirs)
        found.append(FieldError([*error["loc"]], code, **params))
    return Problem("validation-failed", errors=found)


def of_sqlstate(state: str | None) -> Problem:
    """Return what a database refusal means to the caller (trust.md, SQLSTATE map)."""
    state = state or "08000"
    if state == "23505":
        return Problem("already-exists")
    if state == "23503":
        return Problem("still-referenced")
    if state[:2] in {"22", "23"}:
        return Problem("validation-failed")
    if state[:2] in {"40", "53", "55", "57", "08", "25"}:
        return Problem("temporarily-unavailable")
    return Problem("internal-error")


def from_http(error: HTTPException) -> Problem:
    """Return the problem for a plain HTTP error of the framework."""
    if isinstance(error, Problem):
        return error
    return Problem(BY_STATUS.get(error.status_code, "internal-error"), headers=error.headers)


async def on_http(request: Request, error: Exception) -> Response:
    """Answer a framework error or a problem that was raised."""
    assert isinstance(error, HTTPException)
    return answer(from_http(error), request.headers.get("accept-language"))


async def on_validation(request: Request, error: Exception) -> Response:
    """Answer input that does not fit its declared types."""
    assert isinstance(error, RequestValidationError)
    return answer(of_validation(error.errors()), request.headers.get("accept-language"))


def _escape(part: str | int) -> str:
    return str(part).replace("~", "~0").replace("/", "~1")[:100]


def _fill(template: str, params: Mapping[str, object]) -> str:
    try:
        return template.format(**params)
    except (KeyError, IndexError, ValueError):
        return template.split("{", maxsplit=1)[0].rstrip(" :(")
