"""What is asked of areas."""

import datetime as dt
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import (
    Date,
    and_,
    bindparam,
    case,
    cast,
    exists,
    func,
    literal_column,
    or_,
    select,
    union_all,
)
from sqlalchemy import Text as SqlText
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from services.registry.areas.tables import (
    Area,
    AreaGroup,
    AreaGroupMember,
    AreaSuccession,
    AreaVersion,
)
from shared.database import Database, ask, inside
from shared.errors import FieldError, Problem, field_problem
from shared.lists import Listing, Sort, area_filters
from shared.views import View, json_object

FACTS = (
    *("code", "level", "kind", "name_th", "name_en", "parent_code", "zip", "lat", "lon"),
    *("geo_precision", "valid_from", "valid_to", "ground", "revision"),
)
"""What an area is: the columns that its row and its former versions have in common."""
KEYS = ("search_key", "bigrams", "name_sort")
"""What an area is found and sorted by."""
_c: Any = Area.__table__.c
_then: Any = AreaVersion.__table__.c
_member: Any = AreaGroupMember.__table__.c
_group: Any = AreaGroup.__table__.c
_old: Any = AreaSuccession.__table__.c
_as_of = bindparam("as_of", type_=Date)


def holds(dated: Any, day: Any) -> Any:
    """Return the condition that something with `valid_from` and `valid_to` holds on a day."""
    return and_(
        or_(dated.valid_from.is_(None), dated.valid_from <= day),
        or_(dated.valid_to.is_(None), dated.valid_to > day),
    )


def _of_all_times(name: str) -> Any:
    """Return every area as it is and as it was; a day picks the ones that stood then."""
    wanted = (*FACTS, *KEYS)
    rows = union_all(*(select(*(t[column] for column in wanted)) for t in (_c, _then)))
    return rows.subquery(name)


def _line(area: Any, district: Any, province: Any) -> Any:
    return select(
        *(area[name] for name in ("code", "level", "kind", "name_th", "name_en", "parent_code")),
        district.name_th.label("district_name_th"),
        province.name_th.label("province_name_th"),
        area.zip,
        cast(area.lat, SqlText).label("lat"),
        cast(area.lon, SqlText).label("lon"),
        area.geo_precision,
        area.valid_from,
        area.valid_to,
        area.revision,
    )


def _above(upper: Any, area: Any, digits: int) -> Any:
    code = case((func.length(area.code) > digits, func.left(area.code, digits)))
    return upper.code == code


_district, _province = aliased(Area), aliased(Area)
AREA = View(
    "area",
    _line(_c, _district, _province).select_from(
        Area.__table__.outerjoin(_district, _above(_district, _c, 4)).outerjoin(
            _province, _above(_province, _c, 2)
        )
    ),
    key=_c.code,
    area=_c.code,
)
"""An area as it is, or as it was at its end: what events tell."""

_stood = _of_all_times("stood")
_over = {name: _of_all_times(name) for name in ("in_district", "in_province")}
_s, _d, _p = _stood.c, _over["in_district"].c, _over["in_province"].c
_on_the_day = _line(_s, _d, _p).select_from(
    _stood.outerjoin(_over["in_district"], and_(_above(_d, _s, 4), holds(_d, _as_of))).outerjoin(
        _over["in_province"], and_(_above(_p, _s, 2), holds(_p, _as_of))
    )
)
_groups = (
    select(
        func.json_agg(
            json_object(
                code=_group.code,
                kind=_group.kind,
                name_th=_group.name_th,
                name_en=_group.name_en,
                valid_from=_member.valid_from,
                valid_to=_member.valid_to,
                date_precision=_member.date_precision,
                confidence=_member.confidence,
            ).op("ORDER BY")(_group.code)
        )
    )
    .select_from(AreaGroupMember.__table__.join(AreaGroup.__table__))
    .where(_s.code.op("^@")(_member.area_code), holds(_member, _as_of), holds(_group, _as_of))
    .correlate(_stood)
    .scalar_subquery()
)
_asked = bindparam("key", type_=SqlText)
_chain = select(cast(_asked, SqlText).label("code"), literal_column("0").label("steps")).cte(
    "chain", recursive=True
)
_chain = _chain.union_all(
    select(cast(_old.successor_code, SqlText), _chain.c.steps + literal_column("1")).where(
        _old.old_code == _chain.c.code,
        _old.successor_code.is_not(None),
        _chain.c.steps < literal_column("20"),
    )
)
_known = _of_all_times("known")
_meant = (
    select(_chain.c.code)
    .where(exists().where(_known.c.code == _chain.c.code, holds(_known.c, _as_of)))
    .order_by(_chain.c.steps)
    .limit(literal_column("1"))
    .scalar_subquery()
)
AREA_DETAIL = View(
    "area",
    _on_the_day.add_columns(
        _as_of.label("as_of"),
        func.coalesce(_groups, literal_column("'[]'::json")).label("groups"),
        _asked.label("requested_code"),
        (_s.code != _asked).label("superseded"),
    ),
    key=_s.code,
    wanted=and_(_s.code == _meant, holds(_s, _as_of)),
)
"""An area as it stood on the day `as_of`; a code that did not stand then answers its successor."""

