"""Money is exact: what is taken is what is stored and answered, and shares add up."""

import re
from decimal import Decimal

import hypothesis
import pydantic
import pytest
from hypothesis import strategies as st

from shared import money

BAHT = pydantic.TypeAdapter[Decimal](money.Baht)
AMOUNTS = st.decimals(0, money.LARGEST, places=2)
WEIGHTS = st.lists(st.decimals(0, 10**9, places=3), min_size=1, max_size=12).filter(any)


def code_of(value: object) -> str:
    """Return the code of the refusal of `value`."""
    with pytest.raises(pydantic.ValidationError) as caught:
        BAHT.validate_python(value)
    return str(caught.value.errors()[0]["type"])


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (350000, "not-an-amount"),
        (0.1, "not-an-amount"),
        (True, "not-an-amount"),
        (None, "not-an-amount"),
        ("", "not-an-amount"),
        ("NaN", "not-an-amount"),
        ("Infinity", "not-an-amount"),
        ("1e3", "not-an-amount"),
        ("1,000", "not-an-amount"),
        ("007", "not-an-amount"),
        ("1.", "not-an-amount"),
        (".5", "not-an-amount"),
        ("+1", "not-an-amount"),
        ("1\n", "not-an-amount"),
        ("-1.00", "negative-amount"),
        ("0.005", "too-many-decimals"),
        ("1.000", "too-many-decimals"),
        ("10000000000000", "amount-out-of-range"),
        ("9" * 400, "amount-out-of-range"),
        (Decimal("NaN"), "not-an-amount"),
        (Decimal(-1), "negative-amount"),
        (Decimal("0.005"), "too-many-decimals"),
        (Decimal("1E-999"), "too-many-decimals"),
        (Decimal(10**13), "amount-out-of-range"),
    ],
)
def test_what_is_no_amount_is_refused_with_a_code(value: object, code: str) -> None:
    assert code_of(value) == code


@pytest.mark.parametrize(
    "written", ["0", "0.1", "350000", "350000.00", "9999999999999.99", "๑๒๓.๕๐"]
)
def test_an_amount_is_answered_with_two_decimals(written: str) -> None:
    answered = BAHT.dump_json(BAHT.validate_python(written)).decode()
    assert answered == f'"{Decimal(written):.2f}"'


def test_minus_nothing_is_nothing() -> None:
    assert BAHT.dump_json(BAHT.validate_python(Decimal("-0"))) == b'"0.00"'


@hypothesis.given(st.from_regex(re.compile(money.PATTERN[:-1] + r"\Z")))
def test_what_the_schema_allows_is_taken(written: str) -> None:
    value = BAHT.validate_python(written)
    assert value == Decimal(written)
    assert BAHT.validate_python(value) == value


@hypothesis.given(AMOUNTS)
def test_money_survives_the_round_trip(amount: Decimal) -> None:
    made = money.Money.of(amount)
    assert money.Money.model_validate_json(made.model_dump_json()) == made
    assert made.baht == amount
    assert made.baht.as_tuple().exponent == -2


def test_money_is_written_as_the_contract_says() -> None:
    made = money.Money.of(Decimal(350000))
    assert made.model_dump_json() == '{"amount":"350000.00","currency":"THB"}'
    assert made.model_dump(mode="json") == {"amount": "350000.00", "currency": "THB"}


@pytest.mark.parametrize(
    "document",
    [
        {"amount": "1.00"},
        {"amount": "1.00", "currency": "USD"},
        {"amount": "1.00", "currency": "THB", "note": ""},
        {"amount": 1, "currency": "THB"},
    ],
)
def test_money_is_nothing_more_or_less(document: dict[str, object]) -> None:
    with pytest.raises(pydantic.ValidationError):
        money.Money.model_validate(document)


def test_money_cannot_be_changed() -> None:
    made = money.Money.of(Decimal(1))
    for field in money.Money.model_fields:
        with pytest.raises(pydantic.ValidationError):
            setattr(made, field, "2.00")


def test_the_schema_is_exact() -> None:
    expected = {"type": "string", "maxLength": 16, "pattern": money.PATTERN}
    assert BAHT.json_schema() == BAHT.json_schema(mode="serialization") == expected
    schema = money.Money.model_json_schema()
    assert schema["required"] == ["amount", "currency"]
    assert schema["additionalProperties"] is False
    assert schema == money.Money.model_json_schema(mode="serialization")


@hypothesis.given(AMOUNTS, WEIGHTS)
def test_shares_add_up_to_the_satang_and_stay_near_their_due(
    total: Decimal, weights: list[Decimal]
) -> None:
    parts = money.allocate(total, weights)
    assert money.sum_baht(parts) == total
    assert parts == money.allocate(total, weights)
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part * sum(weights) - total * weight) < money.SATANG * sum(weights)


def test_leftover_satang_go_to_the_largest_remainder_then_to_the_first() -> None:
    assert money.allocate(Decimal(100), [Decimal(1)] * 3) == [
        Decimal("33.34"),
        Decimal("33.33"),
        Decimal("33.33"),
    ]
    assert money.allocate(Decimal("0.01"), [Decimal(1), Decimal(2), Decimal(0)]) == [
        Decimal("0.00"),
        Decimal("0.01"),
        Decimal("0.00"),
    ]


def test_rounding_each_share_alone_would_lose_a_satang() -> None:
    naive = [(Decimal(100) / 3).quantize(money.SATANG)] * 3
    assert money.sum_baht(naive) != Decimal(100)


@pytest.mark.parametrize(
    ("total", "weights"),
    [
        ("1", []),
        ("1", ["0", "0"]),
        ("1", ["1", "-1"]),
        ("1", ["NaN"]),
        ("1", ["Infinity"]),
        ("-1", ["1"]),
        ("0.001", ["1"]),
        ("NaN", ["1"]),
    ],
)
def test_what_cannot_be_shared_is_refused(total: str, weights: list[str]) -> None:
    with pytest.raises(ValueError, match=r"must be|satang"):
        money.allocate(Decimal(total), [Decimal(weight) for weight in weights])


def test_sums_are_exact_beyond_what_a_float_holds() -> None:
    assert money.sum_baht([]) == Decimal("0.00")
    assert str(money.sum_baht([money.LARGEST] * 77_000)) == "769999999999999230.00"
    assert str(money.sum_baht([Decimal("0.1"), Decimal("-0.3")])) == "-0.20"
    with pytest.raises(ValueError, match="satang"):
        money.sum_baht([Decimal("0.005")])
