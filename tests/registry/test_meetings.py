"""Meetings, their resolutions and what they give to whom: US5, the meeting 2/2550 of the 67, with its figures."""

import datetime as dt
from typing import Any

import hypothesis
import pytest
from hypothesis import strategies as st

from services.registry.action_items import rules
from services.registry.action_items.schemas import ItemState
from shared.ids import new_id
from tests.conftest import Client, People, counted, settle

REGIONS_2550 = {
    "R-50-NORTH-UP": ("ภาคเหนือตอนบน", ("50", "57")),
    "R-50-NORTH-LOW": ("ภาคเหนือตอนล่าง", ("65", "60")),
    "R-50-ISAN-UP": ("ภาคอีสานตอนบน", ("40", "41")),
    "R-50-ISAN-LOW": ("ภาคอีสานตอนล่าง", ("30", "34")),
    "R-50-CENTRAL": ("ภาคกลาง", ("14", "72")),
    "R-50-METRO": ("ภาคกรุงเทพฯ ปริมณฑล", ("10", "13")),
    "R-50-EAST": ("ภาคตะวันออก", ("20", "27")),
    "R-50-SOUTH": ("ภาคใต้", ("90", "92")),
}
DAYS = st.dates(dt.date(1950, 1, 1), dt.date(2100, 12, 31))


@pytest.fixture(scope="module")
async def eight(registry: Client) -> list[str]:
    """Return the eight regions of 2550; there are no others."""
    async with registry.app.state.database.transaction() as session:
        connection = await session.connection()
        raw = (await connection.get_raw_connection()).driver_connection
        await raw.execute("UPDATE area_group_members SET valid_from = '2010-01-01' WHERE valid_from IS NULL"
                          " AND (valid_to IS NULL OR valid_to > '2010-01-01') AND group_code LIKE 'R-%'")  # fmt: skip
        await raw.execute("DELETE FROM area_group_members WHERE group_code LIKE 'R-%'")
        for code, (name, provinces) in REGIONS_2550.items():
            await raw.execute(
                "INSERT INTO area_groups (code, kind, name_th, name_en) VALUES (%s, 'REGION', %s, %s)",
                (code, name, code),
            )
            for province in provinces:
                await raw.execute(
                    "INSERT INTO area_group_members (group_code, area_code, valid_from, valid_to, date_precision,"
                    " confidence, source) VALUES (%s, %s, NULL, '2010-01-01', 'YEAR', 'LOW', 'test')",
                    (code, province),
                )
    return sorted(REGIONS_2550)


def keyed(who: dict[str, str]) -> dict[str, str]:
    return {**who, "Idempotency-Key": f'"{new_id()}"'}


def second_of_2550(**facts: Any) -> dict[str, Any]:
    """Return what records the meeting 2/2550 (source S2)."""
    return {
        "id": str(new_id()),
        "kind": "MEETING",
        "title_th": "การประชุมคณะอนุกรรมการประสานงานขบวนองค์กรชุมชน ครั้งที่ 2/2550",
        "number": 2,
        "year_be": 2550,
        "agency_th": "คณะอนุกรรมการประสานงาน 67 คน",
        "area_code": "",
        "venue_th": "ศรีปทุมลองสเตย์",
        "venue_area_code": "13",
        "held_from": "2007-06-12",
        "held_to": "2007-06-13",
        "attendance": [{"group": "BODY_MEMBERS", "count": 67}],
        "next_words": "ปลายเดือนกรกฎาคม 2550",
        **facts,
    }


async def recorded(registry: Client, who: dict[str, str], **facts: Any) -> dict[str, Any]:
    answer = await registry.post("/v1/meetings", json=second_of_2550(**facts), headers=who)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def given(registry: Client, who: dict[str, str], **facts: Any) -> list[dict[str, Any]]:
    body = {"text_th": "ทบทวนข้อเสนอ", "owner_kind": "ROLE", "owner_th": "กองเลขานุการ", **facts}
    if body["owner_kind"] != "ROLE":
        body.pop("owner_th")
    answer = await registry.post("/v1/action-items", json=body, headers=who)
    assert answer.status_code == 201, answer.text
    return list(answer.json()["items"])


