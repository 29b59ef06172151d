"""People as tests register them, and what the database holds of them."""

from typing import Any

from shared import tokens
from shared.ids import new_id
from tests.conftest import Client, People

PLACE = "720602"


CANARY = "กขฃคฆง"


async def organization(registry: Client, people: People, area: str = PLACE) -> str:
    body = {
        "id": str(new_id()),
        "kind": "SAVINGS_GROUP",
        "confirm_new": True,
        "name_th": "กลุ่มออมทรัพย์",
        "area_code": area,
    }
    made = await registry.post(
        "/v1/organizations", json=body, headers=people("NATIONAL_ADMIN", area="")
    )
    assert made.status_code == 201, made.text
    return str(made.json()["id"])


def basis(**facts: Any) -> dict[str, Any]:
    return {"purpose": "CONTACT_LEADERS", "basis": "PUBLIC_TASK", "source": "แบบรายงานตัว",
            "notice_version": "2569-1", **facts}  # fmt: skip


def new(**facts: Any) -> dict[str, Any]:
    return {
        "id": str(new_id()),
        "area_code": PLACE,
        "prefix_th": "นาย",
        "given_name_th": "สมชาย",
        "family_name_th": "ใจดี",
        "birth_year_be": 2511,
        "phone": "081-234-1234",
        "work_phone": "034000999",
        "email": "somchai@example.org",
        "line_id": "somchai.line",
        "address_th": "12/3 หมู่ 4",
        "attested_on": "2026-11-01",
        "legal_bases": [basis()],
        **facts,
    }


def post(organization_id: str, post: str = "CHAIR") -> dict[str, Any]:
    return {"organization_id": organization_id, "post": post, "starts_on": "2025-10-01"}


def weak(people: People, role: str, **reach: str) -> dict[str, str]:
    token = tokens.sign(people.key, "test:weak", [{"role": role, **reach}], minutes=60)
    return {"Authorization": f"Bearer {token}"}


async def register(registry: Client, who: dict[str, str], **facts: Any) -> str:
    made = await registry.post("/v1/people", json=new(**facts), headers=who)
    assert made.status_code == 201, made.text
    return str(made.json()["id"])


async def rows(registry: Client, sql: str, *values: Any) -> list[tuple[Any, ...]]:
    async with registry.app.state.database.reading() as connection:
        return list(await (await connection.execute(sql, values)).fetchall())


async def looks(registry: Client) -> list[tuple[Any, ...]]:
    return await rows(
        registry, "SELECT purpose, route, persons, actor FROM access_log ORDER BY number"
    )
