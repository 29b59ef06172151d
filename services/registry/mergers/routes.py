"""How two records of one person become one."""

from fastapi import Response

from services.registry.mergers import actions
from services.registry.mergers.schemas import MergerNew
from services.registry.people import queries, schemas
from shared.ids import Id
from shared.routing import Writing, policy
from shared.routing import router as new_router

router = new_router("แกนนำและสมาชิก")


@router.post("/v1/people/{id}/mergers", response_model=schemas.Person, summary="รวมระเบียนที่ซ้ำกัน")
@policy("people.merge", act=True, problems=("state-conflict", "not-for-oneself", "above-own-rank"))
async def merge_person(id: Id, new: MergerNew, write: Writing) -> Response:
    """ตำแหน่งและบัญชีย้ายไปอีกระเบียน · Posts and accounts move to the other record."""
    row = await actions.merge(write.session, id, new, by=write.subject)
    return await write.answer(queries.MASKED, row.id)
