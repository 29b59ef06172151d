"""How pages of lists are asked: from their own place on, and with a plan for the values where it matters."""

from typing import Any

import psycopg
import pytest

from bench import plan_reading
from bench.plan_reading import Bounds, Statement
from khabuan.generate import nation
from services.registry.access_log.queries import ENTRIES
from services.registry.memberships.queries import SEATS
from shared.database import ask, ask_wide
from shared.lists import Listing
from tests.conftest import Ground

FREE = Bounds(10**9, 10**9)


@pytest.fixture(scope="module")
def url(ground: Ground) -> str:
    made = ground.fresh("registry", "pages")
    nation.rows(made, 3_000, 3_000, 1, 7)
    return made


def _pages(connection: psycopg.Connection[Any], asked: Listing, **values: Any) -> int:
    going_on = "after0" in values
    text = asked.statement(next(iter(asked.sorts)), going_on=going_on)
    statement = Statement(text, {"granted": [], "limit": 50, **values}, prepared=True)
    return plan_reading.explain(connection, statement, frozenset(), FREE).buffers


def test_a_page_far_behind_is_found_by_its_place_where_two_tables_give_the_order(url: str) -> None:
    order = next(iter(SEATS.sorts))
    with psycopg.connect(url, autocommit=True, options="-c timezone=UTC") as connection:
        values = {"granted": [], "limit": 2_900}
        row = connection.execute(SEATS.statement(order).encode(), values).fetchone()
        assert row is not None
        after = {f"after{place}": key for place, key in enumerate(row[2:])}
        first, behind = _pages(connection, SEATS), _pages(connection, SEATS, **after)
    assert behind <= 2 * first, (first, behind)


def test_who_was_looked_at_rarely_is_found_without_reading_the_whole_log(url: str) -> None:
    with psycopg.connect(url, autocommit=True, options="-c timezone=UTC") as connection:
        connection.execute(
            """INSERT INTO access_log (number, at, actor, token, purpose, route, persons, request_id, hash)
            SELECT 1000 + row_number() OVER (), now(), 'a', 't', 'CONTACT_LEADERS', 'x', ARRAY[id], 'r', ''
            FROM people"""
        )
        connection.execute("VACUUM (ANALYZE) access_log")
        row = connection.execute("SELECT persons[1] FROM access_log LIMIT 1").fetchone()
        assert row is not None
        text = ENTRIES.statement("-number", "person")
        statement = Statement(text, {"granted": [], "limit": 50, "person": row[0]}, prepared=True)
        seen = plan_reading.explain(connection, statement, frozenset({"access_log"}), FREE)
    assert seen.rows < 10, seen


def test_a_small_place_in_another_order_is_planned_for_what_is_asked() -> None:
    asked = SEATS.way("term", ("area:DESCENDANTS",))
    assert asked is ask_wide
    assert SEATS.way("place", ("area:DESCENDANTS",)) is SEATS.way("term", ()) is ask
