"""What can be asked of rules, and how they are set."""

from typing import Annotated

from fastapi import Query, Response

from services.registry.movement_rules import actions, queries, schemas
from shared import conditions
from shared.exchange import Read
from shared.routing import READ, Reading, Writing, policy
from shared.routing import router as new_router

router = new_router("กติกาของขบวน")


@router.get("/v1/movement-rules", response_model=schemas.RulesInForce, summary="กติกาที่ใช้อยู่")
@policy(READ)
async def list_movement_rules(
    asked: Annotated[schemas.InForceQuery, Query()], read: Reading
) -> Response:
    """กติกาที่ตีความจากเอกสาร พร้อมแหล่งที่มา เปิดปิดได้ตามชื่อ · Rules by name, with their sources."""
    return await _in_force(read, asked)


async def _in_force(read: Read, asked: schemas.InForceQuery) -> Response:
    found = await queries.RULES.shown(read.database, asked.area, asked.on)
    body = schemas.RulesInForce.model_validate(found).model_dump_json().encode()
    return read.answer(body, conditions.weak_etag(body))


@router.get(
    "/v1/movement-rule-settings",
    response_model=schemas.SettingPage,
    summary="การตั้งค่ากติกาทุกครั้ง",
)
@policy(READ)
async def list_movement_rule_settings(
    asked: Annotated[schemas.SettingFilters, Query()], read: Reading
) -> Response:
    """ใครตั้งอะไร ตั้งแต่เมื่อไร เพราะเหตุใด · What was set, from when and why."""
    return await read.page(queries.SETTINGS, asked)


@router.post(
    "/v1/movement-rule-settings",
    status_code=201,
    response_model=schemas.Setting,
    summary="ตั้งกติกา",
)
@policy("movement-rules.set", act=True)
async def set_movement_rule(new: schemas.SettingNew, write: Writing) -> Response:
    """มีผลตั้งแต่วันที่กำหนด ทั้งประเทศหรือจังหวัดเดียว · From a day on, in the country or one province."""
    row = await actions.set_rule(write.session, new, by=write.subject)
    return await write.answer(queries.SETTING, row.id, status=201)
