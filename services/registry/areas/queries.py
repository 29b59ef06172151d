"""What is asked of areas."""

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
    null,
    or_,
    select,
)
from sqlalchemy import Text as SqlText
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import aliased

from services.registry.areas.tables import Area, AreaGroup, AreaGroupMember, AreaSuccession
from shared.database import Database
from shared.lists import Listing, Sort, area_filters
from shared.views import View, json_object

_columns: Any = Area.__table__.c
_district: Any = aliased(Area)
_province: Any = aliased(Area)
_member: Any = AreaGroupMember.__table__.c
_group: Any = AreaGroup.__table__.c
_old: Any = AreaSuccession.__table__.c


def _holds_on(day: Any) -> Any:
    return and_(
        or_(_member.valid_from.is_(null()), _member.valid_from <= day),
        or_(_member.valid_to.is_(null()), _member.valid_to > day),
    )


_joined = Area.__table__.outerjoin(
    _district,
    _district.code == case((func.length(_columns.code) > 4, func.left(_columns.code, 4))),
).outerjoin(
    _province,
    _province.code == case((func.length(_columns.code) > 2, func.left(_columns.code, 2))),
)
_line = select(
    _columns.code,
    _columns.level,
    _columns.kind,
    _columns.name_th,
    _columns.name_en,
    _columns.parent_code,
    _district.name_th.label("district_name_th"),
    _province.name_th.label("province_name_th"),
    _columns.zip,
    cast(_columns.lat, SqlText).label("lat"),
    cast(_columns.lon, SqlText).label("lon"),
    _columns.geo_precision,
    _columns.revision,
).select_from(_joined)

AREA = View("area", _line, key=_columns.code, area=_columns.code)

_as_of = bindparam("as_of", type_=Date)
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
            )
        )
    )
    .select_from(AreaGroupMember.__table__.join(AreaGroup.__table__))
    .where(_columns.code.op("^@")(_member.area_code), _holds_on(_as_of))
    .correlate(Area.__table__)
    .scalar_subquery()
)
_asked = bindparam("key", type_=SqlText)
_successor = select(_old.successor_code).where(_old.old_code == _asked).scalar_subquery()
_detail = _line.add_columns(
    _as_of.label("as_of"),
    func.coalesce(_groups, literal_column("'[]'::json")).label("groups"),
    _asked.label("requested_code"),
    (_columns.code != _asked).label("superseded"),
)
AREA_DETAIL = View(
    "area",
    _detail,
    key=_columns.code,
    wanted=_columns.code == func.coalesce(_successor, _asked),
)

_q = bindparam("q", type_=SqlText)
_rank = case((_columns.search_key == _q, 0), (_columns.search_key.op("^@")(_q), 1), else_=2)
AREAS = Listing(
    AREA,
    filters={
        **area_filters(_columns.code),
        "level": _columns.level == bindparam("level"),
        "parent": _columns.parent_code == bindparam("parent"),
        "group": exists()
        .where(
            _member.group_code == bindparam("group"),
            _columns.code.op("^@")(_member.area_code),
            _holds_on(_as_of),
        )
        .correlate(Area.__table__),
        "relevance": _columns.search_key.op("^@")(_q),
        "name": _columns.search_key == bindparam("exact_name"),
        "q": and_(
            _columns.bigrams.op("@>")(bindparam("grams", type_=ARRAY(SqlText))),
            _columns.search_key.like(bindparam("like")),
        ),
    },
    sorts={"code": Sort(()), "relevance": Sort((_rank,))},
)

_provinces = (
    select(func.json_agg(_member.area_code.op("ORDER BY")(_member.area_code)))
    .where(_member.group_code == _group.code, _holds_on(func.current_date()))
    .correlate(AreaGroup.__table__)
    .scalar_subquery()
)
_group_line = select(
    _group.code,
    _group.kind,
    _group.name_th,
    _group.name_en,
    func.coalesce(_provinces, literal_column("'[]'::json")).label("province_codes"),
    literal_column("1").label("revision"),
)
AREA_GROUPS = Listing(
    View("area-group", _group_line, key=_group.code),
    filters={"kind": _group.kind == bindparam("kind")},
    sorts={"code": Sort(())},
)


async def is_old(database: Database, code: str) -> bool:
    """Say whether a code was once in use."""
    async with database.reading() as connection:
        cursor = await connection.execute(
            "SELECT 1 FROM area_successions WHERE old_code = %s", (code,), prepare=True
        )
        return await cursor.fetchone() is not None
