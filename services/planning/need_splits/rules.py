"""What is allowed of splits of needs."""

from collections.abc import Sequence

from shared.errors import FieldError, Problem


def check_parts(area_codes: Sequence[str | None], whole: str) -> None:
    """Raise 422 with a pointer to each part that lies outside the area of the whole."""
    errors = [
        FieldError(("body", "parts", place, "area_code"), "outside-parent")
        for place, code in enumerate(area_codes)
        if code is not None and not code.startswith(whole)
    ]
    if errors:
        raise Problem("validation-failed", errors=errors)
