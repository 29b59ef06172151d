"""Problems: one RFC 9457 answer for everything that goes wrong, in Thai and English, never echoing the input."""

import json
import re
from collections.abc import Mapping, Sequence

from fastapi import Response
from starlette.exceptions import HTTPException

from shared import advice, field_problems, ids, money, places, problems, text, thai_time
from shared.logging import request_id

MEDIA_TYPE = "application/problem+json"
FIELDS = {
    **field_problems.FIELDS,
    **text.MESSAGES,
    **places.MESSAGES,
    **thai_time.MESSAGES,
    **money.MESSAGES,
    **ids.MESSAGES,
}


WORDS: dict[str, tuple[str, str]] = {
    "integer": ("จำนวนเต็ม", "a whole number"),
    "number": ("ตัวเลข", "a number"),
    "string": ("ข้อความ", "text"),
    "boolean": (" true หรือ false", "true or false"),
    "array": ("รายการ [ ]", "a list"),
    "object": ("กลุ่มข้อมูล { }", "an object"),
    **{level.value: (label, level.value) for level, label in places.LEVEL_LABELS.items()},
}
"""Parameters that are words: their codes stand in `params`, these in `detail`."""
MOST_ERRORS = 50
"""So many wrong places are told; the detail says how many there are."""
_PART = re.compile(r"\[(?P<clause>[^\[\]]*)\]|\{(?P<hole>[a-z_]+)\}")


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
        out["detail"] = _fill(templates, self.params, 0 if language == "th" else 1)
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


def advised(said: tuple[str, str], code: str) -> tuple[str, str]:
    """Return what happened in both languages, and after it what the catalogue advises to do."""
    more = advice.ADVICE[code]
    return f"{said[0]} {more[0]}", f"{said[1]}. {more[1]}"


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
    detail = problem.said or advice.ADVICE[problem.code]
    if problem.errors and not problem.said:
        count = len(problem.errors)
        detail = advised((f"พบ {count} จุดที่ต้องแก้", f"{count} place(s) to mend"), problem.code)
    document: dict[str, object] = {
        "type": f"/problems/{problem.code}",
        "code": problem.code,
        "status": problem.kind.status,
        "title": problem.kind.title_th if thai else problem.kind.title_en,
        "detail": detail[0] if thai else detail[1],
        "request_id": request_id.get(),
    }
    if problem.errors:
        document["errors"] = [error.shown(language) for error in problem.errors[:MOST_ERRORS]]
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


def _escape(part: str | int) -> str:
    return str(part).replace("~", "~0").replace("/", "~1")[:100]


def _fill(templates: tuple[str, str], params: Mapping[str, object], language: int) -> str:
    """Return the template with its parameters; a [clause] whose parameter is not known is left out."""
    known = {name: _worded(value, language) for name, value in params.items()}

    def part(match: re.Match[str]) -> str:
        if match["hole"]:
            return known.get(match["hole"], "…")
        clause = match["clause"]
        holes = _PART.findall(clause)
        return _PART.sub(part, clause) if all(hole in known for _, hole in holes) else ""

    return _PART.sub(part, templates[language])


def _worded(value: object, language: int) -> str:
    if isinstance(value, list | tuple):
        return (" หรือ ", " or ")[language].join(_worded(each, language) for each in value)
    return WORDS[value][language] if isinstance(value, str) and value in WORDS else str(value)
