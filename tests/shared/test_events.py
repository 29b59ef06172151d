"""Events: every commit leaves one, numbered densely after commit, chained, followed exactly once."""

import asyncio
import random
from typing import Any

import httpx
import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from bench.faults import audit
from services.registry.areas import queries as areas
from services.registry.organizations import queries as organizations
from shared import database, events, feed, follow, tokens
from shared.auth import Grant, Subject
from shared.ids import new_id
from shared.policies import Role
from tests.conftest import Client, Ground, People, into, settle

WRITERS = 24
EACH = 25
ADMIN = Subject("test", (Grant(Role.NATIONAL_ADMIN),))


async def write(opened: database.Database, seed: int, *, count: int = EACH) -> None:
    """Commit events with pauses inside the transaction, so that commits come out of order."""
    chance = random.Random(seed)
    for _ in range(count):
        async with opened.transaction() as session:
            await events.emit(session, "changed", areas.AREA, "720602", by=ADMIN)
            await asyncio.sleep(chance.random() * 0.01)


async def positions(opened: database.Database) -> list[tuple[int, str]]:
    async with opened.reading() as connection:
        cursor = await connection.execute("SELECT position, id::text FROM feed ORDER BY position")
        return await cursor.fetchall()  # type: ignore[return-value]


@pytest.fixture
async def opened(ground: Ground, request: pytest.FixtureRequest) -> Any:
    name = request.node.name.replace("test_", "")[:30]
    async with database.connect(ground.fresh("registry", f"ev_{name}"), pool_size=26) as opened:
        async with opened.reading() as connection:
            await connection.execute(audit.EMPTY)
        yield opened


async def drained(opened: database.Database, relay: feed.Relay, expected: int) -> None:
    for _ in range(400):
        if len(await positions(opened)) >= expected:
            return
        await asyncio.sleep(0.02)
    raise AssertionError("the relay did not finish")


async def test_24_writers_are_numbered_densely_and_read_once_each(
    opened: database.Database,
) -> None:
    relay = feed.Relay(opened)
    running = asyncio.create_task(relay.run())
    seen: list[int] = []

    async def reader() -> None:
        while len(seen) < WRITERS * EACH:
            rows = await feed.read(opened, seen[-1] if seen else 0, 50)
            seen.extend(row[0] for row in rows)
            if not rows:
                await relay.wait(seen[-1] if seen else 0, 0.2)

    await asyncio.gather(
        asyncio.wait_for(reader(), 60), *(write(opened, seed) for seed in range(WRITERS))
    )
    running.cancel()
    assert seen == list(range(1, WRITERS * EACH + 1))
    assert len({identity for _, identity in await positions(opened)}) == WRITERS * EACH


async def test_the_relay_killed_at_any_point_loses_and_doubles_nothing(
    opened: database.Database,
) -> None:
    relay = feed.Relay(opened)
    running = asyncio.create_task(relay.run())
    writers = asyncio.gather(*(write(opened, seed, count=20) for seed in range(8)))
    async with opened.reading() as connection:
        for _ in range(15):
            await asyncio.sleep(0.05)
            await connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted AND pid <> pg_backend_pid()"
            )
    await writers
    await drained(opened, relay, 160)
    running.cancel()
    found = await positions(opened)
    assert [position for position, _ in found] == list(range(1, 161))
    assert len({identity for _, identity in found}) == 160


async def test_two_relays_on_one_database_take_turns(opened: database.Database) -> None:
    first, second = feed.Relay(opened), feed.Relay(opened)
    running = [asyncio.create_task(each.run()) for each in (first, second)]
    await asyncio.gather(*(write(opened, seed, count=10) for seed in range(6)))
    await drained(opened, first, 60)
    await asyncio.sleep(0.3)
    assert [position for position, _ in await positions(opened)] == list(range(1, 61))
    assert first.head == second.head == 60
    for task in running:
        task.cancel()


async def test_a_later_edit_of_the_feed_breaks_the_chain(opened: database.Database) -> None:
    relay = feed.Relay(opened)
    await write(opened, 1, count=5)
    async with opened.reading() as connection:
        await relay.move(connection)
        assert await whole(connection)
        await connection.execute(audit.UNLOCK)
        await connection.execute("UPDATE feed SET reason = 'changed' WHERE position = 3")
        assert not await whole(connection)


