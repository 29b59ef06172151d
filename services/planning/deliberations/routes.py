"""What can be asked of deliberations."""

from typing import Annotated

from fastapi import Query, Response

from services.planning.deliberations import actions, queries, schemas
from shared.ids import Id
from shared.routing import READ, Reading, Writing, policy
from shared.routing import router as new_router

router = new_router("แผน")


@router.get("/v1/deliberations", response_model=schemas.DeliberationPage, summary="เวทีพิจารณาแผน")
@policy(READ)
async def list_deliberations(
    asked: Annotated[schemas.DeliberationFilters, Query()], read: Reading
) -> Response:
    """เวทีที่พิจารณาแผนก่อนรับรอง · Forums that considered plans before they were adopted."""
    return await read.page(queries.DELIBERATIONS, asked)


@router.get(
    "/v1/deliberations/{id}", response_model=schemas.Deliberation, summary="เวทีพิจารณาแผนหนึ่งเวที"
)
@policy(READ)
async def get_deliberation(id: Id, read: Reading) -> Response:
    """วันเวลา ผู้เข้าร่วมแต่ละฝ่าย และข้อสรุป · One forum with its attendance by sides."""
    return await read.one(queries.DELIBERATION, id)


@router.post(
    "/v1/plans/{id}/deliberations",
    status_code=201,
    response_model=schemas.Deliberation,
    summary="บันทึกเวทีพิจารณาแผน",
)
@policy("plans.draft", act=True, problems=("state-conflict",))
async def record_deliberation(id: Id, new: schemas.DeliberationNew, write: Writing) -> Response:
    """บันทึกได้จนกว่าแผนจะรับรอง · A forum held for a draft plan, with who came of which side."""
    row = await actions.record(write.session, id, new, by=write.subject)
    return await write.answer(queries.DELIBERATION, row.id, status=201, at="/v1/deliberations")
