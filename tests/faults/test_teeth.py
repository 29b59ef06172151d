"""What finds the faults has teeth: each kind of damage, done by hand, is counted as what it is."""

import dataclasses
import json

import psycopg
import pytest

from bench.faults import audit, corpus, phone, probes, watch
from gateway import directory, openapi
from services.registry.organizations import queries
from shared import database, events, feed
from shared.auth import Grant, Subject
from shared.ids import new_id
from shared.policies import Role
from tests.conftest import Ground

BY = Subject("test", (Grant(Role.NATIONAL_ADMIN),))
ROW = (
    "INSERT INTO organizations (id, kind, name_th, area_code, status, name_sort, fingerprint, revision)"
    " VALUES (%s, 'NETWORK', %s, '72', 'ACTIVE', '', '', 1)"
)
TWICE = (
    "INSERT INTO feed SELECT 4, gen_random_uuid(), type, kind, subject, revision, area_code, private,"
    " actor, reason, request_id, data, occurred_at, hash FROM feed WHERE position = 3"
)


@pytest.fixture
async def written(ground: Ground) -> tuple[str, dict[str, list[str]]]:
    """Three organizations with their events in a numbered feed, and what their clients were told."""
    url = ground.fresh("registry", "faults_teeth")
    told = {str(new_id()): [f"กลุ่มที่ {number}"] for number in range(3)}
    async with database.connect(url, pool_size=2) as opened:
        async with opened.reading() as connection:
            await connection.execute(audit.EMPTY)
            await connection.execute(audit.UNLOCK)
            for identity, marks in told.items():
                await connection.execute(ROW, (identity, marks[0]))
        async with opened.transaction() as session:
            for identity in told:
                await events.emit(session, "registered", queries.ORGANIZATION, identity, by=BY)
        async with opened.reading() as connection:
            await feed.Relay(opened).move(connection)
    return url, told


async def found(url: str, told: dict[str, list[str]], damage: str = "") -> dict[str, int]:
    """Do the damage and return what the audit counts, without what it does not."""
    if damage:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(damage.encode())
    counted = dataclasses.asdict(await audit.check(url, phone.ORGANIZATION, told))
    return {name: count for name, count in counted.items() if count}


async def test_a_whole_service_has_no_findings(
    written: tuple[str, dict[str, list[str]]],
) -> None:
    assert await found(*written) == {}


async def test_a_lost_write_is_found(written: tuple[str, dict[str, list[str]]]) -> None:
    url, told = written
    assert await found(url, {**told, str(new_id()): ["กลุ่มที่ 9"]}) == {"lost": 1}
    assert (await found(url, told, "UPDATE organizations SET name_th = 'อื่น'"))["lost"] == 3


async def test_a_doubled_write_is_found(written: tuple[str, dict[str, list[str]]]) -> None:
    url, told = written
    counted = await found(
        url, told, "UPDATE organizations SET revision = 2 WHERE name_th LIKE '%1'"
    )
    assert counted == {"doubled": 1, "without_event": 1}
    del told[next(iter(told))]
    assert (await found(url, told))["doubled"] == 2


@pytest.mark.parametrize(
    ("damage", "expected"),
    [
        ("DELETE FROM feed WHERE position = 3", {"without_event": 1}),
        ("DELETE FROM feed WHERE position = 2", {"without_event": 1, "gaps": 1}),
        ("UPDATE feed SET actor = 'other' WHERE position = 3", {"gaps": 1}),
        (TWICE, {"doubled": 1, "gaps": 1}),
    ],
)
async def test_damage_to_the_feed_is_found(
    written: tuple[str, dict[str, list[str]]], damage: str, expected: dict[str, int]
) -> None:
    assert await found(*written, damage) == expected


def look(label: str, *, sent: float, age: float = 0.0, seconds: float = 0.01) -> watch.Answer:
    parts = dict.fromkeys(watch.SERVICES, ("FRESH", True, 0.0))
    parts["planning"] = (label, label != "MISSING", age)
    return watch.Answer("72", sent, sent + seconds, 200, parts)


@pytest.mark.parametrize(
    ("answer", "wrong"),
    [
        (look("FRESH", sent=5.0), False),
        (look("FRESH", sent=11.0, age=2.4), False),
        (look("STALE", sent=11.0, age=3.0), False),
        (look("STALE", sent=14.0, age=6.0), False),
        (look("FRESH", sent=19.0), False),
        (look("FRESH", sent=21.0), False),
        (look("STALE", sent=5.0), True),
        (look("FRESH", sent=5.0, age=3.0), True),
        (look("FRESH", sent=14.0), True),
        (look("MISSING", sent=14.0), True),
    ],
)
def test_labels_are_judged_by_what_was_done(answer: watch.Answer, wrong: bool) -> None:
    faults = [watch.Fault("SIGKILL", ("planning",), begun=10.0, mended=18.0, ended=20.0)]
    assert bool(watch.wrong_labels([answer], faults, set())) is wrong


def test_healing_is_timed_from_the_end_of_the_fault() -> None:
    fault = watch.Fault("SIGSTOP", ("planning",), begun=10.0, ended=20.0)
    answers = [look("STALE", sent=19.0), look("STALE", sent=21.5), look("FRESH", sent=22.0)]
    assert watch.healing(answers, [fault], fault) == pytest.approx(1.5)


def test_every_operation_and_every_field_of_a_body_is_attacked() -> None:
    document = openapi.merged(directory.read())
    sent = list(probes.Document(document).probes())
    assert len(sent) >= 2_000
    for method, path, operation in probes.Document(document).operations:
        named = [probe for probe in sent if probe.name.startswith(f"{method} {path}")]
        assert named, path
        body = probes.Document(document).body(operation)
        attacked = {probe.field for probe in named}
        assert set(body["properties"] if body else ()) <= attacked


def test_attacks_on_a_value_are_the_json_they_claim_to_be() -> None:
    sent = corpus.put({"a": 1, "b": "x"}, "b", corpus.TEXT["a number for a text"].make({}))
    assert json.loads(sent) == {"a": 1, "b": 7777777}
