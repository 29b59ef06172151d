"""Money: baht in whole satang, exact from the wire to the column numeric(15,2), never a float."""

import math
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Annotated, Literal, Self

import pydantic
from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema

from shared import text

MESSAGES: dict[str, tuple[str, str]] = {
    "not-an-amount": (
        'จำนวนเงินต้องเป็นข้อความตัวเลข เช่น "350000.00"',
        'An amount is a string of digits such as "350000.00"',
    ),
    "negative-amount": ("จำนวนเงินต้องไม่ติดลบ", "An amount is not negative"),
    "too-many-decimals": (
        "จำนวนเงินมีทศนิยมได้ไม่เกิน {max} ตำแหน่ง",
        "An amount has at most {max} decimals",
    ),
    "amount-out-of-range": ("จำนวนเงินต้องไม่เกิน {max}", "An amount is at most {max}"),
}

PATTERN = r"^(0|[1-9][0-9]{0,12})(\.[0-9]{1,2})?$"
DECIMALS = 2
SATANG = Decimal("0.01")
LARGEST = Decimal("9999999999999.99")
_AMOUNT = re.compile(PATTERN.strip("^$"))
_NUMBER = re.compile(r"(?P<sign>-?)(?:0|[1-9][0-9]*)(?:\.(?P<decimals>[0-9]+))?")


def _baht(value: object) -> Decimal:
    if isinstance(value, Decimal):
        return _from_decimal(value)
    if not isinstance(value, str):
        raise text.refusal(MESSAGES, "not-an-amount")
    digits = text.to_ascii_digits(value)
    if _AMOUNT.fullmatch(digits):
        return Decimal(digits).quantize(SATANG)
    number = _NUMBER.fullmatch(digits)
    if number is None:
        raise text.refusal(MESSAGES, "not-an-amount")
    if number["sign"]:
        raise text.refusal(MESSAGES, "negative-amount")
    if len(number["decimals"] or "") > DECIMALS:
        raise text.refusal(MESSAGES, "too-many-decimals", max=DECIMALS)
    raise text.refusal(MESSAGES, "amount-out-of-range", max=str(LARGEST))


def _from_decimal(value: Decimal) -> Decimal:
    if not value.is_finite():
        raise text.refusal(MESSAGES, "not-an-amount")
    if value < 0:
        raise text.refusal(MESSAGES, "negative-amount")
    if value > LARGEST:
        raise text.refusal(MESSAGES, "amount-out-of-range", max=str(LARGEST))
    quantized = value.quantize(SATANG)
    if quantized != value:
        raise text.refusal(MESSAGES, "too-many-decimals", max=DECIMALS)
    return abs(quantized)


def _written(value: Decimal) -> str:
    return format(value, ".2f")


# From outside a string (a JSON number has passed through a float somewhere), inside a Decimal.
Baht = Annotated[
    Decimal,
    BeforeValidator(_baht),
    PlainSerializer(_written, return_type=str, when_used="json"),
    WithJsonSchema({"type": "string", "maxLength": 16, "pattern": PATTERN}),
]


class Money(pydantic.BaseModel):
    """An amount of money on the wire, 0.00 to 9999999999999.99 baht."""

    model_config = pydantic.ConfigDict(extra="forbid", frozen=True)

    amount: Baht = pydantic.Field(
        description="จำนวนเงินเป็นบาท ทศนิยมไม่เกิน 2 ตำแหน่ง (baht, a string)",
        examples=["350000.00"],
    )
    currency: Literal["THB"] = pydantic.Field(description="สกุลเงินบาท (always THB)")

    @classmethod
    def of(cls, baht: Decimal) -> Self:
        """Return `baht` as money. Raises pydantic.ValidationError as for input."""
        return cls(amount=baht, currency="THB")

    @property
    def baht(self) -> Decimal:
        """Return the amount in baht with exactly two decimals."""
        return self.amount


TOTAL_PATTERN = r"^(0|[1-9][0-9]{0,29})\.[0-9]{2}$"


class Total(pydantic.BaseModel):
    """A sum of money on the wire: each part is an amount, together they may be more than one can be."""

    model_config = pydantic.ConfigDict(extra="forbid", frozen=True)

    amount: str = pydantic.Field(
        pattern=TOTAL_PATTERN,
        max_length=33,
        description="ผลรวมเป็นบาท ทศนิยม 2 ตำแหน่ง (baht, a string)",
        examples=["350000.00"],
    )
    currency: Literal["THB"] = pydantic.Field(description="สกุลเงินบาท (always THB)")

    @property
    def baht(self) -> Decimal:
        """Return the sum in baht with exactly two decimals."""
        return Decimal(self.amount)


def _satang(amount: Decimal) -> int:
    whole, parts = amount.as_integer_ratio() if amount.is_finite() else (1, 1_000)
    satang, rest = divmod(whole * 100, parts)
    if rest:
        message = "not a whole number of satang"
        raise ValueError(message)
    return satang


def _from_satang(satang: int) -> Decimal:
    # Read from text: arithmetic would round to the precision of the context.
    whole, part = divmod(abs(satang), 100)
    return Decimal(f"{'-' if satang < 0 else ''}{whole}.{part:02d}")


def sum_baht(amounts: Iterable[Decimal]) -> Decimal:
    """Return the exact sum with two decimals; 0.00 for none. Raises ValueError below a satang."""
    return _from_satang(sum(map(_satang, amounts)))


def allocate(total: Decimal, weights: Sequence[Decimal]) -> list[Decimal]:
    """Share `total` by `weights` so that the parts add up to it to the satang.

    Largest remainder: each part is its exact share rounded down; the satang left over go to the
    largest remainders, the earlier one among equals. Raises ValueError for a negative total or
    weight, weights that are all zero or none, and amounts below a satang.
    """
    satang = _satang(total)
    if satang < 0 or not all(weight.is_finite() and weight >= 0 for weight in weights):
        message = "the total and the weights must be finite and not negative"
        raise ValueError(message)
    # Whole numbers in the same proportion: fractions of thousands of parts take ten times as long.
    ratios = [weight.as_integer_ratio() for weight in weights]
    one = math.lcm(*(below for _, below in ratios))
    counts = [above * (one // below) for above, below in ratios]
    whole = sum(counts)
    if not whole:
        message = "at least one weight must be above zero"
        raise ValueError(message)
    shares = [divmod(satang * count, whole) for count in counts]
    parts = [part for part, _ in shares]
    by_remainder = sorted(range(len(parts)), key=lambda at: -shares[at][1])
    for at in by_remainder[: satang - sum(parts)]:
        parts[at] += 1
    return [_from_satang(part) for part in parts]
