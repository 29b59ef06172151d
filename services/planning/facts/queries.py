"""What is asked of facts. Every value leaves through `shown`, and only through it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Boolean,
    ColumnElement,
    and_,
    bindparam,
    case,
    cast,
    func,
    literal_column,
    null,
    or_,
    select,
    tuple_,
    type_coerce,
)
from sqlalchemy import Text as SqlText
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession

from services.planning.facts import schemas
from services.planning.facts.tables import Fact, FactLevel, FactTable
from services.planning.indicator_sets import queries as indicator_sets
from services.planning.places import queries as places
from shared.history import HISTORY
from shared.lists import Listing, Sort, area_filters
from shared.plumbing import feed
from shared.views import View, covered, instant, json_object

TABLE: Any = Fact.__table__
TOLD_IN: Any = FactTable.__table__
LEVELS: Any = FactLevel.__table__
_c: Any = TABLE.c
_t: Any = TOLD_IN.c
_set: Any = indicator_sets.TABLE.c
VERIFIED: ColumnElement[bool] = _c.status == "PROVINCE_VERIFIED"
PRIVATE: ColumnElement[bool] = _c.status.in_(
    [literal_column("'DRAFT'"), literal_column("'AREA_VERIFIED'")]
)
RESPONSIBLE: Any = type_coerce(covered(_c.area_code), Boolean)
EVERYBODY: ColumnElement[bool] = literal_column("true", Boolean)
NOBODY: ColumnElement[bool] = literal_column("false", Boolean)


def shown(column: Any, opened: ColumnElement[bool]) -> ColumnElement[Any]:
    """Return the value of a cell as somebody sees it: null unless it is verified and tells of enough people.

    `opened` is the condition under which somebody is responsible and sees it as it is.
    """
    return case((or_(opened, and_(VERIFIED, ~_c.hidden)), column))


def masked(opened: ColumnElement[bool]) -> ColumnElement[bool]:
    """Return whether a cell is verified and withheld because it tells of too few people."""
    return and_(~opened, VERIFIED, _c.hidden)


def _words(column: Any, labels: Any) -> ColumnElement[Any]:
    pairs: list[Any] = [
        (column == literal_column(f"'{code.value}'"), literal_column(f"'{th}'"))
        for code, th in labels.items()
    ]
    return case(*pairs)


_indicator = (
    func.jsonb_array_elements(_set.indicators).table_valued("value", name="indicator").lateral()
)
_one = (
    select(
        _indicator.c.value.op("->>")("name_th").label("name_th"),
        _indicator.c.value.op("->>")("unit_th").label("unit_th"),
    )
    .where(cast(_indicator.c.value, JSONB).op("->>")("code") == _c.indicator_code)
    .limit(literal_column("1"))
    .correlate(TABLE, indicator_sets.TABLE)
    .lateral("one")
)
_SENT_BACK = json_object(
    said=_c.said,
    said_th=_words(_c.said, schemas.SAID_TH),
    role=_c.said_role,
    area_code=_c.said_area_code,
    reason_th=_c.said_reason_th,
    on=_c.said_on,
)


def _view(kind: str, opened: ColumnElement[bool], private: ColumnElement[bool]) -> View:
    """Return facts as seen by somebody who is responsible under this condition."""
    statement = select(
        _c.id,
        _c.table_id,
        places.block(_c.area_code).label("area"),
        _c.set_code,
        _set.version.label("set_version"),
        _c.indicator_code,
        _one.c.name_th.label("indicator_th"),
        _one.c.unit_th.label("unit_th"),
        _c.kind,
        _c.year_be,
        shown(cast(func.trim_scale(_c.value), SqlText), opened).label("value"),
        shown(_c.base, opened).label("base"),
        masked(opened).label("masked"),
        _c.status,
        _words(_c.status, schemas.STATUS_TH).label("status_th"),
        case((VERIFIED, _c.verified_on), else_=null()).label("verified_on"),
        _t.source_th,
        _t.parties_th,
        (func.cardinality(_t.parties_th) > literal_column("1")).label("shared"),
        case((and_(opened, _c.said.is_not(None)), _SENT_BACK)).label("sent_back"),
        _c.revision,
        instant(_c.created_at).label("created_at"),
        instant(_c.updated_at).label("updated_at"),
    ).select_from(
        TABLE.join(TOLD_IN, _t.id == _c.table_id)
        .join(indicator_sets.TABLE, _set.id == _c.set_id)
        .join(places.TABLE, places.here(_c.area_code))
        .join(_one, EVERYBODY)
    )
    return View(kind, statement, key=_c.id, area=_c.area_code, private=private)


FACT = _view("fact", RESPONSIBLE, PRIVATE)
"""A fact as who asks sees it."""
TOLD = _view("fact", NOBODY, PRIVATE)
"""A fact as an event tells everybody of it."""
RECORD = _view("fact-record", EVERYBODY, EVERYBODY)
"""A fact as it is, told to those responsible only."""
FACTS = Listing(
    FACT,
    filters={
        **area_filters(_c.area_code),
        "set": _c.set_code == bindparam("set"),
        "year_be": _c.year_be == bindparam("year_be"),
        "indicator": _c.indicator_code == bindparam("indicator"),
        "status": _c.status == bindparam("status"),
        "table_id": _c.table_id == bindparam("table_id"),
    },
    sorts={"place": Sort((_c.area_code,))},
)
_here: Any = type_coerce(covered(feed.c.area_code), Boolean)
FACT_HISTORY = Listing(
    HISTORY.view,
    filters={
        "subject": feed.c.subject == bindparam("subject"),
        "told": or_(
            and_(_here, feed.c.kind == "fact-record"), and_(~_here, feed.c.kind == "fact")
        ),
    },
    sorts=HISTORY.sorts,
)
"""What happened to a fact: to those responsible as it was, to everybody else as they were told."""
FACT_TABLE = View(
    "fact-table",
    select(
        _t.id,
        places.block(_t.area_code).label("area"),
        _t.set_code,
        _set.version.label("set_version"),
        _t.year_be,
        _t.source_th,
        _t.collected_on,
        _t.parties_th,
        (func.cardinality(_t.parties_th) > literal_column("1")).label("shared"),
        _t.rows,
        _t.published,
        _t.revision,
        instant(_t.created_at).label("created_at"),
    ).select_from(
        TOLD_IN.join(indicator_sets.TABLE, _set.id == _t.set_id).join(
            places.TABLE, places.here(_t.area_code)
        )
    ),
    key=_t.id,
    area=_t.area_code,
)
"""A table holds no values: everybody may know who tells what of which year, and whether it is verified."""
FACT_TABLES = Listing(
    FACT_TABLE,
    filters={**area_filters(_t.area_code), "set": _t.set_code == bindparam("set")},
    sorts={"place": Sort((_t.area_code,))},
)


async def get_for_update(session: AsyncSession, fact_id: UUID) -> Fact | None:
    """Return the fact, locked until the end of the transaction, or None."""
    statement = select(Fact).where(_c.id == fact_id).with_for_update(key_share=True)
    found: Fact | None = await session.scalar(statement)
    return found


async def get_table_for_update(session: AsyncSession, table_id: UUID) -> FactTable | None:
    """Return the table, locked until the end of the transaction, or None; it is locked before its facts."""
    statement = select(FactTable).where(_t.id == table_id).with_for_update(key_share=True)
    found: FactTable | None = await session.scalar(statement)
    return found


async def lock_table_of(session: AsyncSession, fact_id: UUID) -> FactTable | None:
    """Return the table of a fact, locked until the end of the transaction, or None."""
    its = select(_c.table_id).where(_c.id == fact_id).scalar_subquery()
    statement = select(FactTable).where(_t.id == its).with_for_update(key_share=True)
    found: FactTable | None = await session.scalar(statement)
    return found


async def lock_of_table(session: AsyncSession, table_id: UUID, low: str, high: str) -> list[Fact]:
    """Return a table's facts of the areas between two codes, locked in the order of their ids."""
    statement = (
        select(Fact)
        .where(_c.table_id == table_id, _c.area_code >= low, _c.area_code < high)
        .order_by(_c.id)
        .with_for_update(key_share=True)
    )
    return list((await session.scalars(statement)).all())


async def areas_in_use(session: AsyncSession, codes: Sequence[str]) -> set[str]:
    """Return those of the area codes that are in use."""
    place = places.TABLE.c
    statement = select(place.code).where(place.code.in_(set(codes)), place.valid_to.is_(None))
    return set(await session.scalars(statement))


async def told_already(
    session: AsyncSession, set_code: str, year_be: int, pairs: Sequence[tuple[str, str]]
) -> set[tuple[str, str]]:
    """Return those of the (area, indicator) pairs of which there is a fact for the year."""
    statement = select(_c.area_code, _c.indicator_code).where(
        _c.set_code == set_code,
        _c.year_be == year_be,
        tuple_(_c.area_code, _c.indicator_code).in_(pairs),
    )
    return {(row.area_code, row.indicator_code) for row in await session.execute(statement)}
