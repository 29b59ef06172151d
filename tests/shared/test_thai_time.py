"""No year is off by 543, no day by one, and an instant is written in one way."""

import calendar
import datetime as dt
import re
from typing import Any

import hypothesis
import pydantic
import pytest
from hypothesis import strategies as st

from shared import thai_time

DATE = pydantic.TypeAdapter[dt.date](thai_time.PlainDate)
INSTANT = pydantic.TypeAdapter[dt.datetime](thai_time.Instant)
FISCAL = pydantic.TypeAdapter[int](thai_time.FiscalYearBe)
FISCAL_QUERY = pydantic.TypeAdapter[int](thai_time.FiscalYearBeQuery)
BUDDHIST = pydantic.TypeAdapter[int](thai_time.BuddhistYear)
DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2200, 12, 31))


def refusal_of(adapter: pydantic.TypeAdapter[Any], value: object) -> tuple[str, object]:
    """Return code and context of the refusal of `value`."""
    with pytest.raises(pydantic.ValidationError) as caught:
        adapter.validate_python(value)
    error = caught.value.errors()[0]
    return str(error["type"]), error.get("ctx")


@hypothesis.given(DAYS)
def test_a_day_survives_the_round_trip(day: dt.date) -> None:
    assert DATE.validate_python(day) == DATE.validate_python(day.isoformat()) == day
    assert DATE.validate_json(DATE.dump_json(day)) == day
    assert thai_time.parse_thai_date(thai_time.thai_date(day)) == day


@pytest.mark.parametrize(
    "value",
    [
        "",
        "2024-1-1",
        "20241001",
        "2024-10-01T00:00:00",
        "2024-02-30",
        "2024-13-01",
        "2024-10-01\n",
        "๒๐๒๔-๑๐-๐๑",
        "2024-W01-1",
        20241001,
        0,
        1.5,
        None,
        dt.datetime(2024, 10, 1, tzinfo=dt.UTC),
    ],
)
def test_only_iso_days_are_dates(value: object) -> None:
    assert refusal_of(DATE, value)[0] == "not-a-date"


@pytest.mark.parametrize("value", ["2567-02-29", "2567-01-05", dt.date(2567, 1, 5)])
def test_a_buddhist_year_gets_the_christian_one_as_a_hint(value: object) -> None:
    assert refusal_of(DATE, value) == ("buddhist-year", {"suggestion": 2024})


@pytest.mark.parametrize("value", ["1899-12-31", "2201-01-01", "0000-01-01", "2399-12-31"])
def test_days_outside_1900_to_2200_are_refused(value: str) -> None:
    assert refusal_of(DATE, value) == ("date-out-of-range", {"min": 1900, "max": 2200})


@hypothesis.given(st.from_regex(re.compile(thai_time.DATE_PATTERN[:-1] + r"\Z")))
def test_the_schema_of_a_day_leaves_only_days_that_do_not_exist(written: str) -> None:
    year, month, day = map(int, written.split("-"))
    if day <= calendar.monthrange(year, month)[1]:
        assert DATE.validate_python(written) == dt.date(year, month, day)
    else:
        assert refusal_of(DATE, written)[0] == "not-a-date"


def test_every_leap_day_of_the_buddhist_era_is_read_and_written() -> None:
    leap_years = [year for year in range(2443, 2601) if calendar.isleap(year - 543)]
    for year in leap_years:
        assert thai_time.parse_thai_date(f"29 ก.พ. {year}") == dt.date(year - 543, 2, 29)
        assert thai_time.thai_date(dt.date(year - 543, 2, 29)) == f"29 ก.พ. {year}"
        with pytest.raises(ValueError, match="Not a date"):
            thai_time.parse_thai_date(f"29 ก.พ. {year + 1}")
    assert 2567 in leap_years


