"""What is asked of assessments and of the levels that follow from them."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Date,
    Text,
    and_,
    bindparam,
    cast,
    delete,
    insert,
    or_,
    select,
    true,
    union_all,
)
from sqlalchemy.ext.asyncio import AsyncSession

from services.registry.areas import queries as areas
from services.registry.areas.tables import Area, AreaVersion
from services.registry.organizations.tables import Organization
from services.registry.rubrics.tables import Rubric
from services.registry.strength.schemas import Days, Evidence
from services.registry.strength.tables import Assessment, Span
from shared.lists import Listing, Sort, area_filters
from shared.views import View, area_block, instant

_c: Any = Assessment.__table__.c
_s: Any = Span.__table__.c
_o: Any = Organization.__table__.c
_place: Any = Area.__table__
_rubric: Any = Rubric.__table__

ASSESSMENT = View(
    "strength-assessment",
    select(
        _c.id,
        area_block(_place.c).label("area"),
        _c.organization_id,
        _c.rubric_id,
        _rubric.c.code.label("rubric_code"),
        _rubric.c.version.label("rubric_version"),
        _c.assessed_on,
        _c.assessed_precision,
        _c.level,
        cast(_c.score_percent, Text).label("score_percent"),
        _c.scores,
        _c.strong_points,
        _c.weak_points,
        _c.assessed_by_side,
        _c.assessed_by_th,
        _c.assessed_by_organization_id,
        _c.assessed_by_body_id,
        _c.replaces_id,
        instant(_c.withdrawn_at).label("withdrawn_at"),
        _c.withdrawal_reason_th,
        _c.revision,
        instant(_c.created_at).label("created_at"),
        instant(_c.updated_at).label("updated_at"),
    ).select_from(
        Assessment.__table__.join(_place, _place.c.code == _c.area_code).join(
            _rubric, _rubric.c.id == _c.rubric_id
        )
    ),
    key=_c.id,
    area=_c.area_code,
)
ASSESSMENTS = Listing(
    ASSESSMENT,
    filters={
        **area_filters(_c.area_code),
        "organization": _c.organization_id == bindparam("organization"),
        "by_body": _c.assessed_by_body_id == bindparam("by_body"),
        "by_organization": _c.assessed_by_organization_id == bindparam("by_organization"),
        "level": _c.level == bindparam("level"),
        "rubric": _c.rubric_id == bindparam("rubric"),
        "assessed_from": _c.assessed_on >= bindparam("assessed_from"),
        "assessed_to": _c.assessed_on <= bindparam("assessed_to"),
        "standing": _c.withdrawn_at.is_(None),
    },
    sorts={
        "-assessed_on": Sort((_c.assessed_on,), descending=True),
        "place": Sort((_c.area_code, _c.assessed_on)),
    },
)

_day = bindparam("as_of", type_=Date)
_stood = union_all(
    *(
        select(t.c.code, t.c.level, t.c.name_th, t.c.name_en, t.c.ground, t.c.revision).where(
            t.c.level == "TAMBON", areas.holds(t.c, _day)
        )
        for t in (_place, AreaVersion.__table__)
    )
).subquery("stood")
"""The tambons as they stood on the day that is asked about."""
_tells = and_(
    _s.ground == _stood.c.ground,
    _s.organization_id.is_(None),
    _s.starts_on <= _day,
    or_(_s.ends_on.is_(None), _s.ends_on > _day),
)
LEVELS = Listing(
    View(
        "strength-level",
        select(
            area_block(_stood.c).label("area"),
            _s.level,
            _s.starts_on.label("assessed_on"),
            _s.assessment_id,
            _stood.c.revision,
        ).select_from(_stood.outerjoin(Span.__table__, _tells)),
        key=_stood.c.code,
    ),
    filters={
        **area_filters(_stood.c.code),
        "level": _s.level == bindparam("level"),
        "assessed": _s.assessment_id.is_not(None),
        "unassessed": _s.assessment_id.is_(None),
        "as_of": true(),
    },
    sorts={"place": Sort(())},
)


async def get(session: AsyncSession, assessment_id: UUID) -> Assessment | None:
    """Return the assessment without a lock, or None."""
    return await session.get(Assessment, assessment_id)


async def get_for_update(session: AsyncSession, assessment_id: UUID) -> Assessment | None:
    """Return the assessment as it is now, locked until the end of the transaction, or None."""
    statement = (
        select(Assessment)
        .where(_c.id == assessment_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    found: Assessment | None = await session.scalar(statement)
    return found


async def lock_area(session: AsyncSession, area_code: str) -> str | None:
    """Let the acts on a tambon's strength wait for each other; return its ground, None of no tambon."""
    asked = select(_place.c.ground).where(_place.c.code == area_code)
    ground: str | None = await session.scalar(asked.with_for_update(key_share=True))
    return ground


async def lock_organization(session: AsyncSession, organization_id: UUID) -> str | None:
    """Let the acts on an organization's strength wait for each other; return its area, or None."""
    found: str | None = await session.scalar(
        select(_o.area_code).where(_o.id == organization_id).with_for_update(key_share=True)
    )
    return found


async def is_organization(session: AsyncSession, organization_id: UUID) -> bool:
    """Say whether an organization is registered."""
    return await session.scalar(select(_o.id).where(_o.id == organization_id)) is not None


async def evidence(
    session: AsyncSession, ground: str | None, organization_id: UUID | None
) -> list[Evidence]:
    """Return all assessments of a tambon, under whatever code it had then, or of an organization."""
    rows = await session.execute(
        select(_c.assessed_on, _c.id, _c.level, _c.withdrawn_at.is_(None)).where(
            *_of(_c, ground, organization_id)
        )
    )
    return [Evidence(*row) for row in rows]


async def keep_spans(
    session: AsyncSession, ground: str | None, organization_id: UUID | None, days: Sequence[Days]
) -> None:
    """Put what follows from the evidence in the place of what followed before."""
    table = Span.__table__
    await session.execute(delete(table).where(*_of(_s, ground, organization_id)))
    if days:
        await session.execute(
            insert(table),
            [
                {
                    "assessment_id": each.id,
                    "ground": ground,
                    "organization_id": organization_id,
                    "level": each.level,
                    "starts_on": each.starts_on,
                    "ends_on": each.ends_on,
                }
                for each in days
            ],
        )


def _of(columns: Any, ground: str | None, organization_id: UUID | None) -> tuple[Any, ...]:
    if organization_id is None:
        return columns.ground == ground, columns.organization_id.is_(None)
    return (columns.organization_id == organization_id,)
