"""Readiness for a council: how many of the known communities of a tambon gave notice (Act of 2551, section 5)."""

from typing import Any

from tests.conftest import Client, People, counted
from tests.registry import council_stage as stage


async def asked(registry: Client, area: str = stage.TAMBON, **more: str) -> Any:
    answer = await registry.get(f"/v1/council-readiness/{area}", params=more)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_the_share_of_known_communities_that_gave_notice_is_told_with_its_reasons(
    registry: Client, people: People
) -> None:
    who = stage.admin(people)
    nothing = (await asked(registry, "720604"))["communities"]
    assert (nothing["known"], nothing["share_percent"]) == (0, None)
    assert nothing["text_th"] == "ยังไม่มีรายชื่อหมู่บ้านหรือชุมชนของพื้นที่"
    listed = [{"code": f"{stage.TAMBON}{n:02}", "name_th": f"บ้านที่ {n}"} for n in range(1, 5)]
    body = {"province_code": "72", "source_th": "บัญชีหมู่บ้าน", "villages": listed}
    loaded = await stage.post(registry, "/v1/village-lists", body, who)
    assert loaded.status_code in {200, 201}, loaded.text
    await stage.community(registry, people, 1)
    await stage.did(registry, "/v1/community-notices", stage.notice(2), who)
    old = await stage.organization(registry, people, kind="TRADITIONAL_COMMUNITY")
    with counted(registry) as queries:
        told = await asked(registry)
    assert len(queries) <= 5
    shown = told["communities"]
    assert (shown["known"], shown["noticed"], shown["waiting"], shown["share_percent"]) == (
        5,
        1,
        1,
        20.0,
    )
    assert shown["text_th"] == "จดแจ้งแล้ว 1 จาก 5 ชุมชนที่รู้จัก (ร้อยละ 20.0)"
    assert shown["text_en"] == "1 of 5 known communities gave notice (20.0%)"
    assert [each["code"] for each in shown["villages_without_notice"]] == ["72060203", "72060204"]
    assert [each["code"] for each in told["reasons"]] == [
        "DEMONSTRATION_WORK",
        "ORGANIZATIONS_FOUND",
        "STRONG_ORGANIZATIONS_CERTIFIED",
    ]
    await stage.community(
        registry, people, 0, kind="TRADITIONAL", area_code=stage.TAMBON, organization_id=old
    )
    after = (await asked(registry))["communities"]
    assert (after["known"], after["noticed"], after["share_percent"]) == (5, 2, 40.0)
    before = (await asked(registry, as_of="2009-05-25"))["communities"]
    assert (before["noticed"], before["waiting"]) == (0, 3)


async def test_a_rule_may_make_the_share_a_condition(registry: Client, people: People) -> None:
    who = stage.admin(people)
    rule = {
        "rule": "READINESS_SHARE_OF_COMMUNITIES",
        "value": 60,
        "area_code": "71",
        "starts_on": "2025-01-01",
        "reason": "มติคณะทำงานจังหวัด",
    }
    await stage.did(registry, "/v1/movement-rule-settings", rule, who)
    told = (await asked(registry, "710911"))["reasons"][-1]
    assert (told["code"], told["met"], told["count"]) == ("COMMUNITIES_NOTICED", False, 0)
    assert told["text_en"] == "Fewer of the known communities gave notice than the rule asks for"
    await stage.community(registry, people, 1, area_code="71091101")
    told = (await asked(registry, "710911"))["reasons"][-1]
    assert (told["met"], told["count"]) == (True, 1)