async def whole(connection: psycopg.AsyncConnection[Any]) -> bool:
    cursor = await connection.execute(
        "SELECT position, id, type, kind, subject, revision, area_code, private, actor, reason,"
        " request_id, data::text, occurred_at, hash FROM feed ORDER BY position"
    )
    previous = bytes(32)
    for position, *row, stored in await cursor.fetchall():
        previous = feed.chain(previous, position, tuple(row))
        if previous != stored:
            return False
    return True


async def test_what_is_rolled_back_leaves_no_event(opened: database.Database) -> None:
    with pytest.raises(RuntimeError):
        async with opened.transaction() as session:
            await events.emit(session, "changed", areas.AREA, "720602", by=ADMIN)
            raise RuntimeError
    async with opened.reading() as connection:
        cursor = await connection.execute("SELECT count(*) FROM outbox")
        assert await cursor.fetchone() == (0,)


async def test_a_failed_commit_is_never_answered_as_done(registry: Client, people: People) -> None:
    """FastAPI's default dependency scope would answer 201 here: the check fails only at COMMIT."""
    pool = registry.app.state.database
    async with pool.reading() as connection:
        await connection.execute(
            "CREATE OR REPLACE FUNCTION refuse() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '57014'; END $$ LANGUAGE plpgsql"
        )
        await connection.execute(
            "CREATE CONSTRAINT TRIGGER refuse AFTER INSERT ON organizations DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse()"
        )
    try:
        body = {
            "id": str(new_id()),
            "kind": "NETWORK",
            "name_th": "เครือข่าย",
            "area_code": "72",
            "confirm_new": True,
        }
        answer = await registry.post(
            "/v1/organizations", json=body, headers=people("NATIONAL_ADMIN", area="")
        )
        assert (answer.status_code, answer.json()["code"]) == (503, "temporarily-unavailable")
        assert answer.headers["retry-after"] == "1"
        assert (await registry.get(f"/v1/organizations/{body['id']}")).status_code == 404
    finally:
        async with pool.reading() as connection:
            await connection.execute("DROP TRIGGER refuse ON organizations")


async def test_200_editors_of_one_thing_never_overwrite_each_other(
    registry: Client, people: People
) -> None:
    who = people("PROVINCE_WORKING_GROUP", area="72")
    body = {
        "id": str(new_id()),
        "kind": "NETWORK",
        "name_th": "เครือข่าย",
        "area_code": "72",
        "members_count": 0,
    }
    path = (await registry.post("/v1/organizations", json=body, headers=who)).headers["location"]

    async def edit(_: int) -> int:
        now = (await registry.get(path)).json()
        change = {"members_count": now["members_count"] + 1}
        answer = await registry.patch(
            path, json=change, headers={**who, "If-Match": f'"r{now["revision"]}"'}
        )
        return answer.status_code

    statuses = [
        s
        for start in range(0, 200, 8)
        for s in await asyncio.gather(*map(edit, range(start, start + 8)))
    ]
    assert set(statuses) <= {200, 412, 503}
    final = (await registry.get(path)).json()
    assert final["members_count"] == statuses.count(200) == final["revision"] - 1


async def test_twins_with_one_key_are_carried_out_once(registry: Client, people: People) -> None:
    who = {**people("NATIONAL_ADMIN", area=""), "Idempotency-Key": str(new_id())}
    body = {
        "id": str(new_id()),
        "kind": "NETWORK",
        "name_th": "เครือข่าย",
        "area_code": "72",
        "confirm_new": True,
    }
    answers = await asyncio.gather(
        *(registry.post("/v1/organizations", json=body, headers=who) for _ in range(12))
    )
    assert {answer.content for answer in answers} == {answers[0].content}
    assert {answer.status_code for answer in answers} <= {200, 201}
    await settle(registry)
    history = await registry.get(f"/v1/organizations/{body['id']}/history")
    assert len(history.json()["items"]) == 1


class Taken:
    """A follower's effect, in its transaction, that can be told to fail."""

    poison: str | None = None

    async def __call__(self, session: AsyncSession, *events: follow.Event) -> None:
        for event in events:
            await session.execute(text("INSERT INTO taken VALUES (:s)"), {"s": event.subject})
            if event.subject == self.poison:
                raise ValueError("poison")


