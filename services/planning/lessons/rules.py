"""What is allowed of lessons, and by what they are found."""

from collections.abc import Sequence
from typing import Any

from shared import text
from shared.errors import FieldError, Problem


def check_tags(tags: Sequence[str]) -> None:
    """Raise 422 for a tag given twice."""
    seen = set[str]()
    for number, tag in enumerate(tags):
        key = text.loose_key(tag)
        if key in seen:
            where = ("body", "tags", number)
            raise Problem("validation-failed", errors=[FieldError(where, "repeated-item")])
        seen.add(key)


def keys(
    title_th: str, lesson_th: str, pattern_th: str | None, tags: Sequence[str]
) -> dict[str, Any]:
    """Return what a lesson is found by: its words without tone marks, and the pairs of letters in them."""
    whole = text.loose_key(" ".join([title_th, lesson_th, pattern_th or "", *tags]))
    grams = sorted({gram for word in whole.split() for gram in text.bigrams(word)})
    return {
        "tag_keys": [text.loose_key(tag) for tag in tags],
        "search_key": whole,
        "bigrams": grams,
    }
