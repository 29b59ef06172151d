"""Masks, national ids and small counts: what must not be seen cannot be seen, nor worked out."""

import itertools
import time
from typing import Annotated, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, TypeAdapter, ValidationError
from sqlalchemy import select, true
from sqlmodel import Field, SQLModel

from services.partners.agreements import schemas as agreements
from services.partners.funds import schemas as funds
from services.partners.nodes import schemas as nodes
from services.registry.access import schemas as access
from services.registry.clients import schemas as clients
from services.registry.grants import schemas as grants
from shared import cells, national_ids, privacy, text
from shared.privacy import Opened, Pii
from shared.views import compiled

VALID = ["1103702071811", "3100600445635", "1-1037-02071-81-1", "๑๑๐๓๗๐๒๐๗๑๘๑๑", "๑ ๑๐๓๗ ๐๒๐๗๑ ๘๑ ๑",
         "１１０３７０２０７１８１１", "เลข 1103702071811 ครับ", "1.1037.02071.81.1", "a1103702071811b"]  # fmt: skip
INNOCENT = ["1103702071812", "0812345678", "72060203", "11037020718110", "2567-10-01", "", "ไม่มีเลข",
            "1103702071811 0"[:-2] + "9" * 3]  # fmt: skip


class Card(SQLModel, table=True):
    __tablename__ = "cards_of_a_test"

    id: int = Field(primary_key=True)
    post: str
    name: Annotated[str, Pii("restricted", "name", office=True)]
    desk: Annotated[str | None, Pii("member", "phone")] = None
    mail: Annotated[str | None, Pii("restricted")] = None
    key: Annotated[str | None, Pii("secret")] = None


@pytest.mark.parametrize("value", VALID)
def test_a_national_id_is_seen_however_it_is_written(value: str) -> None:
    assert national_ids.holds_national_id(value)


@pytest.mark.parametrize("value", INNOCENT)
def test_other_numbers_are_no_national_id(value: str) -> None:
    assert not national_ids.holds_national_id(value)


@given(st.integers(10**11, 9 * 10**11 - 1).map(str), st.integers(0, 9))
def test_exactly_the_check_digit_makes_a_national_id(twelve: str, last: int) -> None:
    total = sum(int(d) * w for d, w in zip(twelve, range(13, 1, -1), strict=True))
    assert national_ids.holds_national_id(twelve + str(last)) == (last == (11 - total % 11) % 10)


def test_every_personal_column_is_masked_unless_it_is_opened() -> None:
    shut = {c.name: c for c in privacy.columns(Card, Opened())}
    assert set(shut) == {"name", "desk", "mail"}
    for name, column in shut.items():
        sql = compiled_column(column)
        assert f"THEN cards_of_a_test.{name}" not in sql
        assert sql != f"cards_of_a_test.{name}"


@pytest.mark.parametrize(
    ("opened", "shown"),
    [(Opened(office=true()), {"name"}), (Opened(member=true()), {"desk"}),
     (Opened(restricted=true()), {"name", "desk", "mail"})],
)  # fmt: skip
def test_a_condition_opens_its_class_alone(opened: Opened, shown: set[str]) -> None:
    found = {
        column.name
        for column in privacy.columns(Card, opened)
        if f"THEN cards_of_a_test.{column.name}" in compiled_column(column)
    }
    assert found == shown


def compiled_column(column: Any) -> str:
    return compiled(select(column))


def test_erasing_empties_every_column_of_the_classes() -> None:
    assert set(privacy.emptied(Card, ("restricted", "secret"))) == {"name", "mail", "key"}


def fits(table: list[list[int]], shown: list[list[int | None]]) -> bool:
    rows = [[*line, sum(line)] for line in table]
    whole = [*rows, [sum(c) for c in zip(*rows, strict=True)]]
    return all(
        known is None or known == count
        for known_line, line in zip(shown, whole, strict=True)
        for known, count in zip(known_line, line, strict=True)
    )


