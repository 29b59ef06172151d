"""Planning in this process with a few places and issues, and a story-teller that acts as the people would."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest

from bench.words import word
from services.planning.followers import FOLLOWS
from services.planning.main import create_app
from services.planning.settings import Settings
from shared.follow import Event
from shared.ids import new_id
from tests.conftest import Client, Ground, People, running, service_settings

PLACES = {
    "72": ("PROVINCE", "สุพรรณบุรี", "Suphan Buri"),
    "7206": ("DISTRICT", "ดอนเจดีย์", "Don Chedi"),
    "720601": ("TAMBON", "ดอนเจดีย์", "Don Chedi"),
    "720602": ("TAMBON", "หนองสาหร่าย", "Nong Sarai"),
    "720603": ("TAMBON", "ไร่รถ", "Rai Rot"),
    "7201": ("DISTRICT", "เมืองสุพรรณบุรี", "Mueang Suphan Buri"),
    "720101": ("TAMBON", "ท่าพี่เลี้ยง", "Tha Phi Liang"),
    "71": ("PROVINCE", "กาญจนบุรี", "Kanchanaburi"),
    "7109": ("DISTRICT", "ห้วยกระเจา", "Huai Krachao"),
    "710911": ("TAMBON", "หนองสาหร่าย", "Nong Sarai"),
}
GROUPS = {
    "Z-72-NORTH": ("ZONE", "โซนเหนือ จังหวัดสุพรรณบุรี", "72", ["7206", "7202"]),
    "G-CENTRAL-WEST": ("PROVINCE_GROUP", "กลุ่มจังหวัดภาคกลางตอนล่าง", "", ["71", "72"]),
    "R-CENTRAL-WEST": ("REGION", "ภาคกลางและตะวันตก", "", ["71", "72", "18"]),
}
NAMES = {"TAMBON": "ตำบล", "DISTRICT": "อำเภอ", "PROVINCE": "จังหวัด"}
LEVELS = {2: "PROVINCE", 4: "DISTRICT", 6: "TAMBON"}
COUNCIL = "019aa0d4-6c00-7000-8000-00000000c001"


def baht(amount: float | str) -> dict[str, str]:
    """Return an amount of whole baht, or a written amount, as the API shows it."""
    return {"amount": amount if isinstance(amount, str) else f"{amount:.2f}", "currency": "THB"}


def told(source: str, kind: str, subject: str, data: dict[str, Any], revision: int = 1) -> Event:
    """Return an event as a follower gets to see it."""
    return Event(1, f"th.khabuan.{source}.{kind}.changed.v1", kind, subject, revision, "", "test",
                 "2026-11-20T03:00:05Z", data)  # fmt: skip


async def take_in(client: Client, source: str, event: Event) -> None:
    """Let an event of another service take effect, as the follower would."""
    async with client.app.state.database.transaction() as session:
        await FOLLOWS[source][event.kind](session, event)


def group(code: str, since: str | None = None, until: str | None = None) -> Event:
    """Return what the registry tells of a group of areas."""
    kind, name_th, area, members = GROUPS[code]
    days = {"valid_from": since, "valid_to": until}
    told_of = [{"id": code, "area_code": each, **days} for each in members]
    facts: dict[str, Any] = {"code": code, "kind": kind, "name_th": name_th, "area_code": area}
    return told(
        "registry", "area-group", code, {**facts, **days, "name_en": None, "members": told_of}
    )


@dataclass
class Movement:
    """People of tambon, district and province who act on the API."""

    client: Client
    people: People
    issues: set[str] = field(default_factory=set)

    async def send(self, path: str, body: dict[str, Any], who: dict[str, str]) -> httpx.Response:
        """Post, as an act when the path is one."""
        key = {"Idempotency-Key": str(new_id())}
        return await self.client.post(path, json=body, headers={**who, **key})

    async def done(self, path: str, body: dict[str, Any], who: dict[str, str]) -> dict[str, Any]:
        """Post what must succeed; return the answer."""
        answer = await self.send(path, body, who)
        assert answer.is_success, answer.text
        return answer.json()  # type: ignore[no-any-return]

    def staff(self, area: str) -> dict[str, str]:
        """Return who writes plans of exactly this area."""
        if len(area) == 2:
            return self.people("PROVINCE_WORKING_GROUP", area=area)
        return self.people("TAMBON_STAFF", area=area)

    @property
    def province(self) -> dict[str, str]:
        """Return the working group of province 72."""
        return self.people("PROVINCE_WORKING_GROUP", area="72")

    async def issue(self, code: str = "WATER") -> str:
        """Define an issue once."""
        if code not in self.issues:
            facts = {
                "id": str(new_id()),
                "code": code,
                "name_th": f"ประเด็น {code}",
                "name_en": code,
            }
            await self.done("/v1/issues", facts, self.people("NATIONAL_ADMIN"))
            self.issues.add(code)
        return code

    async def need(self, area: str = "720602", **facts: Any) -> dict[str, Any]:
        """Record a need."""
        body = {
            "id": str(new_id()),
            "area_code": area,
            "title_th": "น้ำเพื่อการเกษตร",
            "issue_code": await self.issue(facts.pop("issue_code", "WATER")),
            "voiced_on": "2024-03-15",
            "voiced_at_th": "เวทีประชาคม",
            "households": 120,
            **facts,
        }
        return await self.done("/v1/needs", body, self.staff(area[:6]))

    async def plan(self, area: str = "720602", **facts: Any) -> dict[str, Any]:
        """Open a draft plan."""
        body = {
            "id": str(new_id()),
            "level": LEVELS[len(area)],
            "area_code": area,
            "fiscal_year_be": 2568,
            "horizon_years": 1,
            "title_th": f"แผน {word()}",
            **facts,
        }
        return await self.done("/v1/plans", body, self.staff(area))

    async def item(
        self, plan: dict[str, Any], own: float | str = 0, **facts: Any
    ) -> dict[str, Any]:
        """Draft an item that has all it needs."""
        body = {
            "id": str(new_id()),
            "plan_id": plan["id"],
            "title_th": "ขุดลอกหนองน้ำ",
            "issue_code": await self.issue(facts.pop("issue_code", "WATER")),
            "own_budget": baht(own),
            "owner_th": "สภาองค์กรชุมชนตำบล",
            "indicator_th": "ครัวเรือนที่มีน้ำ",
            "expected_result_th": "มีน้ำทำนา",
            **facts,
        }
        return await self.done("/v1/plan-items", body, self.staff(plan["area"]["code"]))

    async def finalize(self, item: dict[str, Any]) -> dict[str, Any]:
        """Make an item final."""
        path = f"/v1/plan-items/{item['id']}/finalizations"
        return await self.done(path, {"id": str(new_id())}, self.staff(item["area"]["code"]))

    async def adopt(self, plan: dict[str, Any], on: str = "2024-08-15") -> dict[str, Any]:
        """Adopt a plan whose items are final."""
        path = f"/v1/plans/{plan['id']}/adoptions"
        body = {"id": str(new_id()), "adopted_on": on}
        return await self.done(path, body, self.staff(plan["area"]["code"]))

    async def adopted(
        self, area: str, own: float | str, on: str = "2024-08-15", **facts: Any
    ) -> dict[str, Any]:
        """Return the one item of a fresh adopted plan of an area."""
        year = {"fiscal_year_be": facts.pop("fiscal_year_be", 2568)}
        plan = await self.plan(area, **year)
        item = await self.item(plan, own, **facts)
        await self.finalize(item)
        await self.adopt(plan, on)
        return (await self.client.get(f"/v1/plan-items/{item['id']}")).json()  # type: ignore[no-any-return]

    def inclusion(self, into: dict[str, Any], share: float | str, **facts: Any) -> dict[str, Any]:
        """Return the decision to take a share into an item."""
        return {
            "id": str(new_id()),
            "into_item_id": into["id"],
            "share": baht(share),
            "decision": "INCLUDED",
            "decided_on": "2024-08-20",
            **facts,
        }

    async def include(
        self, item: dict[str, Any], into: dict[str, Any], share: float | str, **facts: Any
    ) -> dict[str, Any]:
        """Take a share of an item into an item of the plan above."""
        path = f"/v1/plan-items/{item['id']}/inclusions"
        return await self.done(path, self.inclusion(into, share, **facts), self.province)

    async def propose(
        self, item: dict[str, Any], asked: float | str, **facts: Any
    ) -> dict[str, Any]:
        """Propose an item to the governor."""
        body = {
            "id": str(new_id()),
            "plan_item_id": item["id"],
            "addressee_kind": "GOVERNOR",
            "addressee_th": "ผู้ว่าราชการจังหวัดสุพรรณบุรี",
            "title_th": "ขอสนับสนุนแหล่งน้ำ",
            "asked": baht(asked),
            "submitted_on": "2024-10-01",
            **facts,
        }
        return await self.done("/v1/proposals", body, self.province)

    async def answer(
        self,
        proposal: dict[str, Any],
        outcome: str,
        granted: float | str | None = None,
        **facts: Any,
    ) -> httpx.Response:
        """Record an answer, good or bad."""
        body = {
            "id": str(new_id()),
            "outcome": outcome,
            "granted": None if granted is None else baht(granted),
            "answered_on": "2024-11-20",
            **facts,
        }
        return await self.send(f"/v1/proposals/{proposal['id']}/answers", body, self.province)

    async def see(self, path: str, who: dict[str, str] | None = None) -> Any:
        """Return what a GET shows."""
        answer = await self.client.get(path, headers=who or {})
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def status_of(self, need: dict[str, Any]) -> str:
        """Return the state of a need."""
        return str((await self.see(f"/v1/needs/{need['id']}"))["status"])


@pytest.fixture(scope="module")
async def planning(ground: Ground, request: pytest.FixtureRequest) -> AsyncIterator[Client]:
    url = ground.fresh("planning", request.module.__name__.rsplit(".", 1)[-1])
    app = create_app(service_settings(Settings, "planning", ground, url))
    async with running(app) as client:
        for code, (level, name_th, name_en) in PLACES.items():
            facts = {"code": code, "level": level, "name_th": name_th, "name_en": name_en}
            await take_in(client, "registry", told("registry", "area", code, facts))
        for code in GROUPS:
            await take_in(client, "registry", group(code))
        council = {
            "id": COUNCIL,
            "name_th": "สภาองค์กรชุมชนตำบลหนองสาหร่าย",
            "area": {"code": "720602"},
            "status": "ACTIVE",
        }
        await take_in(client, "registry", told("registry", "organization", COUNCIL, council))
        yield client


@pytest.fixture(scope="module")
def movement(planning: Client, people: People) -> Movement:
    return Movement(planning, people)
