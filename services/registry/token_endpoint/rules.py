"""What a request for a token has to be, and how one is refused (RFC 6749)."""

from collections.abc import Mapping
from urllib.parse import parse_qsl

MOST_FIELDS = 20
LONGEST_FIELD = 16_384
Form = Mapping[str, str]


class RefusedError(Exception):
    """There is no token; `error` is a code of RFC 6749 section 5.2."""

    def __init__(self, error: str, description: str) -> None:
        self.error = error
        self.description = description
        super().__init__(error)


def read(body: bytes) -> Form:
    """Return the fields of the form; each comes once, in good UTF-8 and without control characters."""
    try:
        pairs = parse_qsl(
            body.decode("ascii"),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=MOST_FIELDS,
        )
    except ValueError:
        raise RefusedError("invalid_request", "The form could not be read") from None
    form = dict(pairs)
    good = all(value.isprintable() and len(value) <= LONGEST_FIELD for value in form.values())
    if len(form) != len(pairs) or not good:
        raise RefusedError("invalid_request", "A field is repeated, too long or unreadable")
    return form


def needed(form: Form, name: str) -> str:
    """Return a field that must be there; raise `RefusedError` without it."""
    found = form.get(name, "")
    if not found:
        raise RefusedError("invalid_request", f"{name} is missing")
    return found
