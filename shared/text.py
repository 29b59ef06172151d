"""Keep Thai text clean on the way in, and derive the keys by which it is found and sorted.

One rule for every text of the product: what can be repaired is repaired, what would hurt is
refused. The JSON schema says exactly what is accepted, with one exception that a pattern cannot
express portably: more than eight combining marks in a row (`stacked-marks`).
"""

import dataclasses
import functools
import itertools
import re
import unicodedata
from collections.abc import Mapping
from typing import Annotated, Any, LiteralString

import pydantic_core
from pydantic.annotated_handlers import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import core_schema

from shared import contacts, national_ids

MESSAGES: dict[str, tuple[str, str]] = {
    "blank": ("ต้องมีข้อความ", "The text is blank"),
    "too-long": ("ยาวหรือมากเกินไป (ไม่เกิน {max})", "Too long or too many (at most {max})"),
    "control-character": ("มีอักขระควบคุมที่ไม่รับ", "The text holds a control character"),
    "lone-surrogate": (
        "มีอักขระที่เสียหาย (ครึ่งตัวอักษร)",
        "The text holds half a character (a lone surrogate)",
    ),
    "stacked-marks": (
        "มีสระหรือวรรณยุกต์ซ้อนกันเกิน {max} ตัว",
        "More than {max} combining marks are stacked on one letter",
    ),
    "national-id": (
        "ดูเหมือนเลขประจำตัวประชาชน 13 หลัก ระบบไม่เก็บเลขนี้ โปรดลบออก",
        "This looks like a national id of 13 digits, which is never kept: take it out",
    ),
    "personal-data": (
        "ดูเหมือนเบอร์โทรหรืออีเมล ข้อมูลติดต่อเก็บไว้กับทะเบียนบุคคลเท่านั้น โปรดลบออก",
        "This looks like a telephone number or an e-mail address, which only people's records keep",
    ),
}

MAX_MARKS = 8
KEPT_LENGTH = 250
_CONTROLS = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
_SPACES = r"\t\n\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
# Zero-width characters, bidi controls, the soft hyphen and the byte order mark: nobody sees
# them, and two names that look the same must be the same.
_INVISIBLES = r"\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
PATTERN = rf"^[{_SPACES}{_INVISIBLES}]*[^{_CONTROLS}{_SPACES}{_INVISIBLES}][^{_CONTROLS}]*$"

