"""Seats in councils: who sits for whom on which day, within the Act's numbers on every day."""

import datetime as dt
from contextlib import nullcontext
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.registry.council_seats import rules
from services.registry.council_seats.schemas import SeatKind
from shared.errors import Problem
from shared.ids import new_id
from tests.conftest import Client, People, counted, settle
from tests.registry import council_stage as stage

DAY = dt.date(2023, 9, 1)
days = st.integers(0, 60).map(lambda n: DAY + dt.timedelta(days=n))
periods = st.tuples(days, days).map(lambda pair: (min(pair), max(pair)))


@given(st.lists(periods, max_size=12), periods)
def test_the_fullest_day_is_the_one_that_counting_every_day_finds(
    held: list[rules.Period], during: rules.Period
) -> None:
    span = (during[1] - during[0]).days
    every = [during[0] + dt.timedelta(days=n) for n in range(span)]
    slow = max((sum(a <= day < b for a, b in held) for day in every), default=0)
    assert rules.most_at_once(held, during) == slow


@given(st.lists(periods, max_size=20), st.integers(1, 4))
def test_however_seats_come_and_go_no_day_has_more_than_the_limit(
    asked: list[rules.Period], most: int
) -> None:
    limits = rules.Limits(per_village=most, per_community=most, experts_percent=20)
    taken: list[rules.Period] = []
    for each in (period for period in asked if period[0] < period[1]):
        try:
            rules.check_room(SeatKind.VILLAGE, taken, each, limits)
        except Problem:
            assert rules.most_at_once(taken, each) == most
        else:
            taken.append(each)
    every = [DAY + dt.timedelta(days=n) for n in range(61)]
    assert all(sum(a <= day < b for a, b in taken) <= most for day in every)


@given(st.integers(0, 200), st.integers(0, 200), st.integers(0, 100))
def test_experts_are_refused_exactly_beyond_their_share(
    experts: int, others: int, percent: int
) -> None:
    expected = (
        pytest.raises(Problem, check=lambda problem: problem.code == "rule-broken")
        if experts * 100 > (experts + others) * percent
        else nullcontext()
    )
    with expected:
        rules.check_experts(experts, [others], percent)


@given(st.dates(dt.date(1990, 1, 1), dt.date(2090, 1, 1)), st.integers(1, 50))
def test_a_term_is_whole_years_and_never_ends_before_it_starts(
    starts_on: dt.date, years: int
) -> None:
    start, end = rules.term(starts_on, None, years)
    assert start == starts_on
    assert end.year == starts_on.year + years
    assert (end.month, end.day) in {(starts_on.month, starts_on.day), (3, 1)}


async def term(registry: Client, people: People, council: str, **facts: Any) -> Any:
    body = {"council_id": council, "starts_on": "2023-09-01", **facts}
    return await stage.post(registry, "/v1/council-terms", body, stage.admin(people))


async def test_no_term_begins_more_than_a_whole_term_ahead(
    registry: Client, people: People
) -> None:
    council = await stage.council(registry, people)
    refused = await term(registry, people, council, starts_on="2199-01-01")
    error = refused.json()["errors"][0]
    assert (error["pointer"], error["code"]) == ("#/starts_on", "out-of-range")
    listed = await registry.get(f"/v1/council-terms?council={council}")
    assert listed.json()["items"] == []


def seat(council: str, **facts: Any) -> dict[str, Any]:
    return {
        "council_id": council,
        "kind": "VILLAGE",
        "village_code": "72060201",
        "starts_on": "2023-09-01",
        **facts,
    }


async def test_a_term_is_four_years_and_the_due_ones_are_listed(
    registry: Client, people: People
) -> None:
    body = await stage.council(registry, people)
    made = await term(registry, people, body, village_representatives=34,
                      community_representatives=6, experts=10)  # fmt: skip
    assert (made.status_code, made.json()["ends_on"]) == (201, "2027-09-01"), made.text
    shown = (await registry.get(f"/v1/councils/{body}")).json()
    assert (shown["term_ends_on"], shown["experts"]) == ("2027-09-01", 10)
    long = await term(registry, people, body, starts_on="2027-09-01", ends_on="2032-01-01")
    assert long.json()["errors"][0]["pointer"] == "#/ends_on"
    over = await term(registry, people, body, starts_on="2027-08-31")
    assert over.json()["errors"][0]["code"] == "too-early"
    many = await term(registry, people, body, starts_on="2027-09-01", experts=11,
                      village_representatives=34, community_representatives=6)  # fmt: skip
    assert many.json()["rule"] == "COUNCIL_EXPERTS_PERCENT"
    with counted(registry) as queries:
        due = await registry.get(
            "/v1/councils?area=72&term_ends_before=2028-01-01&sort=term_ends_on"
        )
    assert len(queries) == 1
    assert [each["id"] for each in due.json()["items"]] == [body]
    none = await registry.get("/v1/councils?area=72&term_ends_before=2027-09-01")
    assert none.json()["items"] == []
    on = (await registry.get(f"/v1/council-terms?council={body}&on=2025-01-01")).json()["items"]
    assert [each["starts_on"] for each in on] == ["2023-09-01"]


