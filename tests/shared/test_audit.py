"""Tamper evidence: logs only grow, the chain breaks where it is touched, and what others hold finds the rest."""

from collections.abc import AsyncIterator
from typing import Any

import psycopg
import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from bench.faults import audit as faults
from services.registry.areas import queries as areas
from shared import audit, database, events, feed, follow, http, tokens
from shared.auth import Grant, Subject
from shared.policies import Role
from tests.conftest import SERVICES, Client, Ground, into, settle

BY = Subject("test", (Grant(Role.NATIONAL_ADMIN),))
ENTRIES = 12


@pytest.fixture(scope="module")
async def url(ground: Ground) -> str:
    """Make a registry whose feed has twelve entries, one of them with a reason."""
    made = ground.fresh("registry", "audit")
    async with database.connect(made, pool_size=2) as opened, opened.reading() as connection:
        await connection.execute(faults.EMPTY)
        for number in range(ENTRIES):
            async with opened.transaction() as session:
                reason = "แก้ตามมติ" if number == 4 else None
                await events.emit(session, "told", areas.AREA, "720602", by=BY, reason=reason)
        await feed.Relay(opened).move(connection)
    return made


@pytest.fixture
def written(url: str) -> Any:
    """Lend a superuser's transaction that is undone."""
    with psycopg.connect(url) as connection:
        yield connection
        connection.rollback()


def walked(connection: psycopg.Connection[Any], *held: audit.Held) -> audit.Walk:
    return audit.walk(connection.execute(audit.ENTRIES), held)


def seen(connection: psycopg.Connection[Any], position: int) -> audit.Held:
    row = connection.execute("SELECT hash FROM feed WHERE position = %s", (position,)).fetchone()
    assert row is not None
    return audit.Held("registry", position, bytes(row[0]), "planning")


@pytest.mark.parametrize("service", SERVICES)
@pytest.mark.parametrize(
    "change",
    ["UPDATE feed SET actor = 'other'", "DELETE FROM feed", "TRUNCATE feed", "TRUNCATE outbox, feed",
     "SET session_replication_role = replica; DELETE FROM feed"],
)  # fmt: skip
def test_a_feed_only_grows_even_for_a_superuser(ground: Ground, service: str, change: str) -> None:
    with psycopg.connect(ground.fresh(service, "grows")) as connection:
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="feed only grows"):
            connection.execute(change.encode())
        connection.rollback()
        connection.execute("DELETE FROM outbox")


def test_the_service_itself_may_not_change_its_feed(ground: Ground) -> None:
    with psycopg.connect(ground.fresh("registry", "rights"), autocommit=True) as connection:
        connection.execute("CREATE ROLE owns_feed; ALTER TABLE feed OWNER TO owns_feed")
        try:
            found = connection.execute(
                "SELECT has_table_privilege('owns_feed', 'feed', right_) FROM unnest(ARRAY"
                "['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER']) AS right_"
            ).fetchall()
        finally:
            connection.execute("REASSIGN OWNED BY owns_feed TO CURRENT_USER; DROP ROLE owns_feed")
    assert [allowed for (allowed,) in found] == [True, True, False, False, False, False]


def test_an_untouched_feed_is_whole(written: psycopg.Connection[Any]) -> None:
    held = [seen(written, position) for position in (3, ENTRIES)]
    walk = walked(written, *held)
    assert (walk.position, walk.hash, walk.found) == (ENTRIES, held[-1].hash, None)


