"""A made-up nation: the same for the same seed, complete, told, and never over a real one."""

import asyncio

import psycopg
import pytest

from khabuan import refusal, table_hashes
from khabuan.generate import command, nation
from tests.conftest import Ground

SMALL = (900, 120, 3)
OWN = {"outbox"}
"""Tables whose rows say when they were written."""


def _filled(ground: Ground, name: str, seed: int) -> table_hashes.Tables:
    url = ground.fresh("registry", name)
    nation.rows(url, *SMALL, seed)
    with psycopg.connect(url, options=table_hashes.SESSION) as connection:
        found = table_hashes.of(connection)
    return {table: what for table, what in found.items() if table not in OWN}


@pytest.fixture(scope="module")
def filled(ground: Ground) -> table_hashes.Tables:
    return _filled(ground, "generated_once", 7)


def test_the_same_seed_makes_the_same_tables(ground: Ground, filled: table_hashes.Tables) -> None:
    assert _filled(ground, "generated_again", 7) == filled


def test_another_seed_makes_another_nation(ground: Ground, filled: table_hashes.Tables) -> None:
    other = _filled(ground, "generated_otherwise", 8)
    same = {t for t in filled if filled[t] == other[t] and filled[t]["rows"]}
    made = {table for table, _, _ in nation.TOLD} - {"rubrics"}
    assert not same & made


def test_everything_is_told_once_and_a_second_telling_tells_nothing(ground: Ground) -> None:
    url = ground.fresh("registry", "generated_told")
    made, told = command.fill(url, (*SMALL, 7))
    assert told == sum(made.get(table, 0) for table, _, _ in nation.TOLD)
    assert asyncio.run(nation.tell(url)) == 0


def test_tambons_where_somebody_is_are_left_as_they_are(ground: Ground) -> None:
    url = ground.fresh("registry", "generated_twice")
    nation.rows(url, 40, 9, 1, 7)
    with psycopg.connect(url) as connection:
        before = connection.execute("SELECT DISTINCT area_code FROM organizations").fetchall()
    nation.rows(url, 900, 9, 1, 8)
    with psycopg.connect(url) as connection:
        after = connection.execute(
            "SELECT count(*) FROM organizations WHERE area_code = ANY(%s)",
            ([code for (code,) in before],),
        ).fetchone()
    assert after == (40,)


def test_many_organizations_are_not_added_to(
    ground: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "MANY", 30)
    url = ground.fresh("registry", "generated_full")
    command.require_room(url)
    nation.only_organizations(url, 30, 7)
    with pytest.raises(refusal.Refusal, match="KHABUAN_HOME"):
        command.require_room(url)
