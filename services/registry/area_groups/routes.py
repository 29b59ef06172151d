"""What can be asked of groups of areas."""

from typing import Annotated

from fastapi import Query, Response

from services.registry.area_groups import actions, queries, schemas
from shared.ids import Id
from shared.places import GroupCode
from shared.routing import READ, Reading, Writing, policy
from shared.routing import router as new_router

router = new_router("พื้นที่")
DEFINE = "groupings.define"


@router.get("/v1/area-groups", response_model=schemas.AreaGroupPage, summary="ภาค กลุ่มจังหวัด โซน")
@policy(READ)
async def list_area_groups(
    asked: Annotated[schemas.AreaGroupFilters, Query()], read: Reading
) -> Response:
    """กลุ่มของพื้นที่กับสมาชิก ณ วันที่ถาม · Groups of areas with their members on a day."""
    return await read.page(queries.AREA_GROUPS, asked)


@router.get("/v1/area-groups/{code}", response_model=schemas.AreaGroup, summary="กลุ่มพื้นที่หนึ่ง")
@policy(READ)
async def get_area_group(code: GroupCode, read: Reading) -> Response:
    """กลุ่มหนึ่งกับสมาชิกทุกช่วงเวลา · One group with all its dated members."""
    return await read.one(queries.AREA_GROUP, code)


@router.post(
    "/v1/area-groups", status_code=201, response_model=schemas.AreaGroup, summary="จัดกลุ่มพื้นที่"
)
@policy(DEFINE, problems=("already-exists",))
async def define_area_group(new: schemas.AreaGroupNew, write: Writing) -> Response:
    """ภาค กลุ่มจังหวัด โซนของอำเภอ ภูมินิเวศน์ มีวันเริ่มและสิ้นสุด · Define a dated group."""
    row = await actions.define(write.session, new, by=write.subject)
    return await write.answer(queries.AREA_GROUP, row.code, status=201)


@router.post(
    "/v1/area-groups/{code}/members", response_model=schemas.AreaGroup, summary="เพิ่มพื้นที่ในกลุ่ม"
)
@policy(DEFINE, act=True, problems=("state-conflict",))
async def add_area_group_member(
    code: GroupCode, new: schemas.AreaGroupMemberNew, write: Writing
) -> Response:
    """พื้นที่เข้ากลุ่มตั้งแต่วันที่ · An area joins a group on a day."""
    row = await actions.take_in(write.session, code, new, by=write.subject)
    return await write.answer(queries.AREA_GROUP, row.code)


@router.post(
    "/v1/area-groups/{code}/endings", response_model=schemas.AreaGroup, summary="เลิกใช้กลุ่มพื้นที่"
)
@policy(DEFINE, act=True, problems=("state-conflict",))
async def end_area_group(
    code: GroupCode, asked: schemas.AreaGroupEnding, write: Writing
) -> Response:
    """ข้อมูลของวันก่อนนั้นยังอยู่ในกลุ่มเดิม · What was before that day stays as it was."""
    row = await actions.end(write.session, code, asked, by=write.subject)
    return await write.answer(queries.AREA_GROUP, row.code)


@router.post(
    "/v1/area-group-members/{id}/endings",
    response_model=schemas.AreaGroup,
    summary="นำพื้นที่ออกจากกลุ่ม",
)
@policy(DEFINE, act=True, problems=("state-conflict",))
async def end_area_group_member(
    id: Id, asked: schemas.AreaGroupEnding, write: Writing
) -> Response:
    """พื้นที่ออกจากกลุ่มตั้งแต่วันที่ · An area leaves a group on a day."""
    row = await actions.let_go(write.session, id, asked, by=write.subject)
    return await write.answer(queries.AREA_GROUP, row.code)
