"""Text is repaired where it can be, refused where it would hurt, and found and sorted as Thai."""

import itertools
import re
import unicodedata
from types import ModuleType

import hypothesis
import pydantic
import pytest
from hypothesis import strategies as st

from shared import ids, money, places, text, thai_time

NAME = pydantic.TypeAdapter[str](text.Name)
PROSE = pydantic.TypeAdapter[str](text.Prose)
PATTERN = re.compile(text.PATTERN[:-1] + r"\Z")
# น้ำ as keyboards write it: tone + sara am, nikhahit + tone + aa, tone + nikhahit + aa, am + tone.
WATER = "น\u0e49\u0e33"
SPELLINGS = (WATER, "น\u0e4d\u0e49\u0e32", "น\u0e49\u0e4d\u0e32", "น\u0e33\u0e49")
UNICODE = st.characters(codec="utf-8")
THAI = st.text(st.characters(min_codepoint=0xE01, max_codepoint=0xE5B), max_size=40)
ANY_TEXT = st.one_of(
    THAI, st.text(UNICODE, max_size=40), st.text("กเแำ\u0e4d่้ \n\t\u200bA", max_size=40)
)


def code_of(adapter: pydantic.TypeAdapter[str], value: object) -> str:
    """Return the code of the refusal of `value`."""
    with pytest.raises(pydantic.ValidationError) as caught:
        adapter.validate_python(value)
    return str(caught.value.errors()[0]["type"])


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_every_spelling_of_water_is_stored_and_found_as_one(spelling: str) -> None:
    assert NAME.validate_python(f"กลุ่มผู้ใช้{spelling}") == f"กลุ่มผู้ใช้{WATER}"
    assert text.search_key(spelling) == text.search_key(WATER)
    assert text.sort_key(spelling) == text.sort_key(WATER)


def test_nfc_alone_would_leave_several_spellings_of_water() -> None:
    assert len({unicodedata.normalize("NFC", spelling) for spelling in SPELLINGS}) == 4


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("เเม่นำ้", "แม่น้ำ"),
        ("ที่่่ดิน", "ที่ดิน"),
        ("ท่ี", "ที่"),
        ("ผุุ้", "ผุ้"),
        ("  กองทุน \t สวัสดิการ\r\n", "กองทุน สวัสดิการ"),
        ("หนอง\u200bสาหร่าย\ufeff", "หนองสาหร่าย"),
        ("\u202eหนอง\u2066", "หนอง"),
        ("สวัสดิ์ พันธุ์ เก็บ เกาะ ฤๅษี ๒๕๖๗", "สวัสดิ์ พันธุ์ เก็บ เกาะ ฤๅษี ๒๕๖๗"),
    ],
)
def test_what_can_be_repaired_is_repaired(typed: str, stored: str) -> None:
    assert NAME.validate_python(typed) == stored


def test_prose_keeps_lines_and_tabs_in_one_form() -> None:
    assert PROSE.validate_python(" ก\r\nข\tค\rง\u2028จ \n") == "ก\nข\tค\nง\nจ"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "blank"),
        (" \u200b\u00a0\n", "blank"),
        ("ก\x00", "control-character"),
        ("ก\x1b[31m", "control-character"),
        ("ก\x85", "control-character"),
        ("ก\ud800", "lone-surrogate"),
        ("ก" + "\u0e48\u0e49" * 5, "stacked-marks"),
        ("a" + "\u0323" * 10, "stacked-marks"),
        ("ก" * 201, "too-long"),
        ("\u0958" * 150, "too-long"),
        (5, "string_type"),
        (b"abc", "string_type"),
    ],
)
def test_what_would_hurt_is_refused_with_a_code(typed: object, code: str) -> None:
    assert code_of(NAME, typed) == code


def test_a_hundred_thousand_stacked_marks_are_refused() -> None:
    assert code_of(PROSE, "ก" + "\u0301" * 100_000) == "too-long"


def test_eight_marks_and_a_full_length_are_taken() -> None:
    assert NAME.validate_python("a" + "\u0323" * 8) == unicodedata.normalize(
        "NFC", "a" + "\u0323" * 8
    )
    assert len(NAME.validate_python("ก" * 200)) == 200


def test_a_refusal_holds_limits_and_never_the_input() -> None:
    with pytest.raises(pydantic.ValidationError) as caught:
        NAME.validate_python("ความลับ" * 50)
    error = caught.value.errors()[0]
    assert error["ctx"] == {"max": 200}
    assert error["msg"] == "Too long or too many (at most 200)"


