"""Who did what, and what a thing was at an instant: both from the feed, both as private as the thing."""

import asyncio
import datetime as dt
import json
from typing import Any

import psycopg
import pytest

from bench.words import word
from services.planning.needs import routes as needs
from services.planning.needs.queries import NEED
from services.planning.plan_items import routes as plan_items
from services.planning.plans import routes as plans
from services.planning.proposals import routes as proposals
from services.registry.organizations import routes as organizations
from shared import events, history, routing
from shared.auth import ANONYMOUS
from shared.ids import new_id
from shared.thai_time import BANGKOK, bangkok_date
from tests.conftest import Client, Ground, settle
from tests.planning.conftest import Movement


async def now(planning: Client) -> str:
    """Return an instant of the database's clock by which everything so far is settled."""
    await settle(planning)
    async with planning.app.state.database.reading() as connection:
        row: Any = await (await connection.execute("SELECT clock_timestamp()")).fetchone()
    await asyncio.sleep(0.01)
    return str(row[0].astimezone(BANGKOK).isoformat())


async def changed(planning: Client, movement: Movement, need: dict[str, Any], title: str) -> Any:
    """Change the title of a need and return how it is then."""
    path, who = f"/v1/needs/{need['id']}", movement.staff("720602")
    tag = {"If-Match": f'"r{(await movement.see(path))["revision"]}"'}
    answer = await planning.patch(path, json={"title_th": title}, headers={**who, **tag})
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_a_past_answer_stays_the_same_whatever_comes_after(
    planning: Client, movement: Movement
) -> None:
    before = await now(planning)
    need = await movement.need()
    path = f"/v1/needs/{need['id']}"
    first = await now(planning)
    second_state = await changed(planning, movement, need, "น้ำสะอาด")
    second = await now(planning)
    said = await planning.get(path, params={"as_of": first})
    told, tag = said.content, said.headers["etag"]
    assert (json.loads(told), tag[:4]) == (need, '"r1;')
    await changed(planning, movement, need, "น้ำประปา")
    for _ in range(2):
        again = await planning.get(path, params={"as_of": first})
        assert (again.content, again.headers["etag"]) == (told, tag)
        await changed(planning, movement, need, f"น้ำ {word()}")
    assert (await planning.get(path, params={"as_of": second})).json() == second_state
    assert (await planning.get(path)).json()["title_th"] != "น้ำสะอาด"
    missing = await planning.get(path, params={"as_of": before})
    assert (missing.status_code, missing.json()["code"]) == (404, "not-found")


async def test_a_plus_that_was_not_escaped_and_a_date_are_understood(
    planning: Client, movement: Movement
) -> None:
    need = await movement.need()
    at = await now(planning)
    assert at.endswith("+07:00")
    path = f"/v1/needs/{need['id']}?as_of="
    assert (await planning.get(path + at)).json() == need
    today = bangkok_date(dt.datetime.now(dt.UTC))
    assert (await planning.get(f"{path}{today}")).json() == need
    assert (await planning.get(f"{path}{today - dt.timedelta(days=1)}")).status_code == 404


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ("2100-01-01", "in-the-future"), ("2100-01-01T00:00:00Z", "in-the-future"), ("2569-11-20", "buddhist-year"),
        ("yesterday", "not-an-instant"), ("2026-11-20T12:00:00", "not-an-instant"), ("2025-02-30", "not-a-date"),
    ],
)  # fmt: skip
async def test_what_is_no_past_instant_is_refused(
    planning: Client, movement: Movement, asked: str, code: str
) -> None:
    need = await movement.need()
    answer = await planning.get(f"/v1/needs/{need['id']}", params={"as_of": asked})
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, code)
    assert answer.json()["errors"][0]["parameter"] == "as_of"


