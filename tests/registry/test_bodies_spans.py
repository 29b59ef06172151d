"""Seats over time as pure decisions, held against a calendar in which every day is looked at."""

import datetime as dt
from uuid import UUID, uuid5

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from services.registry.bodies import rules as bodies
from services.registry.bodies.rules import Span
from services.registry.people.rules import term_end
from services.registry.seats import rules
from services.registry.seats.rules import Held, Limits
from shared.errors import Problem

FIRST = dt.date(2007, 6, 13)
DAYS = [FIRST + dt.timedelta(days=number) for number in range(-1, 32)]
_NAMES = UUID(int=0)


def _span(start: int, length: int | None) -> Span:
    begins = FIRST + dt.timedelta(days=start)
    return Span(begins, None if length is None else begins + dt.timedelta(days=length))


spans = st.builds(_span, st.integers(0, 20), st.none() | st.integers(0, 10))


def at(span: Span, day: dt.date) -> bool:
    return span.starts_on <= day and (span.ends_on is None or day < span.ends_on)


@given(spans, spans)
def test_two_spans_overlap_when_they_share_a_day(one: Span, other: Span) -> None:
    assert bodies.overlap(one, other) == any(at(one, day) and at(other, day) for day in DAYS)
    assert bodies.overlap(one, other) == bodies.overlap(other, one)


@given(spans, st.lists(spans, max_size=8), st.integers(1, 4))
@example(Span(FIRST), [Span(FIRST, FIRST)], 1)
def test_the_first_crowded_day_is_that_of_the_calendar(
    new: Span, held: list[Span], most: int
) -> None:
    full = [day for day in DAYS if at(new, day) and sum(at(h, day) for h in held) >= most]
    assert bodies.crowded(new, held, most) == (full[0] if full else None)


@given(st.lists(spans, max_size=30), st.integers(1, 3))
def test_seats_taken_one_after_the_other_are_never_too_many(asked: list[Span], most: int) -> None:
    held: list[Span] = []
    for span in asked:
        if bodies.crowded(span, held, most) is None:
            held.append(span)
    assert max((sum(at(h, day) for h in held) for day in DAYS), default=0) <= most
    bodies.check_fewer(held, most)
    if held and any(at(h, day) for h in held for day in DAYS):
        with pytest.raises(Problem, match="body-full"):
            bodies.check_fewer([*held] * (most + 1), most)


@given(spans, spans)
def test_a_span_within_another_shares_all_its_days(inner: Span, outer: Span) -> None:
    if rules.within(inner, outer):
        assert all(at(outer, day) for day in DAYS if at(inner, day))


@given(st.lists(st.tuples(spans, st.sampled_from("ABC")), max_size=25))
def test_no_region_has_two_co_chairs_on_any_day(asked: list[tuple[Span, str]]) -> None:
    held: list[Held] = []
    open_ended = dict.fromkeys("ABC", (None, None))
    limit = Limits(None, one_co_chair_a_region=True, regions=open_ended)
    for number, (span, region) in enumerate(asked):
        new = Held(uuid5(_NAMES, str(number)), span, "CO_CHAIR", region_code=region)
        beside = [h for h in held if h.region_code == region]
        clash = any(at(h.span, day) and at(span, day) for h in beside for day in DAYS)
        if clash:
            with pytest.raises(Problem, match="region-has-co-chair"):
                rules.check_taking(new, held, limit)
        else:
            rules.check_taking(new, held, limit)
            held.append(new)


@given(st.lists(st.tuples(spans, st.sampled_from("ABCDE")), max_size=25), st.integers(0, 30))
@example([(_span(0, None), "A"), (_span(0, None), "B"), (_span(5, None), "D")], 5)
def test_co_chairs_that_begin_are_never_more_than_the_regions_of_that_day(
    asked: list[tuple[Span, str]], changes: int
) -> None:
    day = FIRST + dt.timedelta(days=changes)
    regions: rules.Regions = {
        **dict.fromkeys("ABC", (None, day)),
        **dict.fromkeys("DE", (day, None)),
    }
    limit = Limits(None, one_co_chair_a_region=True, regions=regions)
    held: list[Held] = []
    for number, (span, region) in enumerate(asked):
        new = Held(uuid5(_NAMES, str(number)), span, "CO_CHAIR", region_code=region)
        try:
            rules.check_region(region, True, regions, span)
            rules.check_taking(new, held, limit)
        except Problem:
            continue
        held.append(new)
    for begins in {one.span.starts_on for one in held}:
        sitting = [one for one in held if at(one.span, begins)]
        assert len(sitting) <= (3 if begins < day else 2)


@given(spans, st.integers(-3, 40))
def test_what_hangs_on_a_seat_ends_with_it(span: Span, day: int) -> None:
    end = FIRST + dt.timedelta(days=day)
    until = rules.cut(span, end)
    kept = Span(span.starts_on, span.ends_on if until is None else until)
    assert [d for d in DAYS if at(kept, d)] == [d for d in DAYS if at(span, d) and d < end]
    assert kept.ends_on is None or kept.ends_on >= kept.starts_on


@pytest.mark.parametrize(
    ("begins", "years", "ends"),
    [
        (dt.date(2024, 2, 29), 1, dt.date(2025, 3, 1)),
        (dt.date(2024, 2, 29), 4, dt.date(2028, 2, 29)),
        (dt.date(2007, 6, 13), 2, dt.date(2009, 6, 13)),
        (dt.date(2007, 6, 13), None, None),
    ],
)
def test_a_term_ends_so_many_years_later(
    begins: dt.date, years: int | None, ends: dt.date | None
) -> None:
    assert term_end(begins, years) == ends
