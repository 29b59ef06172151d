"""How an organization that was found is endorsed."""

from fastapi import Response

from services.registry.certification import queries
from services.registry.certification.schemas import Certification
from services.registry.endorsements import actions, schemas
from shared.ids import Id
from shared.routing import Writing, policy
from shared.routing import router as new_router

router = new_router("การรับรองสถานภาพองค์กรชุมชน")


@router.post(
    "/v1/organizations/{id}/endorsements",
    response_model=Certification,
    summary="ร่วมรับรองจากฝ่ายชุมชนหรือหน่วยงานท้องถิ่น",
)
@policy("certifications.endorse", act=True, problems=("state-conflict",))
async def endorse_organization(id: Id, new: schemas.EndorsementNew, write: Writing) -> Response:
    """ต้องมีทั้งสองฝ่ายก่อนให้การรับรอง · Both sides are needed before it is certified."""
    row = await actions.endorse(write.session, id, new, by=write.subject)
    return await write.answer(queries.CERTIFICATION, row.id)
