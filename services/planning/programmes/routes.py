"""What can be asked of programmes."""

from typing import Annotated

from fastapi import Query, Response

from services.planning.programmes import actions, queries, schemas
from shared.routing import READ, Reading, Writing, policy
from shared.routing import router as new_router

router = new_router("จังหวัดบูรณาการและจัดการตนเอง")


@router.get("/v1/programmes", response_model=schemas.ProgrammePage, summary="เส้นทางของจังหวัด")
@policy(READ)
async def list_programmes(
    asked: Annotated[schemas.ProgrammeFilters, Query()], read: Reading
) -> Response:
    """จังหวัดบูรณาการกับจังหวัดจัดการตนเองแยกกัน · Integrated and self-managing are separate tracks."""
    return await read.page(queries.PROGRAMMES, asked)


@router.get("/v1/programmes/{code}", response_model=schemas.Programme, summary="เส้นทางหนึ่งของจังหวัด")
@policy(READ)
async def get_programme(code: schemas.ProgrammeCode, read: Reading) -> Response:
    """จังหวัดที่อยู่หลายรุ่นนับครั้งเดียว · A province in several cohorts counts once."""
    return await read.one(queries.PROGRAMME, code)


@router.post(
    "/v1/programmes",
    status_code=201,
    response_model=schemas.Programme,
    summary="กำหนดเส้นทางของจังหวัด",
)
@policy("programmes.define", problems=("already-exists",))
async def define_programme(new: schemas.ProgrammeNew, write: Writing) -> Response:
    """กำหนดครั้งเดียวใช้ทั้งประเทศ · Define a programme once for the whole country."""
    row = await actions.define(write.session, new, by=write.subject)
    return await write.answer(queries.PROGRAMME, row.code, status=201)
