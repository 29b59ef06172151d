"""When something is due is read from the words people use, or refused; it is never guessed."""

import calendar
import datetime as dt
import itertools

import hypothesis
import pytest
from hypothesis import strategies as st

from shared import thai_due, thai_time
from shared.thai_time import DatePrecision

DAY, MONTH, PART, YEAR = (
    DatePrecision.DAY,
    DatePrecision.MONTH,
    DatePrecision.PART_OF_MONTH,
    DatePrecision.YEAR,
)
_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
MONTHS = st.tuples(st.integers(1, 12), st.integers(1950, 2199))


@pytest.mark.parametrize(
    ("words", "first", "last", "precision"),
    [
        ("ภายในเดือนมิถุนายน 2550", "2007-06-01", "2007-06-30", MONTH),
        ("ปลายเดือนกรกฎาคม 2550", "2007-07-21", "2007-07-31", PART),
        ("ต้นเดือนกุมภาพันธ์ ๒๕๕๐", "2007-02-01", "2007-02-10", PART),
        ("กลางเดือน ก.พ. 2550", "2007-02-11", "2007-02-20", PART),
        ("ปลาย ก.พ. 2551", "2008-02-21", "2008-02-29", PART),
        ("ภายในสิ้นเดือน มิ.ย. พ.ศ. ๒๕๕๐", "2007-06-30", "2007-06-30", DAY),
        ("สิ้นเดือนกุมภาพันธ์ 2551", "2008-02-29", "2008-02-29", DAY),
        ("สิ้นปี 2567", "2024-12-31", "2024-12-31", DAY),
        ("ภายในสิ้นปีงบประมาณ 2568", "2025-09-30", "2025-09-30", DAY),
        ("ปลายเดือนกรกฏาคม 2550", "2007-07-21", "2007-07-31", PART),
        ("ภายในเดือนพฤษจิกายน 2567", "2024-11-01", "2024-11-30", MONTH),
        ("ภายในเดือนเมษา 2567", "2024-04-01", "2024-04-30", MONTH),
        ("ภายในเดือนมิถุนายน ปี 2567", "2024-06-01", "2024-06-30", MONTH),
        ("12 มิถุนายน ปี พ.ศ. 2567", "2024-06-12", "2024-06-12", DAY),
        ("ก่อนวันที่ 15 มีนาคม 2567", "2024-03-14", "2024-03-14", DAY),
        ("ก่อน 1 ม.ค. 2568", "2024-12-31", "2024-12-31", DAY),
        ("ภายในวันศุกร์ที่ 15 มีนาคม 2567", "2024-03-15", "2024-03-15", DAY),
        ("ก่อนวันพฤหัสที่ 14 มีนาคม 2567", "2024-03-13", "2024-03-13", DAY),
        ("วันอาทิตย์ที่ 17 มีนาคม 2567", "2024-03-17", "2024-03-17", DAY),
        ("ต้นปี 2568", "2025-01-01", "2025-04-30", YEAR),
        ("กลางปี ๒๕๖๘", "2025-05-01", "2025-08-31", YEAR),
        ("ปลายปี 2567", "2024-09-01", "2024-12-31", YEAR),
        ("ต้นปีงบประมาณ 2568", "2024-10-01", "2025-01-31", YEAR),
        ("ไตรมาส 1 ปี 2567", "2024-01-01", "2024-03-31", YEAR),
        ("ภายในไตรมาสที่ ๒ ของปี 2567", "2024-04-01", "2024-06-30", YEAR),
        ("ไตรมาส 3/2567", "2024-07-01", "2024-09-30", YEAR),
        ("ไตรมาสสุดท้ายของปี พ.ศ. 2567", "2024-10-01", "2024-12-31", YEAR),
        ("ไตรมาส 1 ปีงบประมาณ 2567", "2023-10-01", "2023-12-31", YEAR),
        ("สิ้นไตรมาส 2 ปีงบประมาณ 2567", "2024-03-31", "2024-03-31", DAY),
        ("เดือนมิถุนายน 2550", "2007-06-01", "2007-06-30", MONTH),
        ("มิ.ย. 2550", "2007-06-01", "2007-06-30", MONTH),
        ("ภายในปี ๒๕๕๐", "2007-01-01", "2007-12-31", YEAR),
        ("ภายในปี พ.ศ. 2550", "2007-01-01", "2007-12-31", YEAR),
        ("ภายในปีงบประมาณ 2568", "2024-10-01", "2025-09-30", YEAR),
        ("ภายในวันที่ 12 มิ.ย. 2550", "2007-06-12", "2007-06-12", DAY),
        ("วันที่ ๑๒ มิถุนายน ๒๕๕๐", "2007-06-12", "2007-06-12", DAY),
        ("๑๒ มิถุนายน พ.ศ. ๒๕๕๐", "2007-06-12", "2007-06-12", DAY),
    ],
)
def test_words_of_the_field_mean_these_days(
    words: str, first: str, last: str, precision: DatePrecision
) -> None:
    due = thai_due.parse_due(words)
    assert (due.first.isoformat(), due.last.isoformat(), due.precision) == (first, last, precision)


