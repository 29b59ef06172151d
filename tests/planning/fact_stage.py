"""Telling and verifying facts as the people of Suphan Buri would: three hands for each fact."""

from dataclasses import dataclass
from typing import Any

import httpx

from shared.ids import new_id
from tests.conftest import Client, People

TAMBONS = ("720601", "720602", "720603", "720101")
POOR = {"code": "POOR", "name_th": "คนจน", "unit_th": "คน", "kind": "COUNT"}
SHARE = {"code": "WATER", "name_th": "ครัวเรือนมีน้ำ", "unit_th": "ร้อยละ", "kind": "SHARE"}
SCORE = {
    "code": "HAPPY",
    "name_th": "ความสุข",
    "unit_th": "คะแนน",
    "kind": "SCORE",
    "least": 0,
    "most": 10,
}


@dataclass
class Stage:
    """People who tell, verify and look at facts."""

    client: Client
    people: People

    @property
    def teller(self) -> dict[str, str]:
        """Return who enters tables of the province."""
        return self.people("PROVINCE_WORKING_GROUP", area="72", person="teller")

    def leader(self, area: str = "72") -> dict[str, str]:
        """Return who verifies in an area."""
        return self.people("LEADER", area=area, person="leader")

    @property
    def chair(self) -> dict[str, str]:
        """Return who verifies at the province."""
        return self.people("PROVINCE_WORKING_GROUP", area="72", person="chair")

    async def send(self, path: str, body: dict[str, Any], who: dict[str, str]) -> httpx.Response:
        """Post an act."""
        act = {"id": str(new_id()), **body}
        return await self.client.post(
            path, json=act, headers={**who, "Idempotency-Key": str(new_id())}
        )

    async def done(self, path: str, body: dict[str, Any], who: dict[str, str]) -> dict[str, Any]:
        """Post what must succeed."""
        answer = await self.send(path, body, who)
        assert answer.is_success, answer.text
        return answer.json()  # type: ignore[no-any-return]

    async def set(self, *indicators: dict[str, Any], **facts: Any) -> str:
        """Define a set of the nation; return its code."""
        body = {
            "code": f"S_{_letters()}",
            "version": 1,
            "name_th": "ชุดทดสอบ",
            "source_th": "ค่าทดสอบ",
            "valid_from": "2022-01-01",
            "indicators": list(indicators) or [POOR],
            **facts,
        }
        await self.done("/v1/indicator-sets", body, self.people("NATIONAL_ADMIN", area=""))
        return str(body["code"])

    def table(self, code: str, values: dict[str, Any], **facts: Any) -> dict[str, Any]:
        """Return a table of one indicator: area code to value."""
        return {
            "area_code": "72",
            "set_code": code,
            "set_version": 1,
            "year_be": 2567,
            "source_th": "ตารางทดสอบ",
            "collected_on": "2024-08-01",
            "parties_th": ["พัฒนาชุมชนจังหวัด", "ขบวนองค์กรชุมชน"],
            "facts": [
                {"area_code": area, "indicator_code": "POOR", "value": str(value)}
                if not isinstance(value, dict)
                else {"area_code": area, **value}
                for area, value in values.items()
            ],
            **facts,
        }

    async def told(self, code: str, values: dict[str, Any], **facts: Any) -> dict[str, Any]:
        """Enter a table."""
        return await self.done("/v1/fact-tables", self.table(code, values, **facts), self.teller)

    async def verified(self, code: str, values: dict[str, Any], **facts: Any) -> dict[str, Any]:
        """Enter a table and verify it in the area and at the province."""
        table = await self.told(code, values, **facts)
        await self.verify(table, "area", self.leader())
        await self.verify(table, "province", self.chair)
        return table

    async def verify(self, thing: dict[str, Any], step: str, who: dict[str, str]) -> None:
        """Confirm a table."""
        path = f"/v1/fact-tables/{thing['id']}/{step}-verifications"
        await self.done(path, CONFIRMED, who)

    async def facts(
        self, code: str, who: dict[str, str] | None = None, **asked: Any
    ) -> list[dict[str, Any]]:
        """Return the facts of a set as somebody sees them."""
        answer = await self.client.get(
            "/v1/facts", params={"set": code, "limit": 200, **asked}, headers=who or {}
        )
        assert answer.status_code == 200, answer.text
        return list(answer.json()["items"])

    async def totals(
        self, area: str, code: str, who: dict[str, str] | None = None, year: int = 2567
    ) -> dict[str, Any]:
        """Return the first indicator's totals."""
        answer = await self.client.get(
            f"/v1/fact-totals/{area}", params={"set": code, "year_be": year}, headers=who or {}
        )
        assert answer.status_code == 200, answer.text
        return dict(answer.json()["indicators"][0])


CONFIRMED = {"outcome": "CONFIRMED", "decided_on": "2024-09-01"}


def _letters() -> str:
    """Return ten letters that nobody has used."""
    return "".join(chr(65 + byte % 26) for byte in new_id().bytes[-10:])
