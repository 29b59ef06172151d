"""Where a demonstration spreads as to a neighbour lies beside it; who is only interested may be far away."""

from typing import Any

import pytest

from khabuan import areas
from services.registry.area_shapes import actions as shapes
from services.registry.area_shapes import rules as lies
from services.registry.area_shapes.schemas import ShapeNew
from shared import beside
from shared.ids import new_id
from tests.conftest import Client, People
from tests.registry.certifying import act
from tests.registry.test_area_lists import ADMIN, _box
from tests.registry.test_demonstrations import PLACE, leader, record
from tests.registry.test_movement_rules import set_rule

CHIANG_MAI, NAKHON_SI_THAMMARAT, NEXT, FAR = "500101", "800101", "920212", "920101"


async def spread(registry: Client, people: People, path: str, area: str, **facts: Any) -> Any:
    body = {
        "area_code": area,
        "relation": "NEIGHBOUR",
        "horizon_years": 3,
        "plan_th": "เรียนรู้จากบ้านน้ำราบ",
        "starts_on": "2026-10-01",
        **facts,
    }
    return await act(registry, leader(people), f"{path}/expansions", body)


def refused(answer: Any) -> tuple[int, str, str]:
    error = answer.json()["errors"][0]
    return answer.status_code, error["code"], error["pointer"]


async def test_without_shapes_a_neighbour_is_in_the_same_or_a_neighbouring_province(
    registry: Client, people: People
) -> None:
    path = await record(registry, people)
    far = await spread(registry, people, path, CHIANG_MAI)
    assert refused(far) == (422, "not-a-neighbour", "#/area_code")
    assert "INTERESTED" in far.text
    for area in (FAR, NAKHON_SI_THAMMARAT, f"{PLACE[:4]}0601"):
        assert (await spread(registry, people, path, area)).status_code == 201
    interested = await spread(registry, people, path, CHIANG_MAI, relation="INTERESTED")
    assert interested.status_code == 201, interested.text
    turned = await registry.patch(
        interested.headers["location"],
        json={"relation": "NEIGHBOUR"},
        headers={**leader(people), "If-Match": '"r1"'},
    )
    assert refused(turned) == (422, "not-a-neighbour", "#/relation")


async def test_a_plan_sent_twice_is_answered_alike_after_the_rule_was_set_otherwise(
    registry: Client, people: People
) -> None:
    off: dict[str, Any] = {"rule": "EXPANSION_NEIGHBOURS_TOUCH", "area_code": PLACE[:2]}
    made = await set_rule(registry, people, value=False, starts_on="2027-01-01", **off)
    assert made.status_code == 201, made.text
    path = await record(registry, people)
    same: dict[str, Any] = {"id": str(new_id()), "starts_on": "2027-01-01"}
    assert (await spread(registry, people, path, CHIANG_MAI, **same)).status_code == 201
    await set_rule(registry, people, value=True, starts_on="2027-01-01", **off)
    assert (await spread(registry, people, path, CHIANG_MAI, **same)).status_code == 200
    other = await spread(registry, people, path, "500102", starts_on="2027-01-01")
    assert refused(other)[1] == "not-a-neighbour"


async def test_where_both_shapes_are_loaded_they_touch(
    registry: Client, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lies, "ASTRAY", 90)  # these squares are made up
    known = ((PLACE, 99.0), (NEXT, 99.5), (FAR, 101.0), (CHIANG_MAI, 98.5))
    async with registry.app.state.database.transaction() as session:
        told = await shapes.load(
            session,
            [ShapeNew(area_code=code, geometry=_box(west)) for code, west in known],
            source_th="ทดสอบ",
            by=ADMIN,
        )
    assert {word for _, word in told} == {"loaded"}
    path = await record(registry, people)
    assert refused(await spread(registry, people, path, FAR))[1] == "not-a-neighbour"
    for area in (NEXT, CHIANG_MAI, "920206"):
        assert (await spread(registry, people, path, area)).status_code == 201
    village = await record(registry, people, area_code=f"{PLACE}01")
    assert (await spread(registry, people, village, f"{PLACE}02")).status_code == 201
    assert (await spread(registry, people, village, f"{NEXT}01")).status_code == 201
    assert refused(await spread(registry, people, village, f"{FAR}01"))[1] == "not-a-neighbour"


def test_every_province_has_its_neighbours() -> None:
    provinces = {a.code for a in areas.read_areas() if a.level is areas.Level.PROVINCE}
    assert provinces == beside.KNOWN
    assert {(other, one) for one, other in beside.PAIRS} == beside.PAIRS
    assert len(beside.PAIRS) == 2 * 177
    assert not any(one == other for one, other in beside.PAIRS)


@pytest.mark.parametrize(
    ("one", "other", "may"),
    [
        ("9202", "500101", False),
        ("920211", "920101", True),
        ("92", "80", True),
        ("83", "82", True),
        ("20", "76", False),
        ("97", "50", True),
    ],
)
def test_codes_tell_which_areas_may_touch(one: str, other: str, *, may: bool) -> None:
    assert beside.may_touch(one, other) is may
    assert beside.may_touch(other, one) is may