@pytest.mark.parametrize(
    "words",
    [
        "", "เร็วๆ นี้", "ภายในเดือนมิถุนายน", "มิถุนายน 50", "ภายในเดือนมิถุนายน 2007", "31 มิ.ย. 2550",
        "0 มิ.ย. 2550", "ภายในเดือน 2550", "ปลายเดือนสิบสาม 2550", "12-13 มิ.ย. 2550", "2007-06-30", "ก่อนเดือนมิถุนายน 2550",
        "หลังเดือนมิถุนายน 2550", "ภายในเดือนมิถุนายน 2550 หรือกรกฎาคม 2550", "ภายในปี 9999", "29 ก.พ. 2550", "2550",
        "วันจันทร์ที่ 15 มีนาคม 2567", "ไตรมาส 5 ปี 2567", "ไตรมาส 1", "ก่อนสิ้นเดือนมิถุนายน 2550", "ก่อนต้นปี 2550",
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused(words: str) -> None:
    with pytest.raises(ValueError, match="Cannot read"):
        thai_due.parse_due(words)


@hypothesis.given(MONTHS, st.booleans(), st.booleans())
def test_a_month_has_three_parts_that_follow_each_other_and_fill_it(
    month: tuple[int, int], short: bool, thai: bool
) -> None:
    number, year = month
    names = thai_time.SHORT_MONTHS if short else thai_time.LONG_MONTHS
    said = f"{names[number - 1]} {year + 543}"
    said = said.translate(_THAI) if thai else said
    parts = [thai_due.parse_due(f"{part}เดือน{said}") for part in ("ต้น", "กลาง", "ปลาย")]
    whole = thai_due.parse_due(f"ภายในเดือน{said}")
    days = [(part.last - part.first).days + 1 for part in parts]
    assert (parts[0].first, parts[2].last) == (whole.first, whole.last)
    assert sum(days) == calendar.monthrange(year, number)[1]
    for one, following in itertools.pairwise(parts):
        assert following.first - one.last == dt.timedelta(days=1)


@hypothesis.given(st.dates(dt.date(1950, 1, 1), dt.date(2199, 12, 31)))
def test_a_day_is_read_as_it_is_written(day: dt.date) -> None:
    assert thai_due.parse_due(thai_time.thai_date(day)) == (day, day, DAY)


@hypothesis.given(st.text(alphabet="ภายในเดือนปีต้นกลางปลาย มิ.ย.2550๒๕๕๐12", max_size=40))
def test_no_words_are_read_in_two_ways_or_break_the_reader(words: str) -> None:
    try:
        due = thai_due.parse_due(words)
    except ValueError:
        return
    assert due.first <= due.last
    assert (
        str(due.last.year + 543)
        in words.translate(str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")).replace(" ", "")
        or "งบประมาณ" in words
    )


@hypothesis.given(st.text())
def test_whatever_is_said_the_reader_does_not_fail(words: str) -> None:
    due = thai_due.read(words)
    assert due is None or due.first <= due.last


@hypothesis.given(
    st.dates(dt.date(1950, 1, 1), dt.date(2199, 12, 31)), st.sampled_from(list(DatePrecision))
)
def test_a_day_lies_in_what_is_meant_by_it_and_that_is_read_as_it_is_said(
    day: dt.date, precision: DatePrecision
) -> None:
    due = thai_due.around(day, precision)
    assert due.first <= day <= due.last
    read = thai_due.read(thai_due.said(day, precision))
    assert read is not None
    assert (read.first, read.last) == (due.first, due.last)


@hypothesis.given(st.integers(2494, 2742), st.booleans())
def test_the_quarters_and_the_parts_of_a_year_fill_it(year: int, fiscal: bool) -> None:
    of = f"ปี{'งบประมาณ' if fiscal else ''} {year}"
    whole = thai_due.parse_due(of)
    quarters = [thai_due.parse_due(f"ไตรมาส {number} {of}") for number in range(1, 5)]
    parts = [thai_due.parse_due(part + of) for part in ("ต้น", "กลาง", "ปลาย")]
    for pieces in (quarters, parts):
        assert (pieces[0].first, pieces[-1].last) == (whole.first, whole.last)
        for one, following in itertools.pairwise(pieces):
            assert following.first - one.last == dt.timedelta(days=1)
    assert thai_due.parse_due(f"สิ้น{of}").first == whole.last
