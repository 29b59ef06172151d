"""Lists of a country ten times as large touch no more pages of the database."""

import psycopg
import pytest

from bench.figures import growth
from khabuan.generate import nation
from tests.conftest import Ground


@pytest.mark.slow
def test_a_page_of_a_list_costs_the_same_in_a_nation_ten_times_as_large(ground: Ground) -> None:
    found = []
    for times in (1, 10):
        url = ground.fresh("registry", f"growth_{times}")
        nation.rows(url, 3_000 * times, 900 * times, 1, 3)
        found.append(growth.pages(url))
    assert max(growth.compared(*found).values()) <= growth.MOST
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("DROP INDEX ix_meetings_held")
    without = [found[0], growth.pages(url)]
    assert growth.compared(*without)["meetings"] > growth.MOST


def test_a_few_pages_more_are_no_growth() -> None:
    few = dict.fromkeys(growth.QUESTIONS, 10)
    assert set(growth.compared(few, dict.fromkeys(few, 10 + growth.FEW)).values()) == {1.0}
    assert set(growth.compared(few, dict.fromkeys(few, 100)).values()) == {10.0}