@hypothesis.given(st.from_regex(PATTERN, alphabet=UNICODE))
def test_what_the_schema_allows_is_taken(value: str) -> None:
    hypothesis.assume(len(value) <= 200 and not text.is_stacked(text.repair(value)))
    assert NAME.validate_python(value)


@hypothesis.given(
    st.text(UNICODE, max_size=6) | st.text("ก \n\x00\x1f\x7f\u200b\u3000", max_size=6)
)
def test_the_schema_and_the_validator_agree(value: str) -> None:
    try:
        PROSE.validate_python(value)
        taken = True
    except pydantic.ValidationError:
        taken = False
    assert taken == bool(PATTERN.match(value))


def test_the_schema_is_exact() -> None:
    expected = {"type": "string", "minLength": 1, "maxLength": 200, "pattern": text.PATTERN}
    assert NAME.json_schema() == expected
    assert PROSE.json_schema()["maxLength"] == 5_000


@hypothesis.given(ANY_TEXT)
def test_repairing_twice_changes_nothing(value: str) -> None:
    once = text.repair(value)
    assert text.repair(once) == once == unicodedata.normalize("NFC", once)
    for adapter in (NAME, PROSE):
        try:
            stored = adapter.validate_python(value)
        except pydantic.ValidationError:
            continue
        assert adapter.validate_python(stored) == stored


@hypothesis.given(ANY_TEXT)
def test_keys_are_stable_and_do_not_see_the_repair(value: str) -> None:
    for key_of in (text.search_key, text.loose_key, text.sort_key):
        assert key_of(text.repair(value)) == key_of(value)
    assert text.search_key(text.search_key(value)) == text.search_key(value)
    assert text.loose_key(text.loose_key(value)) == text.loose_key(value)


def test_the_search_key_ignores_case_spaces_and_kind_of_digit() -> None:
    assert text.search_key(" หมู่  ๑๒\tCODI ") == "หมู่ 12 codi"
    assert text.loose_key("กลุ่มรักษ์น้ำ") == text.loose_key("กลุมรักษน่ำ") == "กลุมรักษนำ"
    assert text.to_ascii_digits("๐๑๒๓๔๕๖๗๘๙ก") == "0123456789ก"


def test_bigrams_are_distinct_and_sorted() -> None:
    assert text.bigrams("กขกข") == ["กข", "ขก"]
    assert text.bigrams("ก") == ["ก"]
    assert text.bigrams("") == []


@hypothesis.given(st.text("กขค ", min_size=1), st.data())
def test_every_substring_is_found_by_its_bigrams(key: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(key)))
    part = key[start : data.draw(st.integers(start, len(key)))]
    hypothesis.assume(len(part) != 1)
    assert set(text.bigrams(part)) <= set(text.bigrams(key))


# Order of the Royal Institute Dictionary: consonants, then vowels; marks only between equals.
DICTIONARY = """
codi ก ก็ กบ กรรม กระ กลม ก่อน กะ กัน กา ก่า ก้า ก๊า ก๋า กาก ก้าน กำ กิน กี่ กึ่ง กุ้ง กู เกม
เกา เก่า เก้า เกาะ แกง แก่น โกง ใกล้ ไก่ ขา เขา แขก ไข่ น้ำ นิล เนิน ฤดู ลม ฦๅ วัน เอก ฮูก
"""


def test_names_sort_as_in_the_dictionary() -> None:
    words = DICTIONARY.split()
    assert sorted(sorted(words), key=text.sort_key) == words
    for first, second in itertools.pairwise(words):
        assert text.sort_key(first).encode() < text.sort_key(second).encode()


def test_words_sort_before_longer_names_that_begin_with_them() -> None:
    names = ["บ้าน", "บ้าน ก", "บานชื่น", "บ้านใหม่"]
    assert sorted(names, key=text.sort_key) == ["บ้าน", "บ้าน ก", "บานชื่น", "บ้านใหม่"]


@pytest.mark.parametrize("module", [text, places, thai_time, money, ids])
def test_both_languages_tell_the_same_limits(module: ModuleType) -> None:
    for code, said in module.MESSAGES.items():
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", code)
        thai, english = (set(re.findall(r"{(\w+)}", template)) for template in said)
        assert thai == english <= {"min", "max", "suggestion"}


def test_wildcards_of_a_text_are_plain_letters_in_a_pattern() -> None:
    assert text.like("50%_\\a") == "50\\%\\_\\\\a"
