"""Steps of needs: a complete path, kept by the database itself, told by events for what was there before."""

from typing import Any

import psycopg
import pytest
from alembic import command

from shared import migrations
from shared.ids import new_id
from tests.conftest import Client, Ground
from tests.planning.conftest import Movement

BEFORE = "p0005_names"
STEP = (
    "INSERT INTO need_steps (need_id, number, from_status, to_status, cause_kind, cause_id, happened_on)"
    " VALUES (%(id)s, {}, 'RESULT', %(id)s, now())"
)


async def rows(client: Client, sql: str, *values: object) -> list[tuple[Any, ...]]:
    """Return what the database holds."""
    async with client.app.state.database.reading() as connection:
        cursor: Any = await connection.execute(sql.encode(), values)
        return list(await cursor.fetchall())


async def path_of(client: Client, need_id: str) -> list[tuple[Any, ...]]:
    """Return the steps of a need: from, to, why and when."""
    return await rows(
        client,
        "SELECT from_status, to_status, cause_kind, happened_on::text FROM need_steps"
        " WHERE need_id = %s ORDER BY number",
        need_id,
    )


async def test_every_move_is_a_step_with_its_cause(planning: Client, movement: Movement) -> None:
    need = await movement.need()
    item = await movement.adopted("720602", 300_000, need_ids=[need["id"]])
    district = await movement.plan("7206")
    above = await movement.item(district)
    await movement.include(item, above, 300_000)
    await movement.finalize(above)
    await movement.adopt(district, "2024-08-25")
    proposal = await movement.propose(above, 300_000)
    assert (await movement.answer(proposal, "ACCEPTED", 300_000)).status_code == 200
    assert await path_of(planning, need["id"]) == [
        (None, "RECORDED", "NEED", "2024-03-15"),
        ("RECORDED", "IN_PLAN", "ADOPTION", "2024-08-15"),
        ("IN_PLAN", "PROPOSED", "PROPOSAL", "2024-10-01"),
        ("PROPOSED", "ACCEPTED", "ANSWER", "2024-11-20"),
    ]
    assert [str(row[0]) for row in await rows(
        planning, "SELECT cause_id FROM need_steps WHERE need_id = %s AND number = 3", need["id"]
    )] == [proposal["id"]]  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "error"),
    [("UPDATE needs SET status = 'DONE' WHERE id = %(id)s", psycopg.errors.ForeignKeyViolation),
     ("UPDATE needs SET steps = 2 WHERE id = %(id)s", psycopg.errors.ForeignKeyViolation),
     ("UPDATE need_steps SET to_status = 'DONE' WHERE need_id = %(id)s", psycopg.errors.InsufficientPrivilege),
     ("DELETE FROM need_steps WHERE need_id = %(id)s", psycopg.errors.InsufficientPrivilege),
     (STEP.format("2, 'IN_PLAN', 'DONE'"), psycopg.errors.ForeignKeyViolation),
     (STEP.format("3, 'RECORDED', 'DONE'"), psycopg.errors.ForeignKeyViolation),
     (STEP.format("1, NULL, 'RECORDED'"), psycopg.errors.UniqueViolation)],
)  # fmt: skip
async def test_the_database_itself_keeps_state_and_path_together(
    planning: Client, movement: Movement, wrong: str, error: type[Exception]
) -> None:
    need = await movement.need()
    with pytest.raises(error):
        async with planning.app.state.database.reading() as connection, connection.transaction():
            await connection.execute(wrong.encode(), {"id": need["id"]})


def test_needs_of_before_get_the_steps_that_their_events_tell(ground: Ground) -> None:
    url, config = _old_database(ground)
    told, untold, fresh = new_id(), new_id(), new_id()
    with psycopg.connect(url) as connection:
        for need_id, status in ((told, "ACCEPTED"), (untold, "DONE"), (fresh, "RECORDED")):
            connection.execute(
                "INSERT INTO needs (id, fingerprint, revision, area_code, title_th, issue_code, voiced_on,"
                " voiced_at_th, status, updated_at)"
                " VALUES (%s, '', 4, '720602', 'น้ำ', 'WATER', '2024-03-15', 'เวที', %s, '2024-12-01T00:00:00Z')",
                (need_id, status),
            )
        states = ("RECORDED", "RECORDED", "IN_PLAN", "ACCEPTED")
        for revision, status in enumerate(states, 1):
            connection.execute(
                "INSERT INTO feed (position, id, type, kind, subject, revision, area_code, private, actor,"
                " request_id, data, occurred_at, hash) VALUES (%s, %s, 'need.x', 'need', %s, %s, '720602', false,"
                " 'test', 'r', json_build_object('status', %s::text), '2024-11-19T20:00:00Z', '')",
                (revision, new_id(), told, revision, status),
            )
    command.upgrade(config, "head")
    with psycopg.connect(url) as connection:
        found = connection.execute(
            "SELECT need_id, number, from_status, to_status, cause_kind, happened_on::text FROM need_steps"
            " ORDER BY need_id, number"
        ).fetchall()
        counted = connection.execute("SELECT id, steps FROM needs ORDER BY id").fetchall()
    assert found == [
        (told, 1, None, "RECORDED", "NEED", "2024-03-15"),
        (told, 2, "RECORDED", "IN_PLAN", "EVENT", "2024-11-20"),
        (told, 3, "IN_PLAN", "ACCEPTED", "EVENT", "2024-11-20"),
        (untold, 1, None, "RECORDED", "NEED", "2024-03-15"),
        (untold, 2, "RECORDED", "DONE", "EVENT", "2024-12-01"),
        (fresh, 1, None, "RECORDED", "NEED", "2024-03-15"),
    ]
    assert counted == [(told, 3), (untold, 2), (fresh, 1)]


def _old_database(ground: Ground) -> tuple[str, Any]:
    """Return a database as it was before needs had steps, with one issue."""
    url = ground.url(f"old_{ground.worker}")
    with psycopg.connect(ground.admin_url, autocommit=True) as admin:
        admin.execute(f'DROP DATABASE IF EXISTS "old_{ground.worker}" WITH (FORCE)'.encode())
        admin.execute(f'CREATE DATABASE "old_{ground.worker}"'.encode())
    config = migrations.config("planning", url)
    command.upgrade(config, BEFORE)
    with psycopg.connect(url) as connection:
        connection.execute(
            "INSERT INTO issues (id, fingerprint, revision, code, name_th, name_en)"
            " VALUES (%s, '', 1, 'WATER', 'น้ำ', 'Water')",
            (new_id(),),
        )
    return url, config


async def test_no_plan_is_adopted_before_what_it_answers_was_voiced(movement: Movement) -> None:
    need = await movement.need(voiced_on="2024-08-16")
    plan = await movement.plan("720602")
    await movement.finalize(await movement.item(plan, 10, need_ids=[need["id"]]))
    path, staff = f"/v1/plans/{plan['id']}/adoptions", movement.staff("720602")
    early = {"id": str(new_id()), "adopted_on": "2024-08-15"}
    told = (await movement.send(path, early, staff)).json()["errors"][0]
    assert (told["pointer"], told["code"]) == ("#/adopted_on", "too-early")
    await movement.adopt(plan, "2024-08-16")
    steps = (await movement.see(f"/v1/needs/{need['id']}/passport"))["steps"]
    assert [each["on"] for each in steps] == ["2024-08-16"] * 2
