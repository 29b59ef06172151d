"""What can be asked of councils' yearly reports."""

from typing import Annotated

from fastapi import Query, Response

from services.registry.council_reports import actions, queries, schemas
from shared.ids import Id
from shared.routing import READ, Reading, Writing, policy
from shared.routing import router as new_router

router = new_router("รายงานประจำปีของสภา")


@router.get(
    "/v1/council-reports", response_model=schemas.CouncilReportPage, summary="รายงานประจำปีของสภา"
)
@policy(READ)
async def list_council_reports(
    asked: Annotated[schemas.CouncilReportFilters, Query()], read: Reading
) -> Response:
    """กรองตามสภาและปี สภาที่ยังไม่รายงานดูที่ councils?without_report_of= · Reports by council and year."""
    return await read.page(queries.REPORTS, asked)


@router.get(
    "/v1/council-reports/{id}", response_model=schemas.CouncilReport, summary="รายงานหนึ่งฉบับ"
)
@policy(READ)
async def get_council_report(id: Id, read: Reading) -> Response:
    """รายงานหนึ่งปีของสภาหนึ่ง · One council's report of one year."""
    return await read.one(queries.REPORT, id)


@router.post(
    "/v1/council-reports",
    status_code=201,
    response_model=schemas.CouncilReport,
    summary="ส่งรายงานประจำปี",
)
@policy("councils.change", act=True, problems=("already-exists", "state-conflict"))
async def deliver_council_report(new: schemas.CouncilReportNew, write: Writing) -> Response:
    """สภาละหนึ่งฉบับต่อปี · One a year and council."""
    row = await actions.deliver(write.session, new, by=write.subject)
    return await write.answer(queries.REPORT, row.id, status=201)
