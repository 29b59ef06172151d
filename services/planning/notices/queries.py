"""What is asked of notices."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Text as SqlText
from sqlalchemy import and_, bindparam, case, func, literal_column, select, text
from sqlalchemy.dialects.postgresql import ARRAY, array
from sqlalchemy.ext.asyncio import AsyncSession

from services.planning.notices.tables import Handover, Notice
from services.planning.organizations import queries as organizations
from services.planning.places import queries as places
from shared.lists import Listing, Sort, area_filters
from shared.views import View, baht, instant

TABLE: Any = Notice.__table__
HANDOVERS: Any = Handover.__table__
_c: Any = TABLE.c
_handover: Any = HANDOVERS.c
_PAPER: Any = _c.state.in_([literal_column("'ON_PAPER'"), literal_column("'FAILED'")])

NOTICE = View(
    "notice",
    select(
        _c.id,
        case((_c.organization_id.is_not(None), "ORGANIZATION"), else_="FORUM").label(
            "author_kind"
        ),
        organizations.meant(_c.organization_id).label("organization_id"),
        func.coalesce(organizations.NAME, _c.forum_th).label("author_th"),
        places.block(_c.area_code).label("area"),
        _c.need_id,
        _c.origin_id,
        _c.title_th,
        _c.change,
        _c.cause_kind,
        _c.cause_id,
        _c.happened_on,
        _c.about_th,
        baht(_c.share_baht).label("share"),
        _c.reason_th,
        _c.state,
        _c.attempts,
        instant(_c.sent_at).label("sent_at"),
        _c.handover_id,
        _c.revision,
        instant(_c.created_at).label("created_at"),
    ).select_from(
        organizations.joined(
            TABLE.join(places.TABLE, places.here(_c.area_code)), _c.organization_id
        )
    ),
    key=_c.id,
    area=_c.area_code,
    private=_c.id.is_not(None),
    parties=array([func.concat(literal_column("'organization:'"), _c.organization_id)]),
)
_MINE: Any = text("""
    notices.id = ANY(ARRAY(
        SELECT seen.id FROM unnest(CAST(:mine AS text[])) AS g (who), LATERAL (
            SELECT id FROM notices n WHERE n.area_code >= g.who AND n.area_code < g.who || '~'
            UNION
            SELECT id FROM notices n
            WHERE n.organization_id = CASE WHEN g.who ^@ 'organization:' THEN CAST(substr(g.who, 14) AS uuid) END
        ) seen
    ))
""").bindparams(bindparam("mine", type_=ARRAY(SqlText)))
"""What somebody with a few small places may see at all: looked up, instead of looked for among those of the nation."""
NOTICES = Listing(
    NOTICE,
    filters={
        **area_filters(_c.area_code),
        "mine": _MINE,
        "organization_id": _c.organization_id == bindparam("organization_id"),
        "origin_id": _c.origin_id == bindparam("origin_id"),
        "state": _c.state == bindparam("state"),
        "change": _c.change == bindparam("change"),
    },
    sorts={"id": Sort(())},
    uneven=("state", "change", *places.AROUND),
)
PAPERS = Listing(
    NOTICE,
    filters={
        "within": and_(
            _c.area_code >= bindparam("within"),
            _c.area_code < func.concat(bindparam("within"), literal_column("'~'")),
            _PAPER,
        )
    },
    sorts={"place": Sort((_c.area_code,))},
)
HANDOVER = View(
    "notice-handover",
    select(
        _handover.id,
        places.block(_handover.area_code).label("area"),
        _handover.handed_on,
        _handover.note_th,
        _handover.notices,
        _handover.revision,
        instant(_handover.created_at).label("created_at"),
    ).select_from(HANDOVERS.join(places.TABLE, places.here(_handover.area_code))),
    key=_handover.id,
    area=_handover.area_code,
)


async def lock_papers(
    session: AsyncSession, notice_ids: Sequence[UUID], area_code: str
) -> list[UUID]:
    """Lock those of the notices that wait to be handed over in an area, in the order of their ids."""
    statement = (
        select(_c.id)
        .where(
            _c.id.in_(notice_ids),
            _c.area_code.startswith(area_code, autoescape=True),
            _c.state.in_(["ON_PAPER", "FAILED"]),
        )
        .order_by(_c.id)
        .with_for_update()
    )
    return list((await session.scalars(statement)).all())
