"""Answer every list the same fast way: one statement, keyset paging, JSON built by PostgreSQL."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from sqlalchemy import ColumnElement, and_, any_, bindparam, case, false, func, true, tuple_
from sqlalchemy import Text as SqlText
from sqlalchemy.dialects.postgresql import ARRAY

from shared import paging, places
from shared.database import Asking, Database, ask, ask_wide, first_line
from shared.errors import Problem
from shared.views import View, compiled, plain

MOST = 200


def _at_most(value: object) -> object:
    """Coerce a limit above the most to the most (AIP-158)."""
    text = str(value)
    return MOST if text.isascii() and text.isdigit() and int(text[:9]) > MOST else value


class ListQuery(BaseModel):
    """What every list may be asked: how many, how sorted, and where to go on."""

    model_config = ConfigDict(extra="forbid")

    limit: Annotated[
        int,
        Field(ge=1, description="จำนวนต่อหน้า มากกว่า 200 นับเป็น 200"),
        BeforeValidator(_at_most),
    ] = 50
    cursor: Annotated[
        str | None,
        Field(max_length=paging.LONGEST, description="ตัวชี้หน้าถัดไป จากช่อง next ของหน้าก่อน"),
    ] = None

    def conditions(self) -> dict[str, dict[str, Any]]:
        """Return the filters asked for: the name of each condition and the parameters it takes."""
        asked = self.model_dump(exclude={"limit", "cursor", "sort"}, exclude_none=True)
        return {name: {name: value} for name, value in asked.items()}

    def order(self) -> str | None:
        """Return the order asked for, or None for the list's first."""
        asked = getattr(self, "sort", None)
        return None if asked is None else str(asked)

    def question(self) -> dict[str, Any]:
        """Return what was asked, without page size and cursor, as plain JSON."""
        return self.model_dump(
            mode="json", exclude={"limit", "cursor"}, exclude_none=True, exclude_defaults=True
        )


class AreaScope(StrEnum):
    """Which areas around the one asked for."""

    SELF = "SELF"
    CHILDREN = "CHILDREN"
    DESCENDANTS = "DESCENDANTS"
    ANCESTORS = "ANCESTORS"


class AreaQuery(ListQuery):
    """A list that can be narrowed to an area and what lies around it."""

    area: Annotated[
        places.AreaCode | None, Field(description="รหัสพื้นที่ 2/4/6/8 หลัก เช่น 72 หรือ 720602")
    ] = None
    area_scope: Annotated[
        AreaScope, Field(description="นับพื้นที่ใดบ้าง: ตัวเอง ลูก ทั้งหมดข้างใต้ หรือข้างบน")
    ] = AreaScope.DESCENDANTS

    def conditions(self) -> dict[str, dict[str, Any]]:
        """Return the filters asked for, the area as a range of codes."""
        asked = super().conditions()
        asked.pop("area_scope", None)
        if self.area is not None:
            del asked["area"]
            low, high = places.prefix_range(self.area)
            around: dict[AreaScope, dict[str, Any]] = {
                AreaScope.SELF: {"area": self.area},
                AreaScope.CHILDREN: {"low": low, "high": high, "digits": len(self.area) + 2},
                AreaScope.DESCENDANTS: {"low": low, "high": high},
                AreaScope.ANCESTORS: {"path": places.path_of(self.area)},
            }
            asked[f"area:{self.area_scope}"] = around[self.area_scope]
        return asked


def area_filters(column: Any) -> dict[str, ColumnElement[bool]]:
    """Return what `AreaQuery` may ask of an area code; PostgreSQL takes a length outside of CASE for rare."""
    within = and_(column >= bindparam("low"), column < bindparam("high"))
    below = case((func.length(column) == bindparam("digits"), true()), else_=false())
    return {
        "area:SELF": column == bindparam("area"),
        "area:CHILDREN": and_(within, below),
        "area:DESCENDANTS": within,
        "area:ANCESTORS": column == any_(bindparam("path", type_=ARRAY(SqlText))),
    }


@dataclass(frozen=True, slots=True)
class Sort:
    """A total order: the columns before the id, all in one direction."""

    columns: Sequence[Any]
    descending: bool = False


