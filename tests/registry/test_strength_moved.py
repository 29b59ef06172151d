"""Rule 9 and 1.10 of domain.md: a tambon that gets another code by law keeps its strength, of each day."""

from typing import Any

import pytest

from shared import tokens
from shared.contracts.registry import RegistrySummary
from shared.ids import new_id
from tests.conftest import Client, Ground, People
from tests.registry import council_stage as stage
from tests.registry.test_area_changes import made, order
from tests.registry.test_strength import assess, define, new, withdraw


@pytest.fixture(scope="module")
async def declared(registry: Client, people: People) -> str:
    """Return the id of the rubric by which a level is said directly."""
    made_known = await define(
        registry, people, code="DECLARED", name_th="ประกาศระดับ", frames=[], thresholds=None
    )
    return str(made_known.json()["id"])


async def found(registry: Client, people: People, rubric: str, area: str, **facts: Any) -> Any:
    """Record an assessment and return the answer."""
    body = new(rubric, area_code=area, **facts)
    answer = await assess(registry, people, body)
    assert answer.status_code == 201, answer.text
    return answer


async def ordered(
    registry: Client, people: People, kind: str, day: str, *units: Any, **more: Any
) -> str:
    change = order(kind, day, *units, **more)
    return str((await made(registry, "/v1/area-changes", change, stage.admin(people)))["id"])


async def undone(registry: Client, people: People, change: str, day: str) -> None:
    undo = {"order_th": "ยกเลิก", "effective_on": day}
    path = f"/v1/area-changes/{change}/reversals"
    await made(registry, path, undo, stage.admin(people))


async def levels(registry: Client, area: str, day: str) -> list[Any]:
    """Return (code, level, day of the assessment) of the tambons at or below an area on a day."""
    asked = {"area": area, "as_of": day, "assessed": "true"}
    answer = await registry.get("/v1/strength-levels", params=asked)
    return [
        (each["area"]["code"], each["level"], each["assessed_on"])
        for each in answer.json()["items"]
    ]


async def coverage(registry: Client, area: str, day: str) -> Any:
    answer = await registry.get(f"/v1/strength-coverages/{area}", params={"as_of": day})
    assert answer.status_code == 200, answer.text
    return answer.json()


async def told(registry: Client, areas: tuple[str, ...], day: str) -> list[Any]:
    """Return what the roll-up and the coverage, byte by byte, and the levels say of areas on a day."""
    views = [
        f"/v1/{view}/{area}" for area in areas for view in ("area-rollups", "strength-coverages")
    ]
    figures = [(await registry.get(f"{view}?as_of={day}")).content for view in views]
    return [*figures, *[await levels(registry, area, day) for area in areas]]


async def test_a_tambon_that_moves_to_another_district_keeps_its_level_and_its_history(
    registry: Client, people: People, ground: Ground, declared: str
) -> None:
    await found(registry, people, declared, "720603", level="CAN_STAND", assessed_on="2023-05-01")
    await found(registry, people, declared, "720603", level="STRONG", assessed_on="2025-05-01")
    day, areas = "2026-01-31", ("72", "7206", "720603", "7203")
    past = await told(registry, areas, day)
    nation = await coverage(registry, "TH", "2026-03-01")
    unit = {"from_code": "720603", "to_code": "720399"}
    change = await ordered(registry, people, "MOVE", "2026-02-01", unit)
    assert await levels(registry, "720399", "2026-03-01") == [("720399", "STRONG", "2025-05-01")]
    assert not await levels(registry, "7206", "2026-03-01")
    assert await coverage(registry, "TH", "2026-03-01") == nation
    there = await coverage(registry, "7203", "2026-03-01")
    assert (there["assessed_tambons"], there["strong_tambons"]) == (1, 1)
    known = {each["fiscal_year_be"]: each["strong_tambons"] for each in there["trend"]}
    assert (known[2567], known[2568]) == (0, 1), "the years before the move are the same tambon's"
    rolled = (await registry.get("/v1/area-rollups/7203?as_of=2026-03-01")).json()
    assert rolled["tambons_by_strength"] == [{"level": "STRONG", "tambons": 1}]
    who = {"Authorization": f"Bearer {tokens.service_token(ground.keys.of('gateway'))}"}
    said = (await registry.get("/internal/v1/summaries/720399", headers=who)).content
    shown = RegistrySummary.model_validate_json(said).strength
    assert shown is not None
    assert (shown.level, str(shown.assessed_on)) == ("STRONG", "2025-05-01")
    assert await told(registry, areas, day) == past
    await undone(registry, people, change, "2026-04-01")
    assert await levels(registry, "72", "2026-05-01") == [("720603", "STRONG", "2025-05-01")]
    assert await levels(registry, "72", "2026-03-01") == [("720399", "STRONG", "2025-05-01")]
    assert await told(registry, areas, day) == past


