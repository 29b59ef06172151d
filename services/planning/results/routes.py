"""What can be asked of results."""

from typing import Annotated

from fastapi import Query, Response

from services.planning.results import actions, queries, schemas
from shared.ids import Id
from shared.routing import READ, Reading, Writing, policy
from shared.routing import router as new_router

router = new_router("ผลการดำเนินงาน")


@router.get("/v1/results", response_model=schemas.ResultPage, summary="ผลการดำเนินงาน")
@policy(READ)
async def list_results(
    asked: Annotated[schemas.ResultFilters, Query()], read: Reading
) -> Response:
    """กรองตามโครงการและพื้นที่ · Reported results by item and area."""
    return await read.page(queries.RESULTS, asked)


@router.get("/v1/results/{id}", response_model=schemas.Result, summary="ผลหนึ่งรายการ")
@policy(READ)
async def get_result(id: Id, read: Reading) -> Response:
    """รายงานผลหนึ่งครั้ง · One report."""
    return await read.one(queries.RESULT, id)


@router.post(
    "/v1/plan-items/{id}/results",
    status_code=201,
    response_model=schemas.Result,
    summary="รายงานผลของโครงการ",
)
@policy("results.report", act=True, problems=("state-conflict", "rule-broken"))
async def report_result(id: Id, new: schemas.ResultNew, write: Writing) -> Response:
    """รายงานได้หลายครั้ง · Report what came of an item, as often as needed."""
    row = await actions.report(write.session, id, new, by=write.subject)
    return await write.answer(queries.RESULT, row.id, status=201, at="/v1/results")