_CONTROL = re.compile(f"[{_CONTROLS}]")
_INVISIBLE = re.compile(f"[{_INVISIBLES}]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_LINE_BREAK = re.compile(r"\r\n?|[\u2028\u2029]")
_MAYBE_STACKED = re.compile(rf"[^\w\x00-\x7f]{{{MAX_MARKS + 1},}}")

_NIKHAHIT = "ํ"
# The order in which signs follow their consonant: vowels above, phinthu, vowels below, tone,
# silencer, then the vowels that stand after it. It agrees with the order NFC gives.
_RANK = {sign: rank for rank, signs in enumerate(("ัิีึื็ํ", "ฺ", "ุู", "่้๊๋", "์๎", "ะาำ")) for sign in signs}
_STANDING = 5
_SIGNS = re.compile(f"[{''.join(_RANK)}]{{2,}}")
_TONE_LIKE = re.compile("[ฺ็-์๎]")
_LEADING_VOWEL = re.compile("([เ-ไ])([ก-ฮ])")
THAI_DIGITS, DIGITS = "๐๑๒๓๔๕๖๗๘๙", "0123456789"
_DIGITS = str.maketrans(THAI_DIGITS, DIGITS)


def refusal(
    messages: Mapping[str, tuple[str, Any]], code: LiteralString, **ctx: object
) -> pydantic_core.PydanticCustomError:
    """Return the error for `code`, to be raised; `ctx` holds limits and hints, never the input."""
    return pydantic_core.PydanticCustomError(code, messages[code][1], ctx or None)


def repair(text: str) -> str:
    """Return `text` in NFC with one spelling for each Thai syllable and nothing invisible.

    Nikhahit + tone + aa becomes tone + sara am, two sara e become sara ae, signs stand in their
    order, a sign typed twice in a row stays once. Never raises; repairing twice changes nothing.
    """
    if text.isascii():
        return text
    return _repair(text) if len(text) > KEPT_LENGTH else _repaired(text)


def _repair(text: str) -> str:
    text = _INVISIBLE.sub("", text)
    # One round settles all real text; each further one settles marks of other scripts in between.
    for _ in range(MAX_MARKS):
        settled = _SIGNS.sub(_in_order, unicodedata.normalize("NFC", text)).replace("เเ", "แ")
        if settled == text:
            break
        text = settled
    return text


# A name is repaired when it comes in and several times more for the keys it is found and sorted by.
_repaired = functools.lru_cache(maxsize=2048)(_repair)


def _in_order(match: re.Match[str]) -> str:
    marks, standing = "", ""
    for sign in sorted(match[0], key=_RANK.__getitem__):
        if _RANK[sign] == _STANDING:
            standing += sign
        elif not marks.endswith(sign):
            marks += sign
    if _NIKHAHIT in marks and standing.startswith(("า", "ำ")):
        return marks.replace(_NIKHAHIT, "") + "ำ" + standing[1:]
    return marks + standing


def is_stacked(text: str) -> bool:
    """Say whether more than MAX_MARKS combining marks follow each other."""
    for run in _MAYBE_STACKED.findall(text):
        kinds = "".join("m" if unicodedata.category(c) in {"Mn", "Me"} else " " for c in run)
        if "m" * (MAX_MARKS + 1) in kinds:
            return True
    return False


@dataclasses.dataclass(frozen=True, slots=True)
class Text:
    """Mark a `str` field as text of at most `max_length` code points: `Annotated[str, Text(80)]`.

    White space around is cut; inside, a one-line text keeps single spaces and `multiline` keeps
    line breaks and tabs. Problems: `blank`, `too-long`, `control-character`, `lone-surrogate`,
    `stacked-marks`, `national-id`, `personal-data` (unless it is `private`: kept with a person).
    """

    max_length: int
    multiline: bool = False
    private: bool = False

    def clean(self, value: str) -> str:
        """Return `value` repaired, or raise the first problem found."""
        if len(value) > self.max_length:
            raise refusal(MESSAGES, "too-long", max=self.max_length)
        if _SURROGATE.search(value):
            raise refusal(MESSAGES, "lone-surrogate")
        if _CONTROL.search(value):
            raise refusal(MESSAGES, "control-character")
        tidy = repair(value)
        tidy = _LINE_BREAK.sub("\n", tidy).strip() if self.multiline else " ".join(tidy.split())
        if not tidy:
            raise refusal(MESSAGES, "blank")
        if is_stacked(tidy):
            raise refusal(MESSAGES, "stacked-marks", max=MAX_MARKS)
        # NFC spells a few letters of other scripts longer than they came.
        if len(tidy) > self.max_length:
            raise refusal(MESSAGES, "too-long", max=self.max_length)
        if national_ids.holds_national_id(tidy):
            raise refusal(MESSAGES, "national-id")
        if not self.private and contacts.holds_contact(tidy):
            raise refusal(MESSAGES, "personal-data")
        return tidy

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        """Validate as a strict string, then clean."""
        return core_schema.no_info_after_validator_function(
            self.clean, core_schema.str_schema(strict=True)
        )

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Say the same in JSON Schema."""
        return {"type": "string", "minLength": 1, "maxLength": self.max_length, "pattern": PATTERN}


Name = Annotated[str, Text(200)]
Line = Annotated[str, Text(500)]
Prose = Annotated[str, Text(5_000, multiline=True)]


def to_ascii_digits(text: str) -> str:
    """Return `text` with Thai digits written 0-9."""
    return text.translate(_DIGITS)


def search_key(text: str) -> str:
    """Return the key by which `text` is found: repaired, caseless, single spaces, digits 0-9."""
    folded = repair(repair(text).casefold())
    return " ".join(to_ascii_digits(folded).split())


def loose_key(text: str) -> str:
    """Return the search key without tone marks, maitaikhu, thanthakhat and phinthu."""
    return search_key(_TONE_LIKE.sub("", search_key(text)))


def bigrams(key: str) -> list[str]:
    """Return the distinct pairs of neighbours in `key`, sorted; a single letter is itself."""
    pairs = {first + second for first, second in itertools.pairwise(key)}
    return sorted(pairs or set(key))


def like(key: str) -> str:
    """Return a text as it may stand in a LIKE pattern, its own wildcards as plain letters."""
    return key.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")


def sort_key(text: str) -> str:
    """Return a key whose byte order (collation "C") is the order of a Thai dictionary.

    Leading vowels stand behind their consonant; tone marks and the like decide only between
    words equal without them (Royal Institute Dictionary). About twice as long as `text` if Thai.
    """
    full = _LEADING_VOWEL.sub(r"\2\1", search_key(text))
    plain = _LEADING_VOWEL.sub(r"\2\1", _TONE_LIKE.sub("", search_key(text)))
    marked = "" if full == plain else "\t" + full
    return plain + marked