async def test_what_is_told_later_counts_for_the_code_of_each_day(
    registry: Client, people: People, declared: str
) -> None:
    first = await found(
        registry, people, declared, "730101", level="STRONG", assessed_on="2024-05-01"
    )
    unit = {"from_code": "730101", "to_code": "730299"}
    change = await ordered(registry, people, "MOVE", "2026-02-01", unit)
    before = await found(
        registry, people, declared, "730299", level="CAN_RUN", assessed_on="2025-05-01"
    )
    assert await levels(registry, "73", "2025-06-01") == [("730101", "CAN_RUN", "2025-05-01")]
    await found(registry, people, declared, "730299", level="CAN_STAND", assessed_on="2026-03-01")
    assert await levels(registry, "73", "2026-02-15") == [("730299", "CAN_RUN", "2025-05-01")]
    assert await levels(registry, "73", "2026-03-02") == [("730299", "CAN_STAND", "2026-03-01")]
    again = await found(
        registry, people, declared, "730299", level="STRONG", assessed_on="2024-06-01",
        replaces_id=first.json()["id"], replaces_reason_th="ลงวันที่ผิด",
    )  # fmt: skip
    assert await levels(registry, "73", "2024-07-01") == [("730101", "STRONG", "2024-06-01")]
    assert not await levels(registry, "73", "2024-05-15")
    shown = await registry.get(f"/v1/strength-assessments/{before.json()['id']}")
    assert (await withdraw(registry, people, shown)).status_code in {200, 201}
    assert await levels(registry, "73", "2026-02-15") == [("730299", "STRONG", "2024-06-01")]
    await undone(registry, people, change, "2026-04-01")
    listed = await registry.get("/v1/strength-assessments?area=730101&standing=true")
    assert again.json()["id"] in {each["id"] for each in listed.json()["items"]}
    await found(registry, people, declared, "730101", level="STRONG", assessed_on="2026-03-15")
    assert await levels(registry, "73", "2026-03-20") == [("730299", "STRONG", "2026-03-15")]
    assert await levels(registry, "73", "2026-05-01") == [("730101", "STRONG", "2026-03-15")]


async def test_a_district_that_becomes_a_province_takes_its_levels_along(
    registry: Client, people: People, declared: str
) -> None:
    await found(registry, people, declared, "430101", level="STRONG", assessed_on="2010-05-01")
    unit = {"from_code": "43", "to_code": "68", "name_th": "เมืองใหม่", "name_en": "Mueang Mai"}
    part = {"from_code": "4301", "to_code": "6801"}
    change = await ordered(registry, people, "SPLIT", "2011-03-23", unit, parts=[part])
    assert (await coverage(registry, "68", "2012-01-01"))["strong_tambons"] == 1
    assert (await coverage(registry, "43", "2012-01-01"))["strong_tambons"] == 0
    assert (await coverage(registry, "43", "2011-03-22"))["strong_tambons"] == 1
    await undone(registry, people, change, "2013-01-01")
    assert (await coverage(registry, "43", "2013-01-02"))["strong_tambons"] == 1


async def test_ground_that_is_split_off_or_taken_in_inherits_nothing(
    registry: Client, people: People, declared: str
) -> None:
    await found(registry, people, declared, "450101", level="STRONG", assessed_on="2010-05-01")
    gone = await stage.organization(registry, people, kind="SAVINGS_GROUP", area="450101")
    name = (await registry.get("/v1/areas/450101")).json()["name_th"]
    unit = {"from_code": "450101", "to_code": "450199", "name_th": "ใหม่", "name_en": "New"}
    await ordered(registry, people, "SPLIT", "2015-01-01", unit, organization_ids=[gone])
    assert await levels(registry, "4501", "2015-01-02") == [("450101", "STRONG", "2010-05-01")]
    into = {"from_code": "450101", "to_code": "450102"}
    merged = await ordered(registry, people, "MERGE", "2016-01-01", into)
    assert not await levels(registry, "4501", "2016-01-02")
    assert await levels(registry, "4501", "2015-12-31") == [("450101", "STRONG", "2010-05-01")]
    other = {"from_code": "450103", "to_code": "450101"}
    again = await ordered(registry, people, "MOVE", "2017-01-01", other)
    assert not await levels(registry, "4501", "2017-01-02"), (
        "a code that is used again is other ground"
    )
    await undone(registry, people, again, "2018-01-01")
    await undone(registry, people, merged, "2019-01-01")
    assert await levels(registry, "4501", "2019-01-02") == [("450101", "STRONG", "2010-05-01")]
    assert (await registry.get("/v1/areas/450101")).json()["name_th"] == name, "not the other's"


async def test_an_assessed_organization_is_listed_where_it_is(
    registry: Client, people: People, declared: str
) -> None:
    kept = await stage.organization(registry, people, kind="SAVINGS_GROUP", area="440101")
    recorded = await found(
        registry,
        people,
        declared,
        "440101",
        organization_id=kept,
        level="STRONG",
        id=str(new_id()),
    )
    into = {"from_code": "440101", "to_code": "440102"}
    await ordered(registry, people, "MERGE", "2026-01-01", into)
    listed = await registry.get("/v1/strength-assessments?area=440102")
    assert [each["id"] for each in listed.json()["items"]] == [recorded.json()["id"]]
