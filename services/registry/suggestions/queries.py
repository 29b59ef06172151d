"""What is asked of suggestions."""

from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, and_, any_, bindparam, case, func, literal_column, or_, select, text
from sqlalchemy import Text as SqlText
from sqlalchemy.ext.asyncio import AsyncSession

from services.registry.areas.tables import Area
from services.registry.organizations.tables import Organization
from services.registry.suggestions.tables import Suggestion
from shared.database import ask, inside
from shared.lists import Listing, Sort
from shared.views import View, area_block, instant

_c: Any = Suggestion.__table__.c
_o: Any = Organization.__table__.c
_place: Any = Area.__table__
_TAMBON_DIGITS = 6
_area = func.coalesce(_o.area_code, _c.area_code)
_until = func.coalesce(_c.closed_at, func.now())
_open = _c.status == literal_column("'OPEN'")
_TRUE: Any = literal_column("true")
_CHANGES: Any = literal_column("""(
    SELECT json_agg(json_build_object(
        'field', e.key, 'old', suggestions.old -> e.key, 'proposed', e.value,
        'current', to_jsonb(organizations) -> e.key,
        'accepted', CASE WHEN suggestions.status NOT IN ('OPEN', 'WITHDRAWN')
                    THEN e.key = ANY(suggestions.accepted) END) ORDER BY e.key)
    FROM jsonb_each(suggestions.proposed) e)""")
_STALE: Any = literal_column("""(suggestions.status = 'OPEN' AND EXISTS (
    SELECT FROM jsonb_each(suggestions.old) e WHERE to_jsonb(organizations) -> e.key IS DISTINCT FROM e.value))""")


def _in(column: Any, name: str) -> Any:
    return column == any_(bindparam(name, type_=ARRAY(SqlText)))


def _covers(name: str) -> Any:
    return _area.op("^@")(any_(bindparam(name, type_=ARRAY(SqlText))))


_mine = or_(_in(_c.made_by, "me"), _in(_c.made_by_account, "me"))
_decided_by_me = or_(
    _in(func.concat(_c.organization_id), "leads"),
    _covers("owner"),
    # What lies above a tambon has no tambon's staff: the province is its first owner.
    and_(
        _covers("province"),
        or_(func.length(_area) < literal_column(str(_TAMBON_DIGITS)), _c.province_at <= _until),
    ),
    and_(_covers("region"), _c.region_at <= _until),
)
_from = Suggestion.__table__.outerjoin(
    Organization.__table__, _o.id == _c.organization_id
).outerjoin(_place, _place.c.code == func.left(_area, _TAMBON_DIGITS))
_all = select(
    _c.id,
    _c.subject_kind,
    _c.subject_id,
    _o.name_th.label("subject_th"),
    case((_place.c.code.is_not(None), area_block(_place.c, _area))).label("area"),
    _c.revision_seen,
    _CHANGES.label("changes"),
    _STALE.label("is_stale"),
    _c.reason_th,
    _c.status,
    case(
        (_c.region_at <= _until, literal_column("'REGION'")),
        (_c.province_at <= _until, literal_column("'PROVINCE'")),
        else_=literal_column("'OWNER'"),
    ).label("rung"),
    case(
        (~_open, None),
        (_c.province_at > func.now(), instant(_c.province_at)),
        (_c.region_at > func.now(), instant(_c.region_at)),
    ).label("climbs_at"),
    instant(_c.closed_at).label("closed_at"),
    _c.answer_th,
    _c.revision,
    instant(_c.created_at).label("created_at"),
    instant(_c.updated_at).label("updated_at"),
).select_from(_from)

ANSWER = View("suggestion-answer", _all, key=_c.id)
"""What its maker and who decides are answered."""
SEEN = View("suggestion-seen", _all.where(or_(_mine, _decided_by_me)), key=_c.id)
"""Only for the maker and those who may decide, or could when it was decided; takes `rules.reach`."""
SUGGESTION = View(
    "suggestion",
    select(
        _c.id,
        _c.subject_kind,
        _c.subject_id,
        func.coalesce(_o.area_code, _c.area_code).label("area_code"),
        _c.status,
        _c.accepted,
        _c.revision,
    ).select_from(_from),
    key=_c.id,
    area=_area,
    private=_TRUE,
)
"""What the feed is told: that there is one, never its words."""
_PLACES = "unnest(CAST(:owner AS text[]) || CAST(:province AS text[]) || CAST(:region AS text[]))"
_NEAR: Any = text(f"""suggestions.id = ANY(ARRAY(
    SELECT s.id FROM suggestions s WHERE s.made_by = ANY(CAST(:me AS text[]))
    UNION ALL SELECT s.id FROM suggestions s WHERE s.made_by_account = ANY(CAST(:me AS text[]))
    UNION ALL SELECT s.id FROM suggestions s WHERE s.organization_id = ANY(CAST(:leads AS uuid[]))
    UNION ALL SELECT s.id FROM {_PLACES} AS place (code)
        JOIN organizations o ON o.area_code >= place.code AND o.area_code < place.code || '~'
        CROSS JOIN LATERAL (SELECT id FROM suggestions WHERE organization_id = o.id OFFSET 0) s
    UNION ALL SELECT s.id FROM {_PLACES} AS place (code)
        CROSS JOIN LATERAL (SELECT id FROM suggestions WHERE organization_id IS NULL
            AND area_code >= place.code AND area_code < place.code || '~' OFFSET 0) s))""")  # noqa: S608 - our own constant
"""Where the suggestions of somebody of a few small places are: found by place, not by walking through all."""
REACH = ("me", "leads", "owner", "province", "region")
SUGGESTIONS = Listing(
    SEEN,
    filters={
        "near": _NEAR,
        "waiting_for_me": and_(_open, ~_mine, _decided_by_me),
        "status": _c.status == bindparam("status"),
        "subject_kind": _c.subject_kind == bindparam("subject_kind"),
        "subject_id": _c.subject_id == bindparam("subject_id", type_=_c.subject_id.type),
        **{name: bindparam(name, type_=ARRAY(SqlText)).is_not(None) for name in REACH},
    },
    sorts={"created_at": Sort((_c.created_at,))},
)


async def get_for_update(session: AsyncSession, suggestion_id: UUID) -> Suggestion | None:
    """Return the suggestion, locked until the end of the transaction, or None."""
    statement = select(Suggestion).where(_c.id == suggestion_id).with_for_update()
    found: Suggestion | None = await session.scalar(statement)
    return found


async def is_seen(session: AsyncSession, suggestion_id: UUID, reach: dict[str, list[str]]) -> bool:
    """Say whether a suggestion is there for somebody with this reach."""
    values = {"key": suggestion_id, **reach}
    return await (await ask(await inside(session), SEEN.one_sql, values)).fetchone() is not None