_q = bindparam("q", type_=SqlText)


def _is_called(whole: str) -> Any:
    return _s.bigrams.op("@>")(bindparam(whole, type_=ARRAY(SqlText)))


_rank = case((_is_called("whole"), 0), (_s.search_key.op("^@")(_q), 1), else_=2)
AREAS = Listing(
    View("area", _on_the_day, key=_s.code),
    filters={
        **area_filters(_s.code),
        "standing": holds(_s, _as_of),
        "level": _s.level == bindparam("level"),
        "parent": _s.parent_code == bindparam("parent"),
        "group": exists()
        .where(
            _member.group_code == bindparam("group"),
            _s.code.op("^@")(_member.area_code),
            holds(_member, _as_of),
        )
        .correlate(_stood),
        "relevance": _s.search_key.op("^@")(_q),
        "name": _is_called("exact_name"),
        "q": and_(
            _s.bigrams.op("@>")(bindparam("grams", type_=ARRAY(SqlText))),
            _s.search_key.like(bindparam("like")),
        ),
    },
    sorts={"code": Sort(()), "name": Sort((_s.name_sort,)), "relevance": Sort((_rank,))},
)


async def is_old(database: Database, code: str) -> bool:
    """Say whether a code was once in use."""
    async with database.reading() as connection:
        cursor = await connection.execute(
            "SELECT 1 FROM area_successions WHERE old_code = %(code)s"
            " UNION ALL SELECT 1 FROM areas WHERE code = %(code)s AND valid_to IS NOT NULL",
            {"code": code},
            prepare=True,
        )
        return await cursor.fetchone() is not None


IN_USE = (
    "(EXISTS (SELECT FROM areas WHERE code = left(%(area_code)s, 6) AND valid_to IS NULL) AND NOT EXISTS"
    " (SELECT FROM areas WHERE code = %(area_code)s AND valid_to IS NOT NULL))"
)
"""Whether something new may stand in an area: it has not ended; of a village that is not listed its tambon."""


_ENDED_OF = (
    "SELECT asked.code FROM unnest(%(codes)s::text[]) AS asked (code) WHERE EXISTS (SELECT FROM areas"
    " WHERE code IN (asked.code, left(asked.code, 6)) AND valid_to IS NOT NULL)"
)
_ENDED = (
    "SELECT a.code, s.successor_code FROM areas a LEFT JOIN area_successions s ON s.old_code = a.code"
    " WHERE a.code IN (%(code)s::text, left(%(code)s::text, 6)) AND a.valid_to IS NOT NULL ORDER BY a.code LIMIT 1"
)


async def require(session: AsyncSession, area_code: str, field: str = "area_code") -> None:
    """Raise 422 `unknown-reference` at `field` for an area that is not known or that ended by law."""
    values = {"area_code": area_code}
    row: Any = await (await ask(await inside(session), f"SELECT {IN_USE}", values)).fetchone()
    if not row[0]:
        raise field_problem(field, "unknown-reference")


async def ended(session: AsyncSession, code: str) -> tuple[str, str | None] | None:
    """Return an area that ended by law and what took its place, None for one that is in use.

    Of a village that is not listed its tambon counts.
    """
    row: Any = await (await ask(await inside(session), _ENDED, {"code": code})).fetchone()
    return None if row is None else (str(row[0]), row[1])


async def check_villages(session: AsyncSession, codes: Sequence[str], field: str) -> None:
    """Raise 422 with a pointer at each village that ended by law; one that is not listed is judged by its tambon."""
    if not codes:
        return
    rows: Any = await (
        await ask(await inside(session), _ENDED_OF, {"codes": list(codes)})
    ).fetchall()
    gone = {str(row[0]) for row in rows}
    if places := [i for i, code in enumerate(codes) if code in gone]:
        raise Problem(
            "validation-failed",
            errors=[FieldError(("body", field, i), "unknown-reference") for i in places],
        )


async def in_use(session: AsyncSession, codes: Collection[str]) -> set[str]:
    """Return those of the codes that are areas of today."""
    asked = select(_c.code).where(_c.code.in_(list(codes)), _c.valid_to.is_(None))
    return set(await session.scalars(asked))


async def names(session: AsyncSession, codes: Collection[str]) -> dict[str, Area]:
    """Return the areas of today with these codes."""
    asked = select(Area).where(_c.code.in_(list(codes)), _c.valid_to.is_(None))
    return {area.code: area for area in await session.scalars(asked)}


async def groups_on(session: AsyncSession, kind: str, day: dt.date) -> list[tuple[str, str]]:
    """Return (code, Thai name) of the groups of a kind that held on a day, sorted by code.

    "One for each region" of a meeting in 2550 means the regions of 2550.
    """
    asked = (
        select(_group.code, _group.name_th)
        .where(_group.kind == kind, holds(_group, day))
        .order_by(_group.code)
    )
    return [(str(code), str(name_th)) for code, name_th in await session.execute(asked)]