async def test_us5_meeting_two_of_2550_is_kept_with_its_figures(
    registry: Client, people: People, eight: list[str]
) -> None:
    who = people("NATIONAL_ADMIN", area="")
    meeting = await recorded(registry, who, number=2, agency_th="อนุ 67")
    assert (meeting["held_from"], meeting["held_to"], meeting["venue_area_code"]) == (
        "2007-06-12",
        "2007-06-13",
        "13",
    )
    assert (meeting["number"], meeting["year_be"], meeting["area"]["level"]) == (2, 2550, "NATION")
    assert (meeting["next_from"], meeting["next_to"], meeting["next_precision"], meeting["next_words"]) == (
        "2007-07-21", "2007-07-31", "PART_OF_MONTH", "ปลายเดือนกรกฎาคม 2550",
    )  # fmt: skip
    made = await registry.post(
        "/v1/resolutions",
        json={
            "meeting_id": meeting["id"],
            "number": "1",
            "kind": "APPOINTMENT",
            "text_th": "ให้แต่ละภาคทบทวนข้อเสนอ ส่งผู้แทนร่วมสังเคราะห์ และมีผู้ประสานงานภาคละ 1 คน",
            "group_parts": [
                {"role_th": "ผู้แทนภาคประชาชน", "each_region": True, "count": 1},
                {"role_th": "เจ้าหน้าที่ภาค", "each_region": True, "count": 1},
                {"role_th": "เจ้าหน้าที่ส่วนกลาง", "count": 2},
            ],
        },
        headers=who,
    )
    assert made.status_code == 201, made.text
    resolution = made.json()
    assert [part["total"] for part in resolution["group_parts"]] == [8, 8, 2]
    assert resolution["group_total"] == 18
    due = {
        "meeting_id": meeting["id"],
        "resolution_id": resolution["id"],
        "due_words": "ภายในเดือนมิถุนายน 2550",
    }
    review = await given(
        registry, who, text_th="แต่ละภาคทบทวนข้อเสนอ", owner_kind="EACH_REGION", **due
    )
    coordinators = await given(
        registry, who, text_th="ตั้งผู้ประสานงานภาคละ 1 คน", owner_kind="EACH_REGION", **due
    )
    assert [item["owner_group"] for item in review] == eight
    assert (len(review), len(coordinators)) == (8, 8)
    for item in review:
        assert (item["due_from"], item["due_to"], item["due_precision"], item["due_words"]) == (
            "2007-06-01", "2007-06-30", "MONTH", "ภายในเดือนมิถุนายน 2550",
        )  # fmt: skip
        assert item["state"] == "OPEN"
    done = review[0]
    told = await registry.post(
        f"/v1/action-items/{done['id']}/reports",
        json={"state": "DONE", "reported_on": "2007-06-25"},
        headers=keyed(who),
    )
    assert (told.status_code, told.json()["state"]) == (200, "DONE"), told.text

    async def overdue(day: str) -> int:
        path = f"/v1/action-items?overdue=true&as_of={day}&meeting={meeting['id']}"
        return len((await registry.get(path)).json()["items"])

    assert [await overdue(day) for day in ("2007-06-24", "2007-06-30", "2007-07-01")] == [0, 0, 15]
    own = (await registry.get("/v1/action-items?owner_group=R-50-SOUTH")).json()["items"]
    assert len(own) == 2
    assert {item["owner_group"] for item in own} == {"R-50-SOUTH"}
    south = (await registry.get("/v1/follow-ups/R-50-SOUTH?as_of=2007-07-01")).json()
    assert (south["open"], south["done"], south["overdue"], south["owners_count"]) == (2, 0, 2, 1)
    first = (await registry.get(f"/v1/follow-ups/{eight[0]}?as_of=2007-07-01")).json()
    assert (first["open"], first["done"], first["overdue"]) == (1, 1, 1)
    nation = (await registry.get("/v1/follow-ups/NATION?as_of=2007-07-01")).json()
    assert (nation["done"], nation["overdue"], nation["owners_count"]) == (1, 15, 8)
    early = (await registry.get("/v1/follow-ups/NATION?as_of=2007-06-24")).json()
    assert (early["done"], early["open"], early["overdue"]) == (0, 16, 0)