@pytest.mark.parametrize(
    "written",
    [
        "๑๒ มิ.ย. ๒๕๕๐",
        "12 มิถุนายน 2550",
        "12 มิถุนายน พ.ศ. 2550",
        "วันที่ ๑๒ มิถุนายน พ.ศ.๒๕๕๐",
        "12มิย2550",
        " 12  มิ.ย.  2550 ",
    ],
)
def test_a_thai_date_is_read_in_every_usual_writing(written: str) -> None:
    assert thai_time.parse_thai_date(written) == dt.date(2007, 6, 12)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "12 มิ.ย. 50",
        "12 มิ.ย. 2007",
        "31 เม.ย. 2550",
        "0 ม.ค. 2550",
        "12 กข 2550",
        "12 June 2550",
    ],
)
def test_a_thai_date_is_never_guessed(written: str) -> None:
    with pytest.raises(ValueError, match="Not a date"):
        thai_time.parse_thai_date(written)


def test_long_nonsense_is_no_thai_date_and_takes_no_time() -> None:
    with pytest.raises(ValueError, match="Not a date"):
        thai_time.parse_thai_date("1" + " " * 50_000 + "ก" * 50_000)


MONTHS = """
ม.ค. มกราคม ก.พ. กุมภาพันธ์ มี.ค. มีนาคม เม.ย. เมษายน พ.ค. พฤษภาคม มิ.ย. มิถุนายน
ก.ค. กรกฎาคม ส.ค. สิงหาคม ก.ย. กันยายน ต.ค. ตุลาคม พ.ย. พฤศจิกายน ธ.ค. ธันวาคม
"""


