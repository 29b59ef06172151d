"""How names of organizations are compared: pure, so that whoever stores them in bulk makes the same keys.

People write one name in many ways: with or without its kind ("กลุ่ม", "กองทุน"), with ตำบล, ต. or nothing before
the place, without silent marks, with another letter of the same sound (domain 1.9).
"""

import dataclasses
import itertools
import re
from collections.abc import Iterable

from shared import text

LEADING = (
    "สภาองค์กรชุมชน", "สภาพองค์กรชุมชน", "กองทุนสวัสดิการชุมชน", "กองทุนสวัสดิการ", "ศูนย์การเรียนรู้", "คณะกรรมการ",
    "องค์กรชุมชน", "วิสาหกิจชุมชน", "เครือข่าย", "กองทุน", "สหกรณ์", "สมาคม", "มูลนิธิ", "ชุมชน", "องค์กร", "ศูนย์",
    "กลุ่ม", "ชมรม", "สภา",
)  # fmt: skip
"""Words that say what sort it is, the longest first: the kind says that already."""
_PLACES = ("หมู่บ้าน", "หมู่ที่", "หมู่", "ตำบล", "แขวง", "อำเภอ", "เขต", "จังหวัด", "บ้าน")
_SILENT = re.compile("[ก-ฮ][ิุ]?์")
_SHORT_PLACE = re.compile(r"(?<![ก-ฮ])[มอจบ]\.|ต\.(?=[ก-ฮเ-ไ])")
# Vowel signs are no letters to a regular expression: Thai is named by its block.
_NO_LETTER = re.compile(r"[^\w\u0e00-\u0e7f]+|[ๆฯ]")
_SAME_SOUND = str.maketrans(
    {"ศ": "ส", "ษ": "ส", "ณ": "น", "ฎ": "ด", "ฏ": "ต", "ฐ": "ถ", "ฑ": "ท", "ธ": "ท", "ภ": "พ", "ฬ": "ล",
     "ฆ": "ค", "ญ": "ย", "ใ": "ไ"}
)  # fmt: skip
CLOSE = 0.5
"""From which likeness on a name is worth showing to somebody who types."""
SURE = 1.0


def _sounded(words: str) -> str:
    """Return the search key without tone marks, and without the letters that are written but not said."""
    return text.loose_key(_SILENT.sub("", text.repair(words)))


_LEADING = re.compile("^(?:" + "|".join(map(_sounded, LEADING)) + ")")
_PLACE = re.compile("|".join(map(_sounded, _PLACES)))
_PLAIN_LEADING = re.compile("^(?:" + "|".join(map(text.search_key, LEADING)) + ")")
_PLAIN_PLACE = re.compile("|".join(map(text.search_key, _PLACES)))


@dataclasses.dataclass(frozen=True, slots=True)
class Keys:
    """What is stored beside an organization's names."""

    search_key: str
    """The search keys of the name, its aliases and its English name, each on a line."""
    bigrams: list[str]
    """The pairs of letters of every line, sorted, each once."""
    stems: list[str]
    """What is left of the name and each alias without all that people write differently."""


def keys(name_th: str, aliases: Iterable[str] = (), name_en: str | None = None) -> Keys:
    """Return the keys of an organization's names; the first line and the first stem are of its name."""
    thai = [name_th, *aliases]
    lines = list(
        dict.fromkeys(text.search_key(n) for n in (*thai, *([name_en] if name_en else [])))
    )
    grams = sorted({gram for line in lines for gram in text.bigrams(line)})
    return Keys("\n".join(lines), grams, list(dict.fromkeys(map(stem, thai))))


def stem(name: str) -> str:
    """Return what is left of a name without its kind, words for places, marks and spelling variants.

    Never empty: a name that is nothing but its kind stays what it is.
    """
    loose = _sounded(name) or text.search_key(name)
    rest = _PLACE.sub("", _NO_LETTER.sub("", _SHORT_PLACE.sub(" ", loose)))
    while (shorter := _LEADING.sub("", rest)) and shorter != rest:
        rest = shorter
    return (rest or loose).translate(_SAME_SOUND)


def plain(name: str) -> str:
    """Return a name without its kind, words for places and spaces, but with every letter and mark as typed.

    Two names with one stem may be two groups (บ้านใหม่, บ้านไหม); two that are the same here are one name.
    """
    rest = _PLAIN_PLACE.sub("", _NO_LETTER.sub("", _SHORT_PLACE.sub(" ", text.search_key(name))))
    while (shorter := _PLAIN_LEADING.sub("", rest)) and shorter != rest:
        rest = shorter
    return rest or text.search_key(name)


def likeness(one: str, other: str) -> float:
    """Return how alike two stems are, 0.0 to 1.0: the share of pairs of letters that both have (Dice)."""
    if one == other:
        return SURE
    first, second = pairs(one), pairs(other)
    return 2 * len(first & second) / (len(first) + len(second))


def pairs(value: str) -> set[str]:
    """Return the pairs of neighbouring letters of a stem, its two edges included."""
    edged = f"^{value}$"
    return {first + second for first, second in itertools.pairwise(edged)}
