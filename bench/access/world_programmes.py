"""What there is of joint agendas, umbrella projects, programmes and cohorts."""

from bench.access.document import World
from bench.access.hand import Hand
from bench.access.model import Thing
from services.planning import followers

PROVINCE = frozenset({"72"})
CODI = "01680000-0000-7000-8000-000000000401"
MONEY = {"amount": "100.00", "currency": "THB"}


async def furnish(hand: Hand, world: World) -> None:
    """Make a draft and an adopted agenda, an umbrella with a line, a programme with a cohort."""
    agency = {"id": CODI, "code": "CODI", "name_th": "พอช."}
    await hand.tell(followers.FOLLOWS, "partners", "agency", agency)
    for area in ("72", "71"):
        await _agendas(hand, world, area)
        await _umbrella(hand, world, area)
    programme = await hand.make(
        "/v1/programmes",
        {
            "code": "INTEGRATED",
            "track": "INTEGRATED",
            "name_th": "จังหวัดบูรณาการ",
            "name_en": "Integrated provinces",
            "source_th": "เวทีสรุป 22 จังหวัด",
        },
    )
    world.add(Thing("programmes", programme["code"]))
    for year in (2567, 2568):
        cohort = await hand.make(
            "/v1/cohorts",
            {
                "programme_code": "INTEGRATED",
                "fiscal_year_be": year,
                "name_th": "รุ่นหนึ่ง",
                "declared_size": 22,
                "source_th": "เวทีสรุป 22 จังหวัด",
            },
        )
        path = f"/v1/cohorts/{cohort['id']}/members"
        member = {"area_code": "71", "stage": "PLANNED", "source_th": "S4"}
        await hand.make(path, member)
        if year == 2567:  # which does not know the province yet
            world.add(Thing("cohorts", cohort["id"], area="72"))
        else:
            made = await hand.make(path, {**member, "area_code": "72"})
            world.add(Thing("cohort-members", made["id"], area="72"))
    world.fixed["declareCohort"] = {"programme_code": "INTEGRATED", "fiscal_year_be": 2570}
    world.fixed["nameCohortMember"] = {"stage": "PLANNED", "entered_on": None}
    for area in ("72", "71"):
        path = f"/v1/province-readiness-scores/{area}/overrides"
        override = {
            "fiscal_year_be": 2568,
            "number": 6,
            "state": "PARTLY",
            "reason_th": "ประเมินบนกระดาษ",
            "evidence_link": "https://example.org/a.pdf",
            "decided_on": "2025-09-15",
        }
        made = await hand.make(path, override)
        world.add(Thing("factor-overrides", made["id"], area=area))
        world.add(Thing("province-readiness-scores", area, area=area))
    for name in ("draftJointAgenda", "openUmbrellaProject"):
        world.only[name] = PROVINCE


async def _agendas(hand: Hand, world: World, area: str) -> None:
    for year, adopt in ((2567, False), (2568, True)):
        made = await hand.make(
            "/v1/joint-agendas",
            {
                "area_code": area,
                "fiscal_year_be": year,
                "title_th": "วาระร่วม",
                "issues": [{"issue_code": "WATER", "goal_th": "น้ำ"}],
            },
        )
        if adopt:
            await hand.make(
                f"/v1/joint-agendas/{made['id']}/adoptions",
                {"adopted_on": "2024-08-30", "meeting_th": "ที่ประชุม"},
            )
        world.add(Thing("joint-agendas", made["id"], area=area, private=not adopt))
    goals = [{"issue_code": "WATER", "goal_th": "น้ำ"}]
    world.fixed["draftJointAgenda"] = {"issues": goals}


async def _umbrella(hand: Hand, world: World, area: str) -> None:
    umbrella = await hand.make(
        "/v1/umbrella-projects",
        {
            "area_code": area,
            "fiscal_year_be": 2568,
            "title_th": "หนึ่งจังหวัดหนึ่งโครงการ",
            "result_th": "น้ำทั้งจังหวัด",
            "budget": {"amount": "1000.00", "currency": "THB"},
        },
    )
    world.add(Thing("umbrella-projects", umbrella["id"], area=area))
    line = {
        "issue_code": "WATER",
        "agency_id": CODI,
        "title_th": "ฝาย",
        "result_th": "มีน้ำ",
        "amount": MONEY,
    }
    made = await hand.make(f"/v1/umbrella-projects/{umbrella['id']}/lines", line)
    world.add(Thing("umbrella-lines", made["id"], area=area))
    world.fixed["decideUmbrellaLine"] = {"status": "CONFIRMED"}
    world.fixed["addUmbrellaLine"] = {"issue_code": "WATER", "amount": MONEY}
