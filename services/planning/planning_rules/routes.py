"""What can be asked of rules, and how they are set."""

from typing import Annotated

from fastapi import Query, Response

from services.planning.planning_rules import actions, queries, schemas
from shared import conditions
from shared.exchange import Read
from shared.routing import READ, Reading, Writing, policy
from shared.routing import router as new_router

router = new_router("กติกาการทำแผน")


@router.get(
    "/v1/planning-rules", response_model=schemas.PlanRulesInForce, summary="กติกาการทำแผนที่ใช้อยู่"
)
@policy(READ, problems=("not-found",))
async def list_planning_rules(
    asked: Annotated[schemas.PlanRuleInForceQuery, Query()], read: Reading
) -> Response:
    """กติกาที่ตีความจากเอกสาร พร้อมแหล่งที่มา เปิดปิดได้ตามชื่อ · Rules by name, with their sources."""
    return await _in_force(read, asked)


async def _in_force(read: Read, asked: schemas.PlanRuleInForceQuery) -> Response:
    found = await actions.look(read.database, asked)
    body = schemas.PlanRulesInForce.model_validate(found).model_dump_json().encode()
    return read.answer(body, conditions.weak_etag(body))


@router.get(
    "/v1/planning-rule-settings",
    response_model=schemas.PlanRuleSettingPage,
    summary="การตั้งค่ากติกาการทำแผน",
)
@policy(READ)
async def list_planning_rule_settings(
    asked: Annotated[schemas.PlanRuleSettingFilters, Query()], read: Reading
) -> Response:
    """ใครตั้งอะไร ตั้งแต่เมื่อไร เพราะเหตุใด · What was set, from when and why."""
    return await read.page(queries.SETTINGS, asked)


@router.post(
    "/v1/planning-rule-settings",
    status_code=201,
    response_model=schemas.PlanRuleSetting,
    summary="ตั้งกติกาการทำแผน",
)
@policy("planning-rules.set", act=True)
async def set_planning_rule(new: schemas.PlanRuleSettingNew, write: Writing) -> Response:
    """มีผลตั้งแต่วันที่กำหนด ทั้งประเทศหรือจังหวัดเดียว · From a day on, in the country or one province."""
    row = await actions.set_rule(write.session, new, by=write.subject)
    return await write.answer(queries.SETTING, row.id, status=201)