async def test_giving_to_each_region_again_makes_nothing_twice(
    registry: Client, people: People, eight: list[str]
) -> None:
    who = people("NATIONAL_ADMIN", area="")
    meeting = await recorded(registry, who, number=3)
    body = {"id": str(new_id()), "meeting_id": meeting["id"], "text_th": "ส่งผู้แทน", "owner_kind": "EACH_REGION",
            "due_words": "ปลายเดือนมิถุนายน ๒๕๕๐"}  # fmt: skip
    first = await registry.post("/v1/action-items", json=body, headers=who)
    second = await registry.post("/v1/action-items", json=body, headers=who)
    assert (first.status_code, second.status_code) == (201, 200)
    assert second.content == first.content
    assert first.headers["location"] == f"/v1/assignments/{body['id']}"
    assert (await registry.get(first.headers["location"])).content == first.content
    shown = (await registry.get(f"/v1/action-items?assignment={body['id']}")).json()["items"]
    assert sorted(item["id"] for item in shown) == sorted(
        item["id"] for item in first.json()["items"]
    )
    one = await registry.get(f"/v1/action-items/{shown[0]['id']}")
    assert one.json() == shown[0]
    await settle(registry)
    events = (await registry.get(f"/v1/action-items/{shown[0]['id']}/history")).json()["items"]
    assert [event["type"] for event in events] == ["action-item.assigned"]


async def test_a_number_is_given_once_a_year_by_one_organizer(
    registry: Client, people: People
) -> None:
    who = people("NATIONAL_ADMIN", area="")
    body = second_of_2550(number=7)
    assert (await registry.post("/v1/meetings", json=body, headers=who)).status_code == 201
    again = await registry.post("/v1/meetings", json=body, headers=who)
    assert (again.status_code, again.headers["idempotent-replayed"]) == (200, "true")
    other = await registry.post("/v1/meetings", json=second_of_2550(number=7), headers=who)
    assert (other.status_code, other.json()["code"]) == (409, "already-exists")
    assert "7/2550" in other.json()["detail"]
    elsewhere = second_of_2550(number=7, agency_th="พอช.")
    assert (await registry.post("/v1/meetings", json=elsewhere, headers=who)).status_code == 201


@pytest.mark.parametrize(
    ("facts", "pointer", "code"),
    [
        ({"next_words": "เร็วๆ นี้"}, "#/next_words", "not-a-due-date"),
        ({"held_to": "2007-06-11"}, "#/held_to", "end-before-start"),
        ({"held_from": "2199-01-01", "held_to": None}, "#/held_from", "in-the-future"),
        ({"area_code": "99"}, "#/area_code", "unknown-reference"),
        ({"venue_area_code": "99"}, "#/venue_area_code", "unknown-reference"),
        ({"agency_th": None, "organization_id": str(new_id())}, "#/organization_id", "unknown-reference"),
        ({"agency_th": None, "body_id": str(new_id())}, "#/body_id", "unknown-reference"),
        ({"agency_th": None}, "#", "one-organizer"),
        ({"organization_id": str(new_id())}, "#", "one-organizer"),
        ({"year_be": None}, "#", "number-with-year"),
        ({"year_be": 2007}, "#/year_be", "christian-year"),
        ({"year_be": 2569}, "#/year_be", "not-year-of-day"),
        ({"year_be": 2551}, "#/year_be", "not-year-of-day"),
        ({"attendance": [{"group": "STAFF", "count": 1}] * 2}, "#/attendance", "repeated-item"),
        ({"title_th": "ประชุม 1101700203450"}, "#/title_th", "national-id"),
    ],
)  # fmt: skip
async def test_a_meeting_that_does_not_fit_is_refused_where_it_is_wrong(
    registry: Client, people: People, facts: dict[str, Any], pointer: str, code: str
) -> None:
    body = second_of_2550(number=9, **facts) if "year_be" not in facts else second_of_2550(**facts)
    answer = await registry.post(
        "/v1/meetings", json=body, headers=people("NATIONAL_ADMIN", area="")
    )
    assert answer.status_code == 422, answer.text
    assert (answer.json()["errors"][0]["pointer"], answer.json()["errors"][0]["code"]) == (
        pointer,
        code,
    )


