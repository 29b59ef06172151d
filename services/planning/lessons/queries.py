"""What is asked of lessons."""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, all_, and_, bindparam, select
from sqlalchemy import Text as SqlText
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from services.planning.evaluation_teams import queries as teams
from services.planning.evaluations import queries as evaluations
from services.planning.evaluations.schemas import STATUS_TH
from services.planning.lessons.tables import Lesson
from services.planning.places import queries as places
from shared.lists import Listing, Sort, area_filters
from shared.views import View, instant

TABLE: Any = Lesson.__table__
_c: Any = TABLE.c
_team: Any = teams.TABLE.c
_TEXTS = ARRAY(SqlText)
PRIVATE: ColumnElement[bool] = _c.status == "DRAFT"

LESSON = View(
    "lesson",
    select(
        _c.id,
        _c.team_id,
        _team.kind.label("team_kind"),
        _team.name_th.label("team_th"),
        _c.evaluation_id,
        places.block(_c.area_code).label("area"),
        _c.issue_code,
        _c.title_th,
        _c.lesson_th,
        _c.distinctive,
        _c.pattern_th,
        _c.tags,
        _c.drawn_on,
        _c.evidence,
        _c.status,
        evaluations.words(_c.status, STATUS_TH).label("status_th"),
        _c.published_on,
        _c.revision,
        instant(_c.created_at).label("created_at"),
        instant(_c.updated_at).label("updated_at"),
    ).select_from(
        TABLE.join(teams.TABLE, _team.id == _c.team_id).join(
            places.TABLE, places.here(_c.area_code)
        )
    ),
    key=_c.id,
    area=_c.area_code,
    private=PRIVATE,
)
LESSONS = Listing(
    LESSON,
    filters={
        **area_filters(_c.area_code),
        "q": and_(
            _c.bigrams.contains(bindparam("grams", type_=_TEXTS)),
            _c.search_key.like(all_(bindparam("likes", type_=_TEXTS))),
        ),
        "tag": _c.tag_keys.contains(bindparam("tag", type_=_TEXTS)),
        "issue": _c.issue_code == bindparam("issue"),
        "distinctive": _c.distinctive == bindparam("distinctive"),
        "team_id": _c.team_id == bindparam("team_id"),
    },
    sorts={
        "place": Sort((_c.area_code,)),
        "-drawn_on": Sort((_c.drawn_on,), descending=True),
    },
    uneven=("q", "tag", "distinctive"),
)


async def get_for_update(session: AsyncSession, lesson_id: UUID) -> Lesson | None:
    """Return the lesson, locked until the end of the transaction, or None."""
    statement = select(Lesson).where(_c.id == lesson_id).with_for_update(key_share=True)
    found: Lesson | None = await session.scalar(statement)
    return found
