"""What can be asked of progress."""

from typing import Annotated

from fastapi import Query, Response

from services.planning.progress import actions, queries, schemas
from shared import conditions, copies
from shared.ids import Id
from shared.routing import READ, Reading, Writing, policy
from shared.routing import router as new_router

router = new_router("ผลการดำเนินงาน")


@router.get("/v1/progress-reports", response_model=schemas.ReportPage, summary="รายงานความก้าวหน้า")
@policy(READ)
async def list_progress_reports(
    asked: Annotated[schemas.ReportFilters, Query()], read: Reading
) -> Response:
    """กรองตามโครงการและพื้นที่ · Progress reports by item and area."""
    return await read.page(queries.REPORTS, asked)


@router.get(
    "/v1/progress-reports/{id}", response_model=schemas.Report, summary="รายงานความก้าวหน้าหนึ่งฉบับ"
)
@policy(READ)
async def get_progress_report(id: Id, read: Reading) -> Response:
    """รายงานหนึ่งช่วงพร้อมหลักฐาน · One period with its evidence."""
    return await read.one(queries.REPORT, id)


@router.get(
    "/v1/plan-items/{id}/progress",
    response_model=schemas.Progress,
    summary="ความก้าวหน้าและการใช้จ่าย",
)
@policy(READ)
async def get_plan_item_progress(id: Id, read: Reading) -> Response:
    """ก้าวหน้าร้อยละเท่าใด ใช้ไปเท่าใด เหลือเท่าใด · How far, what is spent and what is left."""
    found = await queries.PROGRESS.one(read.database, id, read.subject.granted)
    body = copies.found(found)[0].encode()
    return read.answer(body, conditions.weak_etag(body))


@router.post(
    "/v1/plan-items/{id}/progress-reports",
    status_code=201,
    response_model=schemas.Report,
    summary="รายงานความก้าวหน้าของโครงการ",
)
@policy("results.report", act=True, problems=("state-conflict", "rule-broken"))
async def report_progress(id: Id, new: schemas.ReportNew, write: Writing) -> Response:
    """ใช้จ่ายต้องมีหลักฐาน เกินงบต้องมีเหตุผล · Spending needs evidence, and beyond the budget a reason."""
    row = await actions.report(write.session, id, new, by=write.subject)
    return await write.answer(queries.REPORT, row.id, status=201, at="/v1/progress-reports")