async def test_a_meeting_counts_where_its_organization_stands(
    registry: Client, people: People
) -> None:
    admin = people("NATIONAL_ADMIN", area="")
    group = await registry.post(
        "/v1/organizations",
        json={
            "id": str(new_id()),
            "kind": "SAVINGS_GROUP",
            "name_th": "กลุ่มออมทรัพย์",
            "area_code": "720602",
        },
        headers=admin,
    )
    home = {
        "agency_th": None,
        "organization_id": group.json()["id"],
        "area_code": "720602",
        "year_be": None,
        "number": None,
    }
    for role, reach, status in (
        ("LEADER", {"area": "710911", "organization": group.json()["id"]}, 201),
        ("LEADER", {"area": "720602", "organization": str(new_id())}, 403),
        ("TAMBON_STAFF", {"area": "720602"}, 201),
        ("TAMBON_STAFF", {"area": "720603"}, 403),
        ("MEMBER", {"area": "720602", "organization": group.json()["id"]}, 403),
    ):
        answer = await registry.post(
            "/v1/meetings", json=second_of_2550(**home), headers=people(role, **reach)
        )
        assert answer.status_code == status, f"{role} {answer.text}"
    away = await registry.post(
        "/v1/meetings", json=second_of_2550(**{**home, "area_code": "720603"}), headers=admin
    )
    assert away.json()["errors"][0]["code"] == "outside-parent"
    borrowed = await registry.post(
        "/v1/meetings",
        json=second_of_2550(**{**home, "area_code": "710911"}),
        headers=people("TAMBON_STAFF", area="710911"),
    )
    assert borrowed.status_code == 403


async def test_a_planned_meeting_is_held_or_called_off_and_decides_nothing_before(
    registry: Client, people: People
) -> None:
    who = people("PROVINCE_WORKING_GROUP", area="72")
    facts = {
        "kind": "CENTRAL_SPACE",
        "area_code": "72",
        "number": None,
        "year_be": None,
        "state": "PLANNED",
        "held_from": "2026-11-20",
        "held_to": None,
    }
    meeting = await recorded(registry, who, **facts)
    path = f"/v1/meetings/{meeting['id']}"
    early = await registry.post(
        "/v1/resolutions",
        json={"meeting_id": meeting["id"], "number": "1", "text_th": "มติ"},
        headers=who,
    )
    assert (early.status_code, early.json()["code"]) == (409, "state-conflict")
    assert (await registry.patch(path, json={"state": "HELD"}, headers=who)).status_code == 428
    held = await registry.patch(
        path,
        json={"state": "HELD", "attendance": [{"group": "PARTICIPANTS", "count": 41}]},
        headers={**who, "If-Match": '"r1"'},
    )
    assert (held.json()["state"], held.json()["revision"]) == ("HELD", 2), held.text
    back = await registry.patch(
        path, json={"state": "PLANNED"}, headers={**who, "If-Match": '"r2"'}
    )
    assert back.json()["code"] == "state-conflict"
    late = await registry.patch(path, json={"agenda": []}, headers={**who, "If-Match": '"r1"'})
    assert (late.status_code, late.json()["current_revision"]) == (412, 2)
    stranger = people("PROVINCE_WORKING_GROUP", area="71")
    assert (
        await registry.patch(path, json={"agenda": []}, headers={**stranger, "If-Match": '"r2"'})
    ).status_code == 403
    listed = (await registry.get("/v1/meetings?kind=CENTRAL_SPACE&area=72")).json()["items"]
    assert [item["id"] for item in listed] == [meeting["id"]]
    with counted(registry) as queries:
        month = await registry.get("/v1/meetings?since=2026-11-01&until=2026-11-30&area=72")
    assert [item["id"] for item in month.json()["items"]] == [meeting["id"]]
    assert len(queries) == 1
    await settle(registry)
    history = (await registry.get(f"{path}/history")).json()["items"]
    assert [event["type"] for event in history] == ["meeting.recorded", "meeting.changed"]


