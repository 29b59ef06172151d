"""The coordinating subcommittee of 2550 as the meeting of 12-13 June 2550 describes it, through the front door."""

import asyncio
from typing import Any

import httpx

from shared.ids import new_id
from tests.conftest import Client

DAY = "2007-06-13"
REGIONS = tuple(f"R-2550-{number}" for number in range(1, 9))
"""Eight regions; the source does not name them."""
ISSUES = {
    "RESOURCES": "ทรัพยากร",
    "FARMERS": "เกษตรกร",
    "WELFARE": "สวัสดิการ",
    "HOUSING": "บ้านมั่นคง",
    "LAND": "ที่ดิน",
    None: "ชุมชน[ชน]",
    "COMMUNITY_PLAN": "แผนชุมชน",
}
SUB_TEAMS = (
    "ฝ่ายอำนวยการและวางแผนเชิงยุทธศาสตร์",
    "ฝ่ายประสานงานประชาสัมพันธ์",
    "กองเลขานุการ",
    "ฝ่ายประเมินผลและตรวจสอบ",
)
AT_ONCE = 8
Header = dict[str, str]


async def grounds(registry: Client) -> None:
    """Let the registry know the eight regions and the issues, as groupings and planning would tell it."""
    async with registry.app.state.database.reading() as connection:
        for code in REGIONS:
            await connection.execute(
                "INSERT INTO area_groups (code, kind, name_th, name_en) VALUES (%s, 'REGION', %s, %s)"
                " ON CONFLICT DO NOTHING",
                (code, f"ภาคที่ {code[-1]} ปี 2550", f"Region {code[-1]} of 2550"),
            )
        for issue, name in ISSUES.items():
            if issue:
                await connection.execute(
                    "INSERT INTO issues (code, name_th, revision) VALUES (%s, %s, 1)"
                    " ON CONFLICT DO NOTHING",
                    (issue, name),
                )


async def body(registry: Client, who: Header, **facts: Any) -> str:
    """Set a body up and return its id."""
    new = {"id": str(new_id()), "kind": "SUBCOMMITTEE", "name_th": "คณะ", **facts}
    made = await registry.post("/v1/bodies", json=new, headers=who)
    assert made.status_code == 201, made.text
    return str(made.json()["id"])


async def seat(registry: httpx.AsyncClient, who: Header, body_id: str, **facts: Any) -> Any:
    """Ask for a seat and return the answer."""
    new = {
        "id": str(new_id()),
        "body_id": body_id,
        "post": "MEMBER",
        "form": "NETWORK",
        "starts_on": DAY,
        **facts,
    }
    return await registry.post("/v1/seats", json=new, headers=who)


async def the_67(registry: Client, who: Header) -> dict[str, Any]:
    """Set up the subcommittee with its 67 places, secretariat, issue subcommittees and sub-teams."""
    await grounds(registry)
    main = await body(
        registry,
        who,
        name_th="คณะอนุกรรมการประสานงานขบวนองค์กรชุมชน",
        aliases=["อนุ 67", "คณะอนุ 67 คน"],
        seats_count=67,
        co_chairs="ONE_PER_REGION",
        founded_on=DAY,
        founded_precision="NOT_LATER_THAN",
    )
    made: dict[str, Any] = {"main": main, "issues": [], "teams": []}
    for issue, name in ISSUES.items():
        new = {"kind": "ISSUE_SUBCOMMITTEE", "name_th": f"อนุกรรมการ{name}", "issue_code": issue}
        made["issues"].append(await body(registry, who, parent_id=main, **new))
    for name in SUB_TEAMS:
        new = {"kind": "SUB_TEAM", "name_th": name, "parent_id": main}
        made["teams"].append(await body(registry, who, **new))
    secretariat = await body(
        registry, who, kind="SECRETARIAT", name_th="กองเลขาฯ", parent_id=main, seats_count=10
    )
    made["secretariat"] = secretariat
    appointed = {"form": "APPOINTED"}
    wanted: list[tuple[str, dict[str, Any]]] = [
        *((main, {"post": "CO_CHAIR", "region_code": code, **appointed}) for code in REGIONS),
        *((main, {"region_code": REGIONS[number % 8]}) for number in range(59)),
        *((secretariat, {"post": "SECRETARY", "region_code": code}) for code in REGIONS),
        *((secretariat, {"post": "SECRETARY", "headquarters": True}) for _ in range(2)),
    ]
    answers = []
    for first in range(0, len(wanted), AT_ONCE):
        some = wanted[first : first + AT_ONCE]
        asks = [
            seat(registry, who, place, starts_precision="NOT_LATER_THAN", **facts)
            for place, facts in some
        ]
        answers += await asyncio.gather(*asks)
    assert [answer.status_code for answer in answers] == [201] * 77, answers[0].text
    made["seats"] = [answer.json()["id"] for answer in answers]
    return made
