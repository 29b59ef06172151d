"""Rules that are read out of a text: a default with its source, set otherwise by day for the country or a province.

A setting holds from its day on until a later one of the same place; a province's own goes before the country's.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any, Generic, TypeVar

from psycopg import AsyncConnection
from pydantic import (
    Field,
    JsonValue,
    Strict,
    ValidationError,
    ValidatorFunctionWrapHandler,
    WrapValidator,
)
from pydantic.config import JsonDict
from pydantic_core import PydanticCustomError
from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from shared.database import Database, ask, inside
from shared.errors import field_problem
from shared.lists import Listing, Sort
from shared.thai_time import bangkok_date
from shared.views import View, instant

R = TypeVar("R", bound=StrEnum)
Value = bool | int | list[int]
_MOST = 3000
_Number = Annotated[int, Strict(), Field(ge=0, le=_MOST, json_schema_extra={"format": "int32"})]


def _one_fault(value: Any, check: ValidatorFunctionWrapHandler) -> Any:
    """Say what is wrong with a value once, and at the value itself, not once for each type that it may have."""
    try:
        return check(value)
    except ValidationError as refused:
        kinds = [each["type"] for each in refused.errors()]
    if any(kind.startswith(("greater", "less")) for kind in kinds):
        raise PydanticCustomError("out-of-range", "Out of range", {"min": 0, "max": _MOST})
    code = "wrong-type" if all(kind.endswith("_type") for kind in kinds) else "invalid"
    raise PydanticCustomError(code, "Not a value of a rule")


SettingValue = Annotated[
    Annotated[bool, Strict()]
    | _Number
    | Annotated[list[_Number], Field(min_length=1, max_length=5)],
    WrapValidator(_one_fault),
    Field(description="ใช่/ไม่ใช่ จำนวนเต็ม หรือรายการจำนวนเต็ม ตามชนิดของกติกา"),
]
_HOLDS = """
    SELECT DISTINCT ON (rule) rule, value, id FROM {settings}
    WHERE starts_on <= %(day)s AND (area_code IS NULL OR area_code = %(area)s)
      AND (%(rules)s::text[] IS NULL OR rule = ANY(%(rules)s::text[]))
    ORDER BY rule, area_code NULLS LAST, starts_on DESC, id DESC
"""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a rule says unless somebody sets it otherwise; the default's type is the type of its values."""

    default: Value
    name_th: str
    source_th: str
    most: int = 3000
    least: int = 0


def check_value(meaning: Meaning, value: Value) -> None:
    """Raise 422 for a value of another type than the rule's default, below its least or beyond its most."""
    if type(value) is not type(meaning.default):
        raise field_problem("value", "wrong-type")
    numbers = value if isinstance(value, list) else [int(value)]
    if any(number > meaning.most for number in numbers):
        raise field_problem("value", "out-of-range", max=meaning.most)
    if not isinstance(value, bool) and any(number < meaning.least for number in numbers):
        raise field_problem("value", "out-of-range", min=meaning.least)
    if isinstance(value, list) and (
        value != sorted(value)
        or not isinstance(meaning.default, list)
        or len(value) != len(meaning.default)
    ):
        raise field_problem("value", "invalid")


def example(
    meanings: Mapping[R, Meaning], otherwise: Mapping[R, JsonDict] | None = None
) -> list[JsonValue]:
    """Return the lines of all rules as an example shows them: the defaults, but for what is said otherwise."""
    found = _lines(meanings, {})
    return [{**line, **(otherwise or {}).get(line["rule"], {})} for line in found]


def _lines(
    meanings: Mapping[R, Meaning], found: Mapping[str, tuple[Value, str]]
) -> list[dict[str, Any]]:
    return [
        {
            "rule": rule,
            "name_th": meaning.name_th,
            "source_th": meaning.source_th,
            "default": _plain(meaning.default),
            "value": found[rule][0] if rule in found else _plain(meaning.default),
            "setting_id": found[rule][1] if rule in found else None,
        }
        for rule, meaning in meanings.items()
    ]


def _plain(value: Value) -> Value:
    return [*value] if isinstance(value, list) else value


class DatedRules(Generic[R]):
    """The rules of one service with the table in which they are set otherwise."""

    def __init__(self, kind: str, table: Any, meanings: Mapping[R, Meaning]) -> None:
        column = table.c
        self.meanings = meanings
        self.setting = View(
            kind,
            select(
                column.id,
                column.rule,
                column.area_code,
                column.value,
                column.starts_on,
                column.reason,
                column.revision,
                instant(column.created_at).label("created_at"),
            ),
            key=column.id,
            area=column.area_code,
        )
        self.settings = Listing(
            self.setting,
            filters={"rule": column.rule == bindparam("rule")},
            sorts={"rule": Sort((column.rule, column.starts_on))},
        )
        self._holds = _HOLDS.replace("{settings}", table.name)

    async def set_otherwise(
        self,
        connection: AsyncConnection[Any],
        area: str | None,
        day: dt.date,
        rules: Iterable[R] | None = None,
    ) -> dict[str, tuple[Value, str]]:
        """Return the settings that hold in an area's province on a day: rule → (value, setting's id)."""
        names = None if rules is None else [rule.value for rule in rules]
        asked = {"area": area[:2] if area else None, "day": day, "rules": names}
        rows = await (await ask(connection, self._holds, asked)).fetchall()
        return {str(name): (value, str(setting)) for name, value, setting in rows}

    async def shown(
        self, database: Database, area: str | None, on: dt.date | None
    ) -> dict[str, Any]:
        """Return all rules as they hold in a province on a day (today unless told), to be shown."""
        day = on or bangkok_date(dt.datetime.now(dt.UTC))
        async with database.reading() as connection:
            found = await self.set_otherwise(connection, area, day)
        return {"area_code": area, "on": day, "rules": _lines(self.meanings, found)}

    async def each(
        self,
        connection: AsyncConnection[Any],
        rules: Iterable[R],
        area: str | None,
        day: dt.date,
    ) -> dict[R, Any]:
        """Return the values of rules in an area on a day, all asked at once."""
        wanted = tuple(rules)
        found = await self.set_otherwise(connection, area, day, wanted)
        return {
            rule: found[rule][0] if rule in found else self.meanings[rule].default
            for rule in wanted
        }

    async def holds(
        self, connection: AsyncConnection[Any], rule: R, area: str | None, day: dt.date
    ) -> Any:
        """Return the value of a rule in an area on a day, for requests that only look."""
        return (await self.each(connection, (rule,), area, day))[rule]

    async def in_force(
        self, session: AsyncSession, rule: R, area: str | None, on: dt.date | None = None
    ) -> Any:
        """Return the value of a rule in an area on a day (today unless told), inside a transaction."""
        return (await self.all_in_force(session, (rule,), area, on))[rule]

    async def all_in_force(
        self,
        session: AsyncSession,
        rules: Iterable[R],
        area: str | None,
        on: dt.date | None = None,
    ) -> dict[R, Any]:
        """Return the values of rules in an area on a day (today unless told), in one statement."""
        day = on or bangkok_date(dt.datetime.now(dt.UTC))
        return await self.each(await inside(session), rules, area, day)
