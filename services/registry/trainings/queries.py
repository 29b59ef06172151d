"""What is asked of trainings: who sees how much is decided as for their person."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Text as SqlText
from sqlalchemy import bindparam, literal_column, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.registry.communities.queries import records_of
from services.registry.people import queries as people
from services.registry.people.queries import REACHED
from services.registry.people.tables import Person
from services.registry.trainings.tables import Training
from shared import privacy
from shared.lists import Listing, Sort
from shared.privacy import Opened
from shared.views import View

_t: Any = Training.__table__.c
_p: Any = Person.__table__.c
_TRUE: Any = literal_column("true")
_theirs = Training.__table__.join(people.HERE, _p.id == _t.person_id)
_scope: dict[str, Any] = {
    "key": _t.id,
    "area": _p.area_code,
    "private": _TRUE,
    "parties": people.PARTIES,
}


def _shown(opened: Opened) -> Any:
    return select(_t.id, _t.person_id, *privacy.columns(Training, opened), _t.revision)


MASKED = View(
    "training-masked",
    _shown(Opened(member=people.FELLOW)).select_from(_theirs),
    **_scope,
)
"""Trainings as those responsible and fellow members see them."""
OPENED = View(
    "training-opened",
    _shown(Opened(member=people.FELLOW, restricted=people.WITH_PURPOSE)).select_from(
        _theirs.join(people.USES, _TRUE)
    ),
    **_scope,
)
"""Trainings as somebody with a purpose sees them; takes `reached` and `purpose`."""
TRAINING = View(
    "training",
    select(_t.id, _t.person_id, _t.revision).select_from(
        Training.__table__.join(Person.__table__, _p.id == _t.person_id)
    ),
    key=_t.id,
    area=_p.area_code,
    private=_TRUE,
)
"""Trainings as events tell of them: ids alone."""
_OF_PERSON = {"person": _t.person_id.in_(records_of(bindparam("person")))}
_SORTS = {"id": Sort(())}
TRAININGS = Listing(MASKED, filters=_OF_PERSON, sorts=_SORTS)
OPENED_TRAININGS = Listing(
    OPENED,
    filters={
        **_OF_PERSON,
        "purpose": bindparam("purpose", type_=SqlText).is_not(None),
        "reached": REACHED.is_not(None),
    },
    sorts=_SORTS,
)


async def get_for_update(session: AsyncSession, training_id: UUID) -> Training | None:
    """Return the training, locked until the end of the transaction, or None."""
    statement = select(Training).where(_t.id == training_id).with_for_update()
    found: Training | None = await session.scalar(statement)
    return found


async def of_person(session: AsyncSession, person_id: UUID) -> Sequence[Training]:
    """Return every training of a person, locked until the end of the transaction."""
    statement = select(Training).where(_t.person_id == person_id).order_by(_t.id)
    return list(await session.scalars(statement.with_for_update()))
