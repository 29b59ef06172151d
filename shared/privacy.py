"""Personal data: the class of each field, how it looks masked, and what no field may hold.

A table's model declares the class of a column (`Annotated[str, Pii("restricted")]`); lists, single reads,
answers to writes and exports are masked by the one function `columns` from that declaration.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import AfterValidator
from sqlalchemy import ColumnElement, Text, case, func, literal_column, null, or_

from shared import text
from shared.field_problems import FIELDS

FieldClass = Literal["member", "restricted", "secret"]
Mask = Literal["name", "phone", "stars", "nothing"]


@dataclass(frozen=True, slots=True)
class Pii:
    """The class of a personal field and its mask; a field without one is public.

    `member` fields are shown to people of the same organization, `restricted` ones only for a purpose with
    a legal basis, `secret` ones never. `office` fields are public while their owner holds a public post.
    """

    kind: FieldClass
    mask: Mask = "stars"
    office: bool = False


@dataclass(frozen=True, slots=True)
class Opened:
    """For which rows fields are shown in full: SQL conditions; without one nobody sees them."""

    office: ColumnElement[bool] | None = None
    member: ColumnElement[bool] | None = None
    restricted: ColumnElement[bool] | None = None

    def to(self, mark: Pii) -> ColumnElement[bool] | None:
        """Return the condition under which a field of this class is shown in full."""
        if mark.kind == "secret":
            return None
        ways = [
            self.restricted,
            self.office if mark.office else None,
            self.member if mark.kind == "member" else None,
        ]
        found = [way for way in ways if way is not None]
        return or_(*found) if found else None


def declared(model: Any) -> dict[str, Pii]:
    """Return the personal columns of a table's model with their classes."""
    return {
        name: mark
        for name, field in model.model_fields.items()
        for mark in field.metadata
        if isinstance(mark, Pii)
    }


def columns(model: Any, opened: Opened) -> list[ColumnElement[Any]]:
    """Return the personal columns of a model for a view, labelled, masked where not `opened`.

    Secret ones are left out.
    """
    return [
        masked(model.__table__.c[name], mark, opened).label(name)
        for name, mark in declared(model).items()
        if mark.kind != "secret"
    ]


def masked(column: ColumnElement[Any], mark: Pii, opened: Opened) -> ColumnElement[Any]:
    """Return the column as a view shows it: in full for the rows that are `opened`, else masked."""
    condition = opened.to(mark)
    hidden = _mask(column, mark.mask)
    return hidden if condition is None else case((condition, column), else_=hidden)


def _mask(column: ColumnElement[Any], mask: Mask) -> ColumnElement[Any]:
    """Return `ส***`, `08x-xxx-1234`, `***` or null; null stays null."""
    stars: ColumnElement[str] = literal_column("'***'")
    match mask:
        case "name":
            return func.left(column, 1, type_=Text).concat(stars)
        case "phone":
            ends = func.left(column, 2, type_=Text), func.right(column, 4, type_=Text)
            return ends[0].concat(literal_column("'x-xxx-'")).concat(ends[1])
        case "stars":
            return case((column.is_not(None), stars))
        case "nothing":
            return null()


def emptied(model: Any, classes: Sequence[FieldClass]) -> Mapping[str, None]:
    """Return the columns of these classes, each with None: what erasing sets."""
    return {name: None for name, mark in declared(model).items() if mark.kind in classes}


def _phone(value: str) -> str:
    digits = re.sub(r"[ \-()]", "", text.to_ascii_digits(value))
    local = re.sub(r"^\+66", "0", digits)
    if not re.fullmatch("0[0-9]{8,9}", local):
        raise text.refusal(FIELDS, "pattern-mismatch")
    return local


def _shaped(pattern: str) -> AfterValidator:
    shape = re.compile(pattern)

    def check(value: str) -> str:
        if not shape.fullmatch(value):
            raise text.refusal(FIELDS, "pattern-mismatch")
        return value

    return AfterValidator(check)


Phone = Annotated[str, text.Text(30, private=True), AfterValidator(_phone)]
"""A Thai phone number, kept as 9 or 10 digits from 0."""
Email = Annotated[
    str, text.Text(254, private=True), _shaped(r"[^@\s]{1,64}@[^@\s]+\.[A-Za-z]{2,}")
]
LineId = Annotated[str, text.Text(60, private=True), _shaped("[A-Za-z0-9._@-]+")]
ShortWords = Annotated[str, text.Text(100)]
Words = Annotated[str, text.Text(500)]
Story = Annotated[str, text.Text(5_000, multiline=True)]
"""Free text of each length."""
PrivateWords = Annotated[str, text.Text(500, private=True)]
PrivateStory = Annotated[str, text.Text(5_000, multiline=True, private=True)]
"""Free text of somebody's own record, which may say how to reach them."""
