"""The right name for a wrong one, when one is close: at most one, and never the wrong one back."""

import difflib
from collections.abc import Iterable, Sequence
from typing import Any, get_args

from pydantic import BaseModel

LONGEST = 100
CLOSE = 0.7


def nearest(wrong: str, known: Iterable[str]) -> str | None:
    """Return the known name that is most like `wrong`, or of which one begins with the other; else None."""
    if len(wrong) > LONGEST:
        return None
    names = sorted(known)
    longer = [name for name in names if f"{name}_".startswith(f"{wrong}_")]
    shorter = [name for name in names if f"{wrong}_".startswith(f"{name}_")]
    close = difflib.get_close_matches(wrong, names, n=1, cutoff=CLOSE)
    return next(iter([*close, *longer, *reversed(shorter)]), None)


def nearest_field(model: Any, where: Sequence[str | int]) -> str | None:
    """Return the field nearest to the last name of `where`, a way into a body of type `model`."""
    *way, wrong = where or ("",)
    for step in way:
        fields = _fields(model)
        if isinstance(step, str):
            model = fields[step].annotation if step in fields else None
    return nearest(str(wrong), _fields(model))


def _fields(annotation: Any) -> dict[str, Any]:
    """Return the fields of the first model in an annotation such as `list[Model] | None`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return dict(annotation.model_fields)
    found = (_fields(each) for each in get_args(annotation))
    return next((fields for fields in found if fields), {})
