"""What can be asked of inclusions and roll-ups."""

from typing import Annotated

from fastapi import Query, Response

from services.planning.plans import queries as plans
from services.planning.rollups import actions, queries, rules, schemas
from shared import conditions, copies
from shared.ids import Id
from shared.routing import READ, IfMatch, Reading, Writing, policy
from shared.routing import router as new_router

router = new_router("การรวมแผน")


@router.get("/v1/inclusions", response_model=schemas.InclusionPage, summary="ผลการรวมแผน")
@policy(READ)
async def list_inclusions(
    asked: Annotated[schemas.InclusionFilters, Query()], read: Reading
) -> Response:
    """โครงการใดขึ้นไปอยู่ในแผนใด · Which items went into which plan above, and why not."""
    return await read.page(queries.INCLUSIONS, asked)


@router.get("/v1/inclusions/{id}", response_model=schemas.Inclusion, summary="ผลการรวมหนึ่งรายการ")
@policy(READ)
async def get_inclusion(id: Id, read: Reading) -> Response:
    """การรับหรือไม่รับโครงการเข้าแผนบน · One decision about an item and the plan above."""
    return await read.one(queries.INCLUSION, id)


@router.post(
    "/v1/plan-items/{id}/inclusions",
    status_code=201,
    response_model=schemas.Inclusion,
    summary="รับหรือไม่รับโครงการเข้าแผนระดับบน",
)
@policy("rollups.decide", act=True, problems=("state-conflict", "rule-broken"))
async def decide_inclusion(id: Id, new: schemas.InclusionNew, write: Writing) -> Response:
    """ตำบล อำเภอ โซน จังหวัด กลุ่มจังหวัด ภาค ชาติ ส่วนแบ่งไม่เกินงบ · To a level above, within the budget."""
    row = await actions.decide(write.session, id, new, by=write.subject)
    return await write.answer(queries.INCLUSION, row.id, status=201, at="/v1/inclusions")


@router.patch(
    "/v1/inclusions/{id}", response_model=schemas.Inclusion, summary="แก้ผลการรวมขณะแผนบนเป็นร่าง"
)
@policy("rollups.decide", problems=("state-conflict", "rule-broken"))
async def change_inclusion(
    id: Id, asked: schemas.InclusionChange, expected: IfMatch, write: Writing
) -> Response:
    """แก้ส่วนแบ่ง ผล เหตุผล หรือวันได้จนกว่าแผนบนจะรับรอง · It can be changed until the plan above is adopted."""
    row = await actions.change(write.session, id, asked, expected=expected, by=write.subject)
    return await write.answer(queries.INCLUSION, row.id)


@router.get("/v1/rollups/{plan_id}", response_model=schemas.Rollup, summary="งบรวมของแผน")
@policy(READ)
async def get_rollup(plan_id: Id, read: Reading) -> Response:
    """แยกตามพื้นที่ต้นทาง ประเด็น และแหล่งเงิน · Money and households by origin, issue and payer."""
    plan = copies.found(await plans.PLAN.one(read.database, plan_id, read.subject.granted))
    body = rules.told(plan[0], *await queries.kept(read.database, plan_id)).encode()
    return read.answer(body, conditions.weak_etag(body))