async def test_the_report_of_the_latest_day_tells_the_state_whatever_came_in_last(
    registry: Client, people: People
) -> None:
    who = people("NATIONAL_ADMIN", area="")
    meeting = await recorded(registry, who, number=11)
    (item,) = await given(registry, who, meeting_id=meeting["id"], due_on="2007-06-30")
    assert (item["due_words"], item["due_precision"]) == ("30 มิ.ย. 2550", "DAY")
    path = f"/v1/action-items/{item['id']}/reports"

    async def reported(state: str, day: str) -> str:
        answer = await registry.post(
            path, json={"state": state, "reported_on": day}, headers=keyed(who)
        )
        assert answer.status_code == 200, answer.text
        return str(answer.json()["state"])

    assert await reported("DONE", "2007-07-10") == "DONE"
    assert await reported("OPEN", "2007-07-05") == "DONE"
    assert await reported("OPEN", "2007-07-20") == "OPEN"
    early = await registry.post(
        path, json={"state": "DONE", "reported_on": "2007-06-11"}, headers=keyed(who)
    )
    assert early.json()["errors"][0]["code"] == "too-early"
    days = [report["reported_on"] for report in (await registry.get(path)).json()["items"]]
    assert days == ["2007-07-05", "2007-07-10", "2007-07-20"]
    for day, late in (
        ("2007-06-30", 0),
        ("2007-07-01", 1),
        ("2007-07-10", 0),
        ("2007-07-19", 0),
        ("2007-07-20", 1),
    ):
        query = f"/v1/action-items?meeting={meeting['id']}&as_of={day}&overdue="
        assert len((await registry.get(query + "true")).json()["items"]) == late, day
        assert len((await registry.get(query + "false")).json()["items"]) == 1 - late, day


async def test_who_reports_acts_for_the_owner_or_where_it_counts(
    registry: Client, people: People, eight: list[str]
) -> None:
    who = people("NATIONAL_ADMIN", area="")
    meeting = await recorded(registry, who, number=12)
    items = await given(
        registry, who, meeting_id=meeting["id"], owner_kind="EACH_REGION", due_on="2007-06-30"
    )
    south = next(item for item in items if item["owner_group"] == "R-50-SOUTH")
    path, body = (
        f"/v1/action-items/{south['id']}/reports",
        {"state": "DONE", "reported_on": "2007-06-20"},
    )
    for role, area, status in (
        ("REGION_OFFICE", "10", 403), ("PROVINCE_WORKING_GROUP", "90", 403), ("LEADER", "90", 403), ("REGION_OFFICE", "90", 200),
    ):  # fmt: skip
        answer = await registry.post(path, json=body, headers=keyed(people(role, area=area)))
        assert answer.status_code == status, f"{role} {area}: {answer.text}"
    assert (await registry.post(path, json=body)).status_code == 401


async def test_a_body_meets_by_whoever_is_responsible_for_it(
    registry: Client, people: People, eight: list[str]
) -> None:
    admin = people("NATIONAL_ADMIN", area="")
    made = {}
    for name, place in (
        ("67", {}),
        ("72", {"area_code": "72"}),
        ("ใต้", {"group_code": "R-50-SOUTH"}),
    ):
        body = {"kind": "SUBCOMMITTEE", "name_th": f"คณะ {name}", **place}
        answer = await registry.post("/v1/bodies", json=body, headers=admin)
        assert answer.status_code == 201, answer.text
        made[name] = answer.json()["id"]
    for name, area, role, grant, status in (
        ("67", "", "PROVINCE_WORKING_GROUP", "72", 403), ("67", "72", "PROVINCE_WORKING_GROUP", "72", 403),
        ("67", "", "NATIONAL_ADMIN", "", 201), ("67", "13", "NATIONAL_ADMIN", "", 201),
        ("72", "720602", "PROVINCE_WORKING_GROUP", "72", 201), ("72", "71", "NATIONAL_ADMIN", "", 422),
        ("ใต้", "", "REGION_OFFICE", "90", 201), ("ใต้", "", "REGION_OFFICE", "10", 403),
        ("ใต้", "", "PROVINCE_WORKING_GROUP", "90", 403),
    ):  # fmt: skip
        meeting = second_of_2550(
            body_id=made[name], agency_th=None, area_code=area, number=None, year_be=None
        )
        answer = await registry.post(
            "/v1/meetings", json=meeting, headers=people(role, area=grant)
        )
        assert answer.status_code == status, f"{name} {role} {grant}: {answer.text}"
    listed = (
        await registry.get(f"/v1/meetings?body={made['67']}&since=2007-06-01&until=2007-06-30")
    ).json()["items"]
    assert len(listed) == 2
    first = listed[0]["id"]
    (item,) = await given(
        registry,
        admin,
        meeting_id=first,
        owner_kind="BODY",
        owner_body_id=made["72"],
        due_on="2007-06-30",
    )
    told = await registry.post(
        f"/v1/action-items/{item['id']}/reports",
        json={"state": "DONE", "reported_on": "2007-06-29"},
        headers=keyed(people("PROVINCE_WORKING_GROUP", area="72")),
    )
    assert told.status_code == 200, told.text
    (owner,) = [
        o
        for o in (await registry.get("/v1/follow-ups/PROVINCE?as_of=2007-07-01")).json()["owners"]
        if o["owner"] == made["72"]
    ]
    assert (owner["name_th"], owner["done"]) == ("คณะ 72", 1)


