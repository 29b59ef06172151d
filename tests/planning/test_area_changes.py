"""Planning follows changes of areas: needs and drafts move along, adopted plans stay; undoing restores."""

from importlib import import_module
from pathlib import Path
from typing import Any

from services.planning.area_changes.queries import REFERENCES
from services.planning.base import Table
from shared import moving
from shared.ids import new_id
from tests.conftest import Client
from tests.planning.conftest import Movement, take_in, told


def test_every_column_that_holds_an_area_code_says_whether_it_follows() -> None:
    for path in Path("services/planning").glob("*/tables.py"):
        import_module(f"services.planning.{path.parent.name}.tables")
    assert moving.unlisted(Table.metadata, REFERENCES) == []


def ordered(change_id: str, **facts: Any) -> dict[str, Any]:
    pairs, opened = {"720602": "720699"}, {"720699": "720602"}
    return {
        "id": change_id,
        "pairs": pairs,
        "opened": opened,
        "effective_on": "2025-01-01",
        "status": "STANDING",
        "reversed_on": None,
        **facts,
    }


async def test_needs_follow_their_tambon_and_return(planning: Client, movement: Movement) -> None:
    need = await movement.need("720602")
    item = await movement.adopted("720602", 1000)
    new = {"code": "720699", "level": "TAMBON", "name_th": "ใหม่", "name_en": "New"}
    await take_in(planning, "registry", told("registry", "area", "720699", new))
    change = str(new_id())
    event = told("registry", "area-change", change, ordered(change))
    await take_in(planning, "registry", event)
    moved = await movement.see(f"/v1/needs/{need['id']}")
    assert (moved["area"]["code"], moved["revision"]) == ("720699", need["revision"] + 1)
    stays = await movement.see(f"/v1/plan-items/{item['id']}")
    assert stays["area"]["code"] == "720602"
    undone = ordered(change, status="REVERSED", reversed_on="2026-01-01")
    back = told("registry", "area-change", change, undone, 2)
    await take_in(planning, "registry", back)
    assert (await movement.see(f"/v1/needs/{need['id']}"))["area"]["code"] == "720602"


async def test_two_drafts_of_one_title_are_told_apart_while_their_tambons_are_one(
    planning: Client, movement: Movement
) -> None:
    title = {"title_th": "แผนพัฒนาตำบล"}
    comes, stays = await movement.plan("720603", **title), await movement.plan("720602", **title)
    need = await movement.need("720603")
    change = str(new_id())
    one = ordered(change, pairs={"720603": "720602"}, opened={})
    await take_in(planning, "registry", told("registry", "area-change", change, one))
    assert (await movement.see(f"/v1/needs/{need['id']}"))["area"]["code"] == "720602"

    async def seen(plan: dict[str, Any]) -> tuple[str, str]:
        who = movement.people("NATIONAL_ADMIN", area="")
        found = await movement.see(f"/v1/plans/{plan['id']}", who)
        return found["area"]["code"], found["title_th"]

    assert await seen(comes) == ("720602", "แผนพัฒนาตำบล (เดิม 720603)")
    assert await seen(stays) == ("720602", "แผนพัฒนาตำบล")
    undone = {**one, "status": "REVERSED", "reversed_on": "2026-01-01"}
    await take_in(planning, "registry", told("registry", "area-change", change, undone, 2))
    assert await seen(comes) == ("720603", "แผนพัฒนาตำบล")
    assert await seen(stays) == ("720602", "แผนพัฒนาตำบล")