async def test_a_village_has_four_seats_on_any_day_and_who_sat_is_known(
    registry: Client, people: People
) -> None:
    who = stage.admin(people)
    body = await stage.council(registry, people)
    early = await stage.post(registry, "/v1/council-seats", seat(body), who)
    assert (early.status_code, early.json()["code"]) == (409, "state-conflict")
    await term(registry, people, body)
    sitting = await stage.person(registry, people, body, "มานะ")
    first = await stage.did(registry, "/v1/council-seats", seat(body, person_id=sitting), who)
    assert (first["person_id"], first["ends_on"]) == (sitting, "2027-09-01")
    twice = await stage.post(
        registry, "/v1/council-seats", seat(body, person_id=sitting, village_code="72060202"), who
    )
    assert (twice.status_code, twice.json()["code"]) == (409, "already-exists")
    for _ in range(3):
        await stage.did(registry, "/v1/council-seats", seat(body), who)
    fifth = seat(body, id=str(new_id()), starts_on="2025-06-01")
    refused = await stage.post(registry, "/v1/council-seats", fifth, who)
    assert refused.json()["rule"] == "COUNCIL_MEMBERS_PER_VILLAGE"
    path = f"/v1/council-seats/{first['id']}"
    left = {"ended_on": "2025-06-01", "cause": "RECALLED"}
    await stage.did(registry, f"{path}/endings", left, who)
    assert (await stage.post(registry, f"{path}/endings", left, who)).status_code == 409
    made = await stage.did(registry, "/v1/council-seats", fifth, who)
    again = await stage.post(registry, "/v1/council-seats", fifth, who)
    assert (again.status_code, again.headers["idempotent-replayed"]) == (200, "true")
    with counted(registry) as queries:
        before = await registry.get(f"/v1/council-seats?council={body}&on=2025-05-31")
    assert len(queries) == 1
    after = await registry.get(f"/v1/council-seats?council={body}&on=2025-06-01")
    sat = [{each["id"] for each in page.json()["items"]} for page in (before, after)]
    assert (len(sat[0]), len(sat[1])) == (4, 4)
    assert (first["id"] in sat[0], made["id"] in sat[0]) == (True, False)
    assert (first["id"] in sat[1], made["id"] in sat[1]) == (False, True)
    own = (await registry.get(f"/v1/council-seats?person={sitting}")).json()["items"]
    assert [each["id"] for each in own] == [first["id"]]
    await settle(registry)
    told = (await registry.get(f"{path}/history")).json()["items"]
    assert [entry["type"] for entry in told] == ["council-seat.taken", "council-seat.left"]


async def test_an_other_community_has_two_seats_and_experts_a_fifth(
    registry: Client, people: People
) -> None:
    who = stage.admin(people)
    body = await stage.council(registry, people)
    await term(registry, people, body)
    wide = await stage.community(
        registry,
        people,
        1,
        kind="OTHER",
        area_code="720602",
        village_codes=["72060201", "72060202"],
    )
    other = seat(body, kind="OTHER_COMMUNITY", village_code=None, community_id=wide)
    for _ in range(2):
        await stage.did(registry, "/v1/council-seats", other, who)
    third = await stage.post(registry, "/v1/council-seats", other, who)
    assert third.json()["rule"] == "COUNCIL_MEMBERS_PER_OTHER_COMMUNITY"
    narrow = await stage.community(registry, people, 2)
    wrong = await stage.post(registry, "/v1/council-seats", {**other, "community_id": narrow}, who)
    assert wrong.json()["errors"][0]["pointer"] == "#/community_id"
    expert = seat(body, kind="EXPERT", village_code=None)
    early = await stage.post(registry, "/v1/council-seats", expert, who)
    assert early.json()["rule"] == "COUNCIL_EXPERTS_PERCENT"
    for _ in range(2):
        await stage.did(registry, "/v1/council-seats", seat(body), who)
    await stage.did(registry, "/v1/council-seats", expert, who)
    second = await stage.post(registry, "/v1/council-seats", expert, who)
    assert second.json()["rule"] == "COUNCIL_EXPERTS_PERCENT"


@pytest.mark.parametrize(
    ("facts", "pointer"),
    [
        ({"village_code": None}, "#/village_code"),
        ({"village_code": "72060301"}, "#/village_code"),
        ({"kind": "EXPERT"}, "#/village_code"),
        ({"kind": "OTHER_COMMUNITY", "village_code": None}, "#/community_id"),
        ({"person_id": "01980000-0000-7000-8000-00000000ffff"}, "#/person_id"),
        ({"council_id": "01980000-0000-7000-8000-00000000ffff"}, "#/council_id"),
    ],
)
async def test_a_seat_that_does_not_fit_is_refused_where_it_does_not(
    registry: Client, people: People, facts: dict[str, Any], pointer: str
) -> None:
    body = await stage.council(registry, people)
    await term(registry, people, body)
    answer = await stage.post(
        registry, "/v1/council-seats", {**seat(body), **facts}, stage.admin(people)
    )
    assert answer.status_code == 422, answer.text
    assert answer.json()["errors"][0]["pointer"] == pointer


async def test_the_council_itself_keeps_its_seats_and_no_neighbour_does(
    registry: Client, people: People
) -> None:
    body = await stage.council(registry, people)
    await term(registry, people, body)
    for role, reach, status in (
        ("LEADER", {"organization": body}, 201),
        ("LEADER", {"organization": str(new_id())}, 403),
        ("TAMBON_STAFF", {"area": "720603"}, 403),
        ("MEMBER", {"organization": body}, 403),
    ):
        answer = await stage.post(registry, "/v1/council-seats", seat(body), people(role, **reach))
        assert answer.status_code == status, answer.text