@pytest.mark.parametrize(
    ("facts", "pointer", "code"),
    [
        ({"owner_th": None}, "#/owner_th", "required"),
        ({"owner_group": "R-SOUTH"}, "#/owner_group", "not-with-this-owner"),
        ({"owner_kind": "AREA_GROUP", "owner_th": None, "owner_group": "R-NOWHERE"}, "#/owner_group", "unknown-reference"),
        ({"owner_kind": "BODY", "owner_th": None, "owner_body_id": str(new_id())}, "#/owner_body_id", "unknown-reference"),
        ({"owner_kind": "EACH_REGION"}, "#/owner_th", "not-with-this-owner"),
        ({"resolution_id": str(new_id())}, "#/resolution_id", "unknown-reference"),
        ({"meeting_id": str(new_id())}, "#/meeting_id", "unknown-reference"),
        ({"due_words": "เร็วๆ นี้"}, "#/due_words", "not-a-due-date"),
        ({"due_words": "ภายในเดือนมิถุนายน"}, "#/due_words", "not-a-due-date"),
        ({"due_words": None}, "#", "no-due"),
        ({"due_precision": "MONTH"}, "#", "needs-due-on"),
    ],
)  # fmt: skip
async def test_what_nobody_can_follow_up_is_refused(
    registry: Client, people: People, facts: dict[str, Any], pointer: str, code: str
) -> None:
    who = people("NATIONAL_ADMIN", area="")
    meeting = await recorded(registry, who, number=None, year_be=None)
    body = {"meeting_id": meeting["id"], "text_th": "งาน", "owner_kind": "ROLE", "owner_th": "เลขานุการ",
            "due_words": "ภายในปี 2550", **facts}  # fmt: skip
    answer = await registry.post("/v1/action-items", json=body, headers=who)
    assert answer.status_code == 422, answer.text
    assert (answer.json()["errors"][0]["pointer"], answer.json()["errors"][0]["code"]) == (
        pointer,
        code,
    )


async def test_follow_up_of_a_place_that_is_not_there_is_not_found(registry: Client) -> None:
    for place in ("99", "R-NOWHERE"):
        assert (await registry.get(f"/v1/follow-ups/{place}")).status_code == 404
    for place in ("72", "R-SOUTH", "NATION", "PROVINCE"):
        answer = await registry.get(f"/v1/follow-ups/{place}")
        assert (answer.status_code, answer.json()["place"]) == (200, place)
    assert (await registry.get("/v1/action-items?as_of=2007-07-01")).json()["errors"][0][
        "code"
    ] == "needs-overdue"


@hypothesis.given(DAYS, DAYS, st.sampled_from(ItemState))
def test_only_what_is_open_after_its_last_day_is_overdue(
    due: dt.date, day: dt.date, state: ItemState
) -> None:
    overdue = rules.is_overdue(state, due, day)
    assert overdue == (state == "OPEN" and day > due)
    if overdue:
        assert rules.is_overdue(state, due, day + dt.timedelta(days=1))


@hypothesis.given(st.text(min_size=1, max_size=40), st.text(min_size=1, max_size=40))
def test_items_of_one_assignment_have_ids_of_their_own_and_always_the_same(
    one: str, other: str
) -> None:
    assignment = new_id()
    made = rules.item_id(assignment, one)
    assert made == rules.item_id(assignment, one)
    assert (made == rules.item_id(assignment, other)) is (one == other)
    assert (made.version, made.bytes[:6]) == (7, assignment.bytes[:6])
    assert made not in {assignment, rules.item_id(new_id(), one)}
