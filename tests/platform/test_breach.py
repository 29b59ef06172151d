"""The report on a breach: whose data somebody was given since when, from the log of looks."""

import datetime as dt
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast
from uuid import UUID

import psycopg
import pytest

from khabuan import audit, breach, refusal
from services.registry.access_log import actions
from shared import audit as kinds
from shared import database
from shared.auth import Grant, Subject
from shared.exchange import Read
from shared.ids import new_id
from shared.policies import Role
from tests.conftest import Ground

WHO, TOKEN = "019aa0d4-6c00-7000-8000-0000000000aa", "the-token"
_PERSON = (
    "INSERT INTO people (id, area_code, given_name_th, phone, notice_version, status, fingerprint, revision)"
    " VALUES (%s, '720602', 'สมชาย', %s, '1', 'ACTIVE', '', 1)"
)


@pytest.fixture(scope="module")
async def told(ground: Ground) -> tuple[str, list[UUID]]:
    """Make a registry in which a subject looked at three people, at one of them twice."""
    url = ground.fresh("registry", "breach")
    persons = sorted(new_id() for _ in range(3))
    with psycopg.connect(url, autocommit=True) as connection:
        for number, person in enumerate(persons):
            connection.execute(_PERSON, (person, "0812345678" if number else None))
    request: Any = SimpleNamespace(scope={}, headers={}, client=SimpleNamespace(host="192.0.2.7"))
    async with database.connect(url, pool_size=2) as opened:
        for who, token, seen in (
            (WHO, TOKEN, persons), (WHO, "another", persons[:1]), ("somebody else", "third", persons[1:]),
        ):  # fmt: skip
            subject = Subject(who, (Grant(Role.TAMBON_STAFF, "720602"),), token=token)
            read = Read(request, subject, opened)
            async with actions.looking(read) as lent:
                await actions.write_down(read, cast("Any", lent).connection, "CONTACT", seen)
    return url, persons


def test_a_subject_and_a_token_touched_these_persons(told: tuple[str, list[UUID]]) -> None:
    url, persons = told
    lines = breach.report(url, subject=WHO, token=None, since="2020-01-01")
    assert lines[0] == f"subject {WHO} since 2019-12-31T17:00:00.000000Z: 3 persons"
    assert [line.split()[:3] for line in lines[1:4]] == [
        [str(person), "looks", f"{looks},"]
        for person, looks in zip(persons, (2, 1, 1), strict=True)
    ]
    assert any("phone 2" in line and line.startswith("restricted: ") for line in lines)
    by_token = breach.report(url, subject=None, token=TOKEN, since="2020-01-01T00:00:00Z")
    assert by_token[0].endswith("3 persons")
    tomorrow = (dt.datetime.now(dt.UTC) + dt.timedelta(days=1)).isoformat()
    later = breach.report(url, subject=WHO, token=None, since=tomorrow)
    assert later[0].endswith(": 0 persons")


@pytest.mark.parametrize(
    ("subject", "token", "since"),
    [(None, None, "2026-11-20"), (WHO, TOKEN, "2026-11-20"), (WHO, None, "yesterday"), (WHO, None, "2569-11-20")],
)  # fmt: skip
def test_it_refuses_what_it_cannot_answer(
    told: tuple[str, list[UUID]], subject: str | None, token: str | None, since: str
) -> None:
    with pytest.raises(refusal.Refusal) as refused:
        breach.report(told[0], subject=subject, token=token, since=since)
    assert refused.value.code == 2


def test_the_log_of_looks_is_walked_too(told: tuple[str, list[UUID]], tmp_path: Path) -> None:
    urls = {"registry": told[0]}

    def found() -> dict[str, kinds.Walk]:
        return {each.log: each.walk for each in audit.run(tmp_path, urls)}

    assert (found()["access_log"].position, found()["access_log"].found) == (3, None)
    with psycopg.connect(told[0], autocommit=True) as connection:
        connection.execute("ALTER TABLE access_log DISABLE TRIGGER ALL")
        connection.execute("UPDATE access_log SET persons = persons[1:1] WHERE number = 3")
        assert found()["access_log"].found == kinds.Break(3, kinds.Fault.EDITED)
        connection.execute("DELETE FROM access_log WHERE number = 3")
        cut = found()["access_log"].found
        assert cut == kinds.Break(3, kinds.Fault.TRUNCATED, audit.FILE)