def worked_out(shown: list[list[int | None]], most: int) -> dict[tuple[int, int], set[int]]:
    """Return what each hidden count can be, by trying every table that fits what is shown."""
    rows, columns = len(shown) - 1, len(shown[0]) - 1
    places = [(r, c) for r in range(rows) for c in range(columns)]
    choices = [range(most + 1) if (v := shown[r][c]) is None else [v] for r, c in places]
    can_be: dict[tuple[int, int], set[int]] = {}
    for values in itertools.product(*choices):
        table = [list(values[r * columns : (r + 1) * columns]) for r in range(rows)]
        if fits(table, shown):
            whole = [[*line, sum(line)] for line in table]
            whole.append([sum(c) for c in zip(*whole, strict=True)])
            for r, c in itertools.product(range(rows + 1), range(columns + 1)):
                if shown[r][c] is None:
                    can_be.setdefault((r, c), set()).add(whole[r][c])
    return can_be


sizes = st.sampled_from(
    [(1, 1, 6), (1, 3, 6), (3, 1, 6), (2, 2, 6), (2, 2, 6), (3, 2, 2), (2, 3, 2)]
)
small_tables = sizes.flatmap(
    lambda size: st.lists(
        st.lists(st.integers(0, size[2]), min_size=size[1], max_size=size[1]),
        min_size=size[0],
        max_size=size[0],
    )
)


@settings(max_examples=120, deadline=None)
@given(small_tables, st.integers(1, 5))
def test_no_hidden_count_can_be_worked_out_from_the_totals(table: list[list[int]], k: int) -> None:
    shown = cells.suppressed(table, k)
    for line in shown:
        assert all(count is None or count >= k for count in line)
    for place, values in worked_out(shown, 8 if len(table) * len(table[0]) < 6 else 3).items():
        assert len(values) > 1, (place, shown)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.lists(st.integers(0, 60), min_size=4, max_size=4), min_size=2, max_size=9),
    st.sampled_from([5, 10]),
)
def test_no_hidden_count_stands_alone_in_its_row_or_column(table: list[list[int]], k: int) -> None:
    shown = cells.suppressed(table, k)
    for line in [*shown, *zip(*shown, strict=True)]:
        assert list(line).count(None) != 1


def test_a_table_without_small_counts_is_shown_whole() -> None:
    assert cells.suppressed([[10, 20], [30, 40]], 10) == [
        [10, 20, 30], [30, 40, 70], [40, 60, 100]
    ]  # fmt: skip


def test_little_more_than_needed_is_hidden_and_no_total() -> None:
    shown = cells.suppressed([[3, 20, 30], [40, 50, 60], [70, 80, 90]], 5)
    assert shown[2] == [70, 80, 90, 240]
    assert shown[3] == [113, 150, 180, 443]
    assert [line[3] for line in shown] == [53, 150, 240, 443]


def test_a_table_as_big_as_the_country_is_done_in_time() -> None:
    started = time.perf_counter()
    cells.suppressed(
        [[(row * 7 + column * 13) % 23 for column in range(7)] for row in range(77)], 10
    )
    assert time.perf_counter() - started < 5


@pytest.mark.parametrize(
    ("schema", "member"),
    [
        (grants.GrantNew, "reason"),
        (grants.Ending, "reason"),
        (access.Because, "reason"),
        (clients.ClientChange, "reason"),
        (clients.SecretNew, "reason"),
        (agreements.EndingNew, "reason_th"),
        (funds.RefusalNew, "reason_th"),
        (funds.WithdrawalNew, "reason_th"),
        (nodes.NodeChange, "reason"),
        (nodes.ClosureNew, "reason_th"),
    ],
)
def test_no_reason_holds_a_national_id(schema: type[BaseModel], member: str) -> None:
    with pytest.raises(ValidationError) as refused:
        schema.model_validate({member: "บัตร 1-1037-02071-81-1"})
    assert ("national-id", (member,)) in {(e["type"], e["loc"]) for e in refused.value.errors()}


@pytest.mark.parametrize("kind", [text.Name, text.Line, text.Prose])
@pytest.mark.parametrize("value", VALID)
def test_no_text_of_the_product_takes_a_national_id(kind: Any, value: str) -> None:
    with pytest.raises(ValidationError, match=r"national-id|13 digits"):
        TypeAdapter(kind).validate_python(f"น้ำเพื่อการเกษตร {value} ราย")
