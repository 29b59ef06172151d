"""What somebody has to do keeps the words of the meeting, whatever they are, and a number has the year of its day."""

import datetime as dt
from typing import Any

import hypothesis
import pytest
from hypothesis import strategies as st

from services.registry.action_items import rules
from services.registry.action_items.schemas import ActionItemNew, OwnerKind
from services.registry.meetings import rules as meetings
from shared import thai_due
from shared.errors import Problem
from shared.ids import new_id
from shared.thai_time import DatePrecision
from tests.conftest import Client, People
from tests.registry.test_meetings import given, recorded, second_of_2550

DAYS = st.dates(dt.date(1950, 1, 1), dt.date(2100, 12, 31))
WORDS = st.sampled_from(
    (
        "ภายในเดือนมิถุนายน 2550",
        "ปลายปี 2567",
        "ก่อนออกพรรษา",
        "หลังเกี่ยวข้าว",
        "ไตรมาส 1 ปี 2567",
        "12 มิ.ย. 2550",
    )
)


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({"due_words": "ปลายเดือนกรกฏาคม 2550"}, ("2007-07-21", "2007-07-31", "PART_OF_MONTH")),
        ({"due_words": "ภายในสิ้นปี 2550"}, ("2007-12-31", "2007-12-31", "DAY")),
        (
            {"due_words": "ก่อนออกพรรษา", "due_on": "2007-10-26"},
            ("2007-10-26", "2007-10-26", "DAY"),
        ),
        (
            {"due_words": "หลังเกี่ยวข้าว", "due_on": "2007-12-15", "due_precision": "MONTH"},
            ("2007-12-01", "2007-12-31", "MONTH"),
        ),
        (
            {"due_words": "ภายในเดือนมิถุนายน 2550", "due_on": "2007-06-20"},
            ("2007-06-20", "2007-06-20", "DAY"),
        ),
    ],
)
async def test_the_words_are_kept_as_typed_and_a_date_beside_them_stands(
    registry: Client, people: People, facts: dict[str, Any], told: tuple[str, ...]
) -> None:
    who = people("NATIONAL_ADMIN", area="")
    meeting = await recorded(registry, who, number=None, year_be=None)
    [item] = await given(registry, who, meeting_id=meeting["id"], **facts)
    assert item["due_words"] == facts["due_words"]
    assert (item["due_from"], item["due_to"], item["due_precision"]) == told


async def test_words_that_mean_other_days_than_the_date_are_refused_at_both(
    registry: Client, people: People
) -> None:
    who = people("NATIONAL_ADMIN", area="")
    meeting = await recorded(registry, who, number=None, year_be=None)
    body = {
        "meeting_id": meeting["id"],
        "text_th": "งาน",
        "owner_kind": "ROLE",
        "owner_th": "เลขานุการ",
        "due_words": "ภายในเดือนมิถุนายน 2550",
        "due_on": "2007-07-01",
    }
    answer = await registry.post("/v1/action-items", json=body, headers=who)
    assert answer.status_code == 422, answer.text
    assert [(each["pointer"], each["code"]) for each in answer.json()["errors"]] == [
        ("#/due_words", "due-contradicts"),
        ("#/due_on", "due-contradicts"),
    ]


@hypothesis.given(WORDS, DAYS, st.sampled_from(DatePrecision))
def test_no_words_are_ever_changed_and_the_date_that_is_given_stands(
    words: str, day: dt.date, precision: DatePrecision
) -> None:
    new = ActionItemNew(
        id=new_id(),
        meeting_id=new_id(),
        text_th="งาน",
        owner_kind=OwnerKind.ROLE,
        due_words=words,
        due_on=day,
        due_precision=precision,
    )
    meant = thai_due.read(words)
    try:
        due, kept = rules.due_of(new)
    except Problem:
        assert meant is not None
        assert not meant.first <= day <= meant.last
        return
    assert kept == words
    assert due.first <= day <= due.last
    assert due.precision is precision


@hypothesis.given(DAYS, st.integers(2400, 2700), st.sampled_from(DatePrecision))
def test_the_year_of_a_number_is_one_of_the_two_of_its_day(
    day: dt.date, year: int, precision: DatePrecision
) -> None:
    allowed = {day.year + 543, day.year + 543 + (day.month >= 10)}
    if precision is DatePrecision.YEAR:
        allowed.add(day.year + 544)
    try:
        meetings.check_year(year, (day, day), precision)
    except Problem:
        assert year not in allowed
    else:
        assert year in allowed


async def test_a_meeting_of_october_may_count_in_its_fiscal_year_and_does_not_leave_its_year(
    registry: Client, people: People
) -> None:
    who = people("NATIONAL_ADMIN", area="")
    october = second_of_2550(
        number=1, year_be=2551, held_from="2007-10-12", held_to="2007-10-13", next_words=None
    )
    made = await registry.post("/v1/meetings", json=october, headers=who)
    assert made.status_code == 201, made.text
    moved = await registry.patch(
        f"/v1/meetings/{october['id']}",
        json={"held_from": "2007-09-12", "held_to": "2007-09-13", "reason": str(new_id())},
        headers={**who, "If-Match": '"r1"'},
    )
    assert moved.status_code == 422, moved.text
    [error] = moved.json()["errors"]
    assert (error["pointer"], error["code"]) == ("#/held_from", "not-year-of-day")