def test_every_month_is_read_by_both_names() -> None:
    for at, name in enumerate(MONTHS.split()):
        day = dt.date(2024, at // 2 + 1, 1)
        assert thai_time.parse_thai_date(f"1 {name} 2567") == day
        assert at % 2 or thai_time.thai_date(day) == f"1 {name} 2567"


def test_the_fiscal_year_begins_on_the_first_of_october() -> None:
    assert thai_time.fiscal_year_be(dt.date(2024, 9, 30)) == 2567
    assert thai_time.fiscal_year_be(dt.date(2024, 10, 1)) == 2568
    assert thai_time.fiscal_year_be(dt.date(2025, 9, 30)) == 2568
    assert thai_time.fiscal_year_bounds(2568) == (dt.date(2024, 10, 1), dt.date(2025, 9, 30))


@pytest.mark.parametrize("year", range(2500, 2601))
def test_fiscal_years_follow_each_other_without_a_gap(year: int) -> None:
    first, last = thai_time.fiscal_year_bounds(year)
    assert thai_time.fiscal_year_be(first) == thai_time.fiscal_year_be(last) == year
    assert last + dt.timedelta(days=1) == thai_time.fiscal_year_bounds(year + 1)[0]
    midnight = dt.datetime(first.year, 10, 1, tzinfo=thai_time.BANGKOK)
    for seconds, expected in ((-1, year - 1), (0, year), (1, year)):
        instant = (midnight + dt.timedelta(seconds=seconds)).astimezone(dt.UTC)
        assert thai_time.fiscal_year_be(thai_time.bangkok_date(instant)) == expected


def test_days_are_counted_both_ways() -> None:
    assert thai_time.days_between(dt.date(2024, 2, 28), dt.date(2024, 3, 1)) == 2
    assert thai_time.days_between(dt.date(2024, 3, 1), dt.date(2024, 2, 28)) == -2


@pytest.mark.parametrize("value", [True, "2568", "๒๕๖๘", 2568.0, None])
def test_a_fiscal_year_in_a_body_is_a_whole_number(value: object) -> None:
    assert refusal_of(FISCAL, value)[0] == "int_type"


@pytest.mark.parametrize(
    "value", ["", "68", "+2568", " 2568", "2568.0", "02568", "2568\n", True, None]
)
def test_a_fiscal_year_in_a_query_is_four_digits(value: object) -> None:
    assert refusal_of(FISCAL_QUERY, value)[0] == "not-a-year"


def test_years_in_range_are_taken() -> None:
    assert FISCAL.validate_python(2568) == FISCAL.validate_json("2568") == 2568
    assert [FISCAL_QUERY.validate_python(v) for v in ("2500", "๒๕๖๘", 2600)] == [2500, 2568, 2600]
    assert [BUDDHIST.validate_python(v) for v in (2443, 2743)] == [2443, 2743]


@pytest.mark.parametrize("adapter", [FISCAL, FISCAL_QUERY])
def test_a_year_out_of_range_is_refused_with_its_limits(
    adapter: pydantic.TypeAdapter[int],
) -> None:
    for value in (2499, 2601, 543):
        assert refusal_of(adapter, value) == ("year-out-of-range", {"min": 2500, "max": 2600})
    assert refusal_of(adapter, 2025) == ("christian-year", {"suggestion": 2568})


def test_every_precision_has_a_thai_label() -> None:
    assert set(thai_time.DATE_PRECISION_LABELS) == set(thai_time.DatePrecision)


@hypothesis.given(st.datetimes(dt.datetime(1900, 1, 2), dt.datetime(2199, 12, 30)))  # noqa: DTZ001
def test_an_instant_is_written_in_one_way_and_survives(naive: dt.datetime) -> None:
    for zone in (dt.UTC, thai_time.BANGKOK):
        instant = INSTANT.validate_python(naive.replace(tzinfo=zone))
        written = INSTANT.dump_json(instant).decode().strip('"')
        assert re.fullmatch(r"[0-9-]{10}T[0-9:]{8}\.[0-9]{6}Z", written)
        assert INSTANT.validate_python(written) == INSTANT.validate_python(instant) == instant
        assert INSTANT.validate_python(written).tzinfo is dt.UTC


def test_midnight_in_bangkok_is_the_evening_before_in_utc() -> None:
    instant = INSTANT.validate_python("2024-10-01T00:00:00+07:00")
    assert INSTANT.dump_json(instant) == b'"2024-09-30T17:00:00.000000Z"'
    assert thai_time.bangkok_date(instant) == dt.date(2024, 10, 1)


@pytest.mark.parametrize(
    "value",
    [
        "2024-10-01T00:00:00",
        "2024-10-01 00:00:00Z",
        "2024-10-01",
        "1727740800",
        "2024-02-30T00:00:00Z",
        "2024-10-01T24:00:00Z",
        "2024-10-01T00:00:60Z",
        1727740800,
        dt.datetime(2024, 10, 1),  # noqa: DTZ001
        dt.date(2024, 10, 1),
    ],
)
def test_an_instant_needs_its_offset(value: object) -> None:
    assert refusal_of(INSTANT, value)[0] == "not-an-instant"


def test_an_instant_with_a_buddhist_year_gets_a_hint() -> None:
    hint = ("buddhist-year", {"suggestion": 2024})
    assert refusal_of(INSTANT, "2567-02-29T00:00:00Z") == hint
    for year, code in ((9999, "buddhist-year"), (1, "date-out-of-range")):
        far = dt.datetime(year, 12, 31, 23, tzinfo=dt.timezone(dt.timedelta(hours=-14)))
        assert refusal_of(INSTANT, far)[0] == code


@hypothesis.given(st.from_regex(re.compile(thai_time.INSTANT_PATTERN[:-1] + r"\Z")))
def test_the_schema_of_an_instant_leaves_only_days_that_do_not_exist(written: str) -> None:
    year, month, day = map(int, written[:10].split("-"))
    if day <= calendar.monthrange(year, month)[1]:
        instant = INSTANT.validate_python(written)
        assert INSTANT.validate_json(INSTANT.dump_json(instant)) == instant
    else:
        assert refusal_of(INSTANT, written)[0] == "not-an-instant"


def test_the_schemas_are_exact() -> None:
    assert DATE.json_schema() == {
        "type": "string",
        "format": "date",
        "maxLength": 10,
        "pattern": thai_time.DATE_PATTERN,
    }
    assert INSTANT.json_schema()["format"] == "date-time"
    assert INSTANT.json_schema(mode="serialization") == INSTANT.json_schema()
    year = {"type": "integer", "format": "int32", "minimum": 2500, "maximum": 2600}
    assert FISCAL.json_schema() == FISCAL_QUERY.json_schema() == year