async def test_what_was_private_then_stays_private_and_so_does_what_is_private_now(
    planning: Client, movement: Movement
) -> None:
    plan = await movement.plan("720603", fiscal_year_be=2572)
    item = await movement.item(plan, 5)
    draft = await now(planning)
    path, staff = f"/v1/plan-items/{item['id']}", movement.staff("720603")
    assert (await planning.get(path, params={"as_of": draft})).status_code == 404
    await movement.finalize(item)
    await movement.adopt(plan)
    adopted = await now(planning)
    for who, then, status in (
        ({}, draft, 404), (movement.staff("720602"), draft, 404), (staff, draft, 200),
        ({}, adopted, 200), (movement.province, draft, 200),
    ):  # fmt: skip
        answer = await planning.get(path, params={"as_of": then}, headers=who)
        assert answer.status_code == status
    async with planning.app.state.database.reading() as connection:
        sql = "UPDATE plan_items SET plan_status = 'DRAFT' WHERE id = %s"
        await connection.execute(sql, (item["id"],))
    assert (await planning.get(path, params={"as_of": adopted})).status_code == 404
    assert (await planning.get(path, params={"as_of": adopted}, headers=staff)).status_code == 200


async def test_an_answer_waits_for_who_may_still_tell_of_that_instant(
    planning: Client, movement: Movement, monkeypatch: pytest.MonkeyPatch
) -> None:
    need = await movement.need()
    path = f"/v1/needs/{need['id']}"
    async with planning.app.state.database.transaction() as session:
        await events.emit(session, "held", NEED, need["id"], by=ANONYMOUS)
        at = dt.datetime.now(dt.UTC).isoformat()
        asked = asyncio.create_task(planning.get(path, params={"as_of": at}))
        await asyncio.sleep(0.3)
        assert not asked.done()
        monkeypatch.setattr(history, "PATIENCE_SECONDS", 0.1)
        late = await planning.get(path, params={"as_of": at})
        assert (late.status_code, late.json()["code"]) == (503, "temporarily-unavailable")
    planning.app.state.relay.wake()
    assert (await asked).status_code == 200


async def test_a_history_says_who_to_those_responsible_only(
    planning: Client, movement: Movement
) -> None:
    need = await movement.need()
    await settle(planning)
    path = f"/v1/needs/{need['id']}/history"
    staff = "test:TAMBON_STAFF:720602"
    seers = [movement.staff("720602"), movement.province, movement.people("AUDITOR"),
             movement.people("REGION_OFFICE", area="72"), movement.people("NATIONAL_ADMIN")]  # fmt: skip
    for who in seers:
        entry = (await movement.see(path, who))["items"][0]
        assert entry["by"] == staff
        assert entry["request_id"]
    others = [{}, movement.staff("720603"), movement.people("PARTNER_AGENCY", agency=str(new_id())),
              movement.people("PROVINCE_WORKING_GROUP", area="71"), movement.people("MEMBER", organization=str(new_id()))]  # fmt: skip
    for who in others:
        answer = await planning.get(path, headers=who)
        entry = answer.json()["items"][0]
        assert (entry["by"], entry["request_id"], entry["data"]["id"]) == (None, None, need["id"])
        assert staff not in answer.text


def test_every_thing_with_a_history_can_be_asked_of_an_instant() -> None:
    """Hold routes to it; those of partners are held by their own tests."""
    found = {}
    for module in (organizations, needs, plans, plan_items, proposals):
        for route in module.router.routes:
            if isinstance(route, routing.Route) and "GET" in (route.methods or ()):
                found[route.path] = route.known
    histories = [path for path in found if path.endswith("/history")]
    assert len(histories) == 5
    assert all("as_of" in found[path.removesuffix("/history")] for path in histories)


def test_a_backup_does_not_hold_up_the_past(ground: Ground) -> None:
    url = ground.fresh("planning", "as_of")
    with psycopg.connect(url, autocommit=True) as connection:
        at = {"at": dt.datetime.now(dt.UTC)}
        question = history._UNSETTLED[0].encode()
        with psycopg.connect(url) as other:
            other.execute("SELECT 1")
            later = {"at": dt.datetime.now(dt.UTC)}
            assert connection.execute(question, later).fetchone() == (True,)
            assert connection.execute(question, at).fetchone() == (False,)
            other.execute("SET application_name = 'khabuan backup'")
            assert connection.execute(question, later).fetchone() == (False,)
