"""What can be asked of umbrella projects and their lines."""

from typing import Annotated

from fastapi import Query, Response

from services.planning.umbrellas import actions, queries, schemas
from shared import history
from shared.history import AsOf
from shared.ids import Id
from shared.routing import READ, IfMatch, Reading, Writing, policy
from shared.routing import router as new_router

router = new_router("หนึ่งจังหวัดหนึ่งโครงการ")


@router.get(
    "/v1/umbrella-projects", response_model=schemas.UmbrellaPage, summary="โครงการของจังหวัดต่างๆ"
)
@policy(READ)
async def list_umbrella_projects(
    asked: Annotated[schemas.UmbrellaFilters, Query()], read: Reading
) -> Response:
    """จังหวัดละหนึ่งโครงการต่อปีงบประมาณ · One project for each province and fiscal year."""
    return await read.page(queries.UMBRELLAS, asked)


@router.get(
    "/v1/umbrella-projects/{id}", response_model=schemas.Umbrella, summary="โครงการของจังหวัดหนึ่ง"
)
@policy(READ)
async def get_umbrella_project(id: Id, asked: Annotated[AsOf, Query()], read: Reading) -> Response:
    """ผลรวมตามประเด็นและแหล่งเงินตรงกันถึงสตางค์ · Sums by issue and source agree to the satang."""
    return await history.one(read, queries.UMBRELLA, id, asked)


@router.post(
    "/v1/umbrella-projects",
    status_code=201,
    response_model=schemas.Umbrella,
    summary="เปิดโครงการของจังหวัด",
)
@policy("umbrellas.manage", problems=("already-exists",))
async def open_umbrella_project(new: schemas.UmbrellaNew, write: Writing) -> Response:
    """หนึ่งจังหวัดหนึ่งโครงการ ทุกประเด็นอยู่ในนี้ · One province one project, holding all issues."""
    row = await actions.open_umbrella(write.session, new, by=write.subject)
    return await write.answer(queries.UMBRELLA, row.id, status=201)


@router.patch(
    "/v1/umbrella-projects/{id}", response_model=schemas.Umbrella, summary="แก้ไขโครงการของจังหวัด"
)
@policy("umbrellas.manage")
async def change_umbrella_project(
    id: Id, asked: schemas.UmbrellaChange, expected: IfMatch, write: Writing
) -> Response:
    """งบต่ำกว่าผลรวมของบรรทัดไม่ได้ · The budget is never below what its lines come to."""
    row = await actions.change(write.session, id, asked, expected=expected, by=write.subject)
    return await write.answer(queries.UMBRELLA, row.id)


@router.get(
    "/v1/umbrella-lines", response_model=schemas.UmbrellaLinePage, summary="บรรทัดเงินในโครงการจังหวัด"
)
@policy(READ)
async def list_umbrella_lines(
    asked: Annotated[schemas.UmbrellaLineFilters, Query()], read: Reading
) -> Response:
    """กรองตามโครงการ หน่วยงาน และประเด็น · By project, agency and issue."""
    return await read.page(queries.LISTED, asked)


@router.get(
    "/v1/umbrella-lines/{id}", response_model=schemas.UmbrellaLine, summary="บรรทัดเงินหนึ่งบรรทัด"
)
@policy(READ)
async def get_umbrella_line(id: Id, read: Reading) -> Response:
    """ใครให้เท่าไร เพื่อผลใด · Who brings how much, for which result."""
    return await read.one(queries.LINE, id)


@router.post(
    "/v1/umbrella-projects/{id}/lines",
    status_code=201,
    response_model=schemas.UmbrellaLine,
    summary="เพิ่มบรรทัดเงินในโครงการจังหวัด",
)
@policy("umbrellas.manage", act=True)
async def add_umbrella_line(id: Id, new: schemas.LineNew, write: Writing) -> Response:
    """เงินของหลายหน่วยงานอยู่ในโครงการเดียว · Agencies fund lines inside the one project."""
    row = await actions.add_line(write.session, id, new, by=write.subject)
    return await write.answer(queries.LINE, row.id, status=201, at="/v1/umbrella-lines")


@router.post(
    "/v1/umbrella-lines/{id}/decisions",
    response_model=schemas.UmbrellaLine,
    summary="ยืนยัน จ่าย หรือถอนบรรทัดเงิน",
)
@policy("umbrellas.manage", act=True, problems=("state-conflict",))
async def decide_umbrella_line(id: Id, new: schemas.LineDecisionNew, write: Writing) -> Response:
    """ถอนต้องบอกเหตุผล บรรทัดที่ถอนไม่นับ · A withdrawal needs its reason and no longer counts."""
    row = await actions.decide_line(write.session, id, new, by=write.subject)
    return await write.answer(queries.LINE, row.id)