class Listing:
    """One list: a view, the conditions that may narrow it and the orders it may come in.

    `filters` maps the names that the query's `conditions()` returns to expressions over bind parameters;
    `sorts` maps the values of `sort` to orders, the first being the default. Each combination is compiled once.
    `uneven` filters hold for nearly all rows or hardly any: with them a statement is planned for its values.
    """

    def __init__(
        self,
        view: View,
        *,
        filters: Mapping[str, ColumnElement[bool]],
        sorts: Mapping[str, Sort],
        uneven: Collection[str] = (),
    ) -> None:
        self.view = view
        self.uneven = frozenset(uneven)
        self.filters = filters
        self.sorts = sorts
        self._sql: dict[tuple[str, ...], str] = {}

    async def page(
        self,
        database: Database,
        asked: ListQuery,
        granted: list[str],
        secret: bytes,
        path: str,
        **fixed: object,
    ) -> bytes:
        """Return one page as JSON bytes: items, next (root-relative, cursor only) and limit.

        `fixed` are conditions that the path sets, e.g. `subject`; a cursor counts for its path only.
        """
        last: list[str] = []
        if asked.cursor is not None:
            cursor = paging.read(asked.cursor, secret, granted, path)
            if (given := asked.question()) and given != cursor.asked:
                raise Problem("cursor-mismatch")
            limit = asked.limit if "limit" in asked.model_fields_set else cursor.limit
            asked = asked.model_validate({**cursor.asked, "limit": limit})
            last = cursor.last
        order = asked.order() or next(iter(self.sorts))
        conditions: dict[str, dict[str, Any]] = {
            **asked.conditions(),
            **{name: {name: v} for name, v in fixed.items()},
        }
        values: dict[str, Any] = {"granted": granted, "limit": asked.limit}
        for parameters in conditions.values():
            values.update((name, plain(value)) for name, value in parameters.items())
        values.update((f"after{index}", value) for index, value in enumerate(last))
        sql = self._statement(order, tuple(conditions), going_on=bool(last))
        async with database.reading() as connection:
            way = self.way(order, conditions)
            items, more, *keys = await first_line(connection, sql, values, way)
        following = b"null"
        if more == b"t":
            behind = [key.decode() for key in keys]
            position = paging.Cursor(path, asked.question(), asked.limit, behind)
            following = f'"{path}?cursor={paging.write(position, secret, granted)}"'.encode()
        return b'{"items":%b,"next":%b,"limit":%d}' % (items, following, asked.limit)

    def way(self, order: str, conditions: Collection[str]) -> Asking:
        """Return how a page is asked: with the plan that is kept, or one for the values asked."""
        another = order != next(iter(self.sorts))
        uneven = (n in self.uneven or (another and n.startswith("area:")) for n in conditions)
        return ask_wide if any(uneven) else ask

    def statement(self, order: str, *conditions: str, going_on: bool = False) -> str:
        """Return what the first page, or one behind it, is asked with, for who wants to look at its plan."""
        return self._statement(order, conditions, going_on=going_on)

    def _statement(self, order: str, conditions: tuple[str, ...], *, going_on: bool) -> str:
        shape = (order, str(going_on), *conditions)
        known = self._sql.get(shape)
        if known is None:
            known = self._sql[shape] = self._compile(order, conditions, going_on=going_on)
        return known

    def _compile(self, order: str, conditions: tuple[str, ...], *, going_on: bool) -> str:
        sort = self.sorts[order]
        keys = [*sort.columns, self.view.key]
        statement = self.view.seen.where(*(self.filters[name] for name in conditions))
        if going_on:
            afters = [bindparam(f"after{i}", type_=k.type) for i, k in enumerate(keys)]
            here, after = tuple_(*keys), tuple_(*afters)
            statement = statement.where(here < after if sort.descending else here > after)
            if len({getattr(key, "table", None) for key in keys}) > 1:
                statement = statement.where(
                    keys[0] <= afters[0] if sort.descending else keys[0] >= afters[0]
                )
        statement = (
            statement.add_columns(*(k.label(f"__k{i}") for i, k in enumerate(keys)))
            .order_by(*(key.desc() if sort.descending else key for key in keys))
            .limit(bindparam("limit") + 1)
        )
        ends = ", ".join(
            f"max(__k{index}::text) FILTER (WHERE __n = %(limit)s)" for index in range(len(keys))
        )
        return (
            f"WITH line AS (SELECT inside.*, row_number() OVER () AS __n FROM ({compiled(statement)}) inside)"
            " SELECT '[' || coalesce(string_agg(row_to_json(shown)::text, ',' ORDER BY __n)"
            " FILTER (WHERE __n <= %(limit)s), '') || ']', count(*) > %(limit)s, "
            f"{ends} FROM line, LATERAL (SELECT {self.view.columns('line')}) shown"
        )
