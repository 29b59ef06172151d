"""What happens to rubrics: a version is defined once."""

from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from services.registry.rubrics import queries, rules, schemas
from services.registry.rubrics.tables import Rubric
from shared import auth, events
from shared.auth import Subject


async def define(session: AsyncSession, new: schemas.RubricNew, *, by: Subject) -> Rubric:
    """Define a version of a rubric.

    Raises 403 for others than the national administrator, 409 `already-exists` for a version that is
    defined or `id-conflict`, 422 for items or thresholds that do not fit together.
    """
    auth.require(by, "rubrics.define", area="")
    rules.check_shape(new)
    facts: dict[str, Any] = {**new.model_dump(mode="json"), "id": new.id}
    row = Rubric(
        **facts,
        items_count=len(schemas.items_of(facts["frames"])),
        fingerprint=events.fingerprint(new, by),
    )
    await events.write_down(session, row, view=queries.RUBRIC)
    await events.emit(session, "defined", queries.RUBRIC, row.id, by=by)
    return row