@pytest.mark.parametrize(
    ("change", "position", "fault"),
    [
        ("UPDATE feed SET actor = actor || ' ' WHERE position = 7", 7, audit.Fault.EDITED),
        ("UPDATE feed SET reason = 'None' WHERE position = 6", 6, audit.Fault.EDITED),
        ("UPDATE feed SET reason = NULL WHERE position = 5", 5, audit.Fault.EDITED),
        ("UPDATE feed SET private = NOT private WHERE position = 12", 12, audit.Fault.EDITED),
        ("UPDATE feed SET data = (data::text || ' ')::json WHERE position = 2", 2, audit.Fault.EDITED),
        ("UPDATE feed SET occurred_at = occurred_at + interval '1 us' WHERE position = 1", 1, audit.Fault.EDITED),
        ("UPDATE feed SET hash = sha256(hash) WHERE position = 9", 9, audit.Fault.EDITED),
        ("DELETE FROM feed WHERE position = 4", 4, audit.Fault.MISSING),
        ("DELETE FROM feed WHERE position <= 3", 1, audit.Fault.MISSING),
        ("DELETE FROM feed WHERE position >= 11", 11, audit.Fault.TRUNCATED),
        ("TRUNCATE feed", 1, audit.Fault.TRUNCATED),
    ],
)  # fmt: skip
def test_the_first_break_is_named(
    written: psycopg.Connection[Any], change: str, position: int, fault: audit.Fault
) -> None:
    held = seen(written, ENTRIES)
    written.execute(faults.UNLOCK.encode())
    written.execute(change.encode())
    found = walked(written, held).found
    assert found is not None
    assert (found.position, found.fault) == (position, fault)


def test_a_full_rewrite_is_found_by_what_others_hold_and_by_nothing_else(
    written: psycopg.Connection[Any],
) -> None:
    held = seen(written, 10)
    written.execute(faults.UNLOCK.encode())
    written.execute("UPDATE feed SET actor = 'somebody else' WHERE position = 2")
    faults.chain_anew(written)
    assert walked(written).found is None
    assert walked(written, held).found == audit.Break(10, audit.Fault.REWRITTEN, "planning")


@pytest.fixture
async def follower(
    registry: Client, ground: Ground
) -> AsyncIterator[tuple[follow.Follower, database.Database]]:
    """Lend a follower of the registry that takes in nothing but positions."""

    async def nothing(_session: AsyncSession, *_events: follow.Event) -> None:
        return None

    async with (
        database.connect(ground.fresh("planning", "audit_follows"), pool_size=2) as opened,
        http.client("http://registry", transport=into(registry.app)) as client,
    ):
        made = follow.Follower(
            "registry",
            {"area": nothing},
            database=opened,
            relay=feed.Relay(opened),
            client=client,
            key_file=ground.keys.of("planning"),
        )
        await settle(registry)
        while await made.step():
            pass
        yield made, opened


async def _more(registry: Client) -> None:
    async with registry.app.state.database.transaction() as session:
        await events.emit(session, "told", areas.AREA, "720602", by=BY)
    registry.app.state.relay.wake()
    await settle(registry)


async def test_a_follower_holds_the_head_it_has_seen(
    registry: Client, ground: Ground, follower: tuple[follow.Follower, database.Database]
) -> None:
    inside = {"Authorization": f"Bearer {tokens.service_token(ground.keys.of('gateway'))}"}
    head = (await registry.get("/internal/v1/audit-head", headers=inside)).json()
    async with follower[1].reading() as connection:
        cursor = await connection.execute("SELECT position, hash FROM followed")
        row: Any = await cursor.fetchone()
    assert head["service"] == "registry"
    assert head["position"] > 0
    assert (row[0], bytes(row[1]).hex()) == (head["position"], head["hash"])
    assert (await registry.get("/internal/v1/audit-head")).status_code == 401


async def test_a_follower_keeps_the_evidence_when_its_source_was_rewritten(
    registry: Client, follower: tuple[follow.Follower, database.Database]
) -> None:
    made, opened = follower
    await _more(registry)
    assert await made.step() == 1
    last = made.position
    async with registry.app.state.database.reading() as connection:
        await connection.execute(faults.UNLOCK)
        await connection.execute(
            "UPDATE feed SET hash = sha256(hash) WHERE position = %s", (last,)
        )
        await _more(registry)
        with pytest.raises(follow.RewrittenError):
            await made.step()
        async with opened.reading() as other:
            cursor = await other.execute("SELECT position FROM followed")
            assert await cursor.fetchone() == (last,)
        await connection.execute("DELETE FROM feed WHERE position = %s", (last,))
        with pytest.raises(follow.RewrittenError):
            await made.step()
        await connection.execute(faults.LOCK)