async def test_a_follower_sees_everything_once_and_parks_what_it_cannot_take(
    registry: Client, people: People, ground: Ground, opened: database.Database
) -> None:
    who, taken = people("NATIONAL_ADMIN", area=""), Taken()
    async with opened.reading() as connection:
        await connection.execute("CREATE TABLE taken (s text)")
    async with httpx.AsyncClient(
        transport=into(registry.app), base_url="http://registry"
    ) as client:
        follower = follow.Follower(
            "registry", {"organization": taken}, database=opened, relay=feed.Relay(opened),
            client=client, key_file=ground.keys.of("planning"),
        )  # fmt: skip
        await settle(registry)
        while await follower.step():
            pass
        async with opened.reading() as connection:
            await connection.execute("TRUNCATE taken")
        ids = [str(new_id()) for _ in range(6)]
        taken.poison = ids[3]
        for identity in ids:
            body = {
                "id": identity,
                "kind": "NETWORK",
                "name_th": "เครือข่าย",
                "area_code": "72",
                "confirm_new": True,
            }
            await registry.post("/v1/organizations", json=body, headers=who)
        await settle(registry)
        for _ in range(follow.TRIES + 1):
            try:
                while await follower.step():
                    pass
                break
            except ValueError:
                continue
        assert follower.behind == 0
        async with opened.reading() as connection:
            cursor = await connection.execute("SELECT s FROM taken ORDER BY s")
            assert [row[0] for row in await cursor.fetchall()] == sorted(set(ids) - {ids[3]})
            cursor = await connection.execute("SELECT subject FROM parked")
            assert await cursor.fetchall() == [(ids[3],)]


async def test_a_follower_waits_for_a_locked_table_and_parks_nothing(
    registry: Client,
    people: People,
    ground: Ground,
    opened: database.Database,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(follow, "TRIES", 2)

    async def take_in(session: AsyncSession, *events: follow.Event) -> None:
        for event in events:
            await session.execute(text("INSERT INTO held VALUES (:s)"), {"s": event.subject})

    async with opened.reading() as connection:
        await connection.execute("CREATE TABLE held (s text)")
        await connection.execute("TRUNCATE parked")
    async with httpx.AsyncClient(
        transport=into(registry.app), base_url="http://registry"
    ) as client:
        follower = follow.Follower(
            "registry", {"organization": take_in}, database=opened, relay=feed.Relay(opened),
            client=client, key_file=ground.keys.of("planning"),
        )  # fmt: skip
        await settle(registry)
        while await follower.step():
            pass
        identity = str(new_id())
        body = {
            "id": identity,
            "kind": "NETWORK",
            "name_th": "เครือข่าย",
            "area_code": "72",
            "confirm_new": True,
        }
        await registry.post(
            "/v1/organizations", json=body, headers=people("NATIONAL_ADMIN", area="")
        )
        await settle(registry)
        async with opened.engine.connect() as operator:
            await operator.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))
            await operator.execute(text("LOCK TABLE held"))  # VACUUM FULL, ALTER TABLE
            for _ in range(follow.TRIES + 1):
                with pytest.raises(DBAPIError):
                    await follower.step()
        while await follower.step():
            pass
        async with opened.reading() as connection:
            cursor = await connection.execute("SELECT s FROM held WHERE s = %s", (identity,))
            assert await cursor.fetchall() == [(identity,)]
            assert (await (await connection.execute("SELECT * FROM parked")).fetchall()) == []


async def test_a_long_poll_is_woken_by_a_write(
    registry: Client, people: People, ground: Ground
) -> None:
    inside = {"Authorization": f"Bearer {tokens.service_token(ground.keys.of('planning'))}"}
    await settle(registry)
    head = registry.app.state.relay.head
    poll = asyncio.create_task(
        registry.get(f"/internal/v1/feed?after={head}&timeout=10000", headers=inside)
    )
    await asyncio.sleep(0.1)
    body = {
        "id": str(new_id()),
        "kind": "NETWORK",
        "name_th": "เครือข่าย",
        "area_code": "72",
        "confirm_new": True,
    }
    await registry.post("/v1/organizations", json=body, headers=people("NATIONAL_ADMIN", area=""))
    page = (await asyncio.wait_for(poll, 3)).json()
    assert [event["subject"] for event in page["events"]] == [body["id"]]
    assert page["events"][0]["type"] == "th.khabuan.registry.organization.registered.v1"
    assert page["events"][0]["data"]["name_th"] == "เครือข่าย"


def test_views_show_the_same_columns_to_readers_and_in_events() -> None:
    assert organizations.ORGANIZATION.columns("line") in organizations.ORGANIZATION.event_sql
