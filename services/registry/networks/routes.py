"""What can be asked of networks and of who belongs to them."""

from typing import Annotated

from fastapi import Query, Response

from services.registry.networks import actions, queries, schemas
from shared import history
from shared.history import HISTORY, AsOf, HistoryPage, HistoryQuery
from shared.ids import Id
from shared.routing import READ, Reading, Writing, policy
from shared.routing import router as new_router

router = new_router("เครือข่าย")


@router.get("/v1/networks", response_model=schemas.NetworkPage, summary="รายชื่อเครือข่าย")
@policy(READ)
async def list_networks(
    asked: Annotated[schemas.NetworkFilters, Query()], read: Reading
) -> Response:
    """กรองตามระดับ กลุ่มจังหวัดหรือภาค และประเด็น · Networks by level, group of areas and issue."""
    return await read.page(queries.NETWORKS, asked)


@router.get("/v1/networks/{id}", response_model=schemas.Network, summary="เครือข่ายหนึ่ง")
@policy(READ)
async def get_network(id: Id, asked: Annotated[AsOf, Query()], read: Reading) -> Response:
    """เครือข่ายวันนี้ หรือ ณ เวลาที่ถาม รหัสเดียวกับองค์กร · One network; its id is the organization's."""
    return await history.one(read, queries.NETWORK, id, asked)


@router.get("/v1/networks/{id}/history", response_model=HistoryPage, summary="ประวัติของเครือข่าย")
@policy(READ)
async def list_network_history(
    id: Id, asked: Annotated[HistoryQuery, Query()], read: Reading
) -> Response:
    """องค์กรเข้าและออกตามลำดับ · Who joined and left, in order."""
    return await read.page(HISTORY, asked, subject=str(id), kind="network")


@router.post(
    "/v1/networks", status_code=201, response_model=schemas.Network, summary="ตั้งระดับของเครือข่าย"
)
@policy("networks.change", problems=("already-exists", "state-conflict"))
async def set_up_network(new: schemas.NetworkNew, write: Writing) -> Response:
    """องค์กรประเภทเครือข่ายทำงานไกลเพียงใด: พื้นที่ กลุ่มจังหวัด ภาค หรือทั้งประเทศ · How far a network reaches."""
    row = await actions.set_up(write.session, new, by=write.subject)
    return await write.answer(queries.NETWORK, row.id, status=201)


@router.get(
    "/v1/network-memberships",
    response_model=schemas.NetworkMembershipPage,
    summary="องค์กรในเครือข่าย",
)
@policy(READ)
async def list_network_memberships(
    asked: Annotated[schemas.NetworkMembershipFilters, Query()], read: Reading
) -> Response:
    """องค์กรหนึ่งอยู่ได้หลายเครือข่าย ณ วันที่ถาม · By network, by organization, on a day."""
    return await read.page(queries.MEMBERSHIPS, asked)


@router.get(
    "/v1/network-memberships/{id}",
    response_model=schemas.NetworkMembership,
    summary="การเป็นสมาชิกเครือข่ายหนึ่ง",
)
@policy(READ)
async def get_network_membership(
    id: Id, asked: Annotated[AsOf, Query()], read: Reading
) -> Response:
    """องค์กรหนึ่งในเครือข่ายหนึ่ง ตั้งแต่เมื่อใดถึงเมื่อใด · One organization in one network."""
    return await history.one(read, queries.MEMBERSHIP, id, asked)


@router.get(
    "/v1/network-memberships/{id}/history",
    response_model=HistoryPage,
    summary="ประวัติการเป็นสมาชิกเครือข่าย",
)
@policy(READ)
async def list_network_membership_history(
    id: Id, asked: Annotated[HistoryQuery, Query()], read: Reading
) -> Response:
    """ทุกการเปลี่ยนแปลงตามลำดับ · Every change in order."""
    return await read.page(HISTORY, asked, subject=str(id), kind="network-membership")


@router.post(
    "/v1/network-memberships",
    status_code=201,
    response_model=schemas.NetworkMembership,
    summary="เข้าเป็นสมาชิกเครือข่าย",
)
@policy("networks.change", act=True, problems=("already-exists", "state-conflict", "rule-broken"))
async def join_network(new: schemas.NetworkMembershipNew, write: Writing) -> Response:
    """เครือข่ายรับองค์กร เครือข่ายซ้อนกันเป็นวงไม่ได้ · The network takes an organization in; no circles."""
    row = await actions.join(write.session, new, by=write.subject)
    return await write.answer(queries.MEMBERSHIP, row.id, status=201)


@router.post(
    "/v1/network-memberships/{id}/endings",
    response_model=schemas.NetworkMembership,
    summary="ออกจากเครือข่าย",
)
@policy("networks.change", act=True, problems=("state-conflict",))
async def leave_network(id: Id, asked: schemas.NetworkLeavingNew, write: Writing) -> Response:
    """เครือข่ายหรือองค์กรสมาชิกบันทึกได้ · Written down by the network or by the member."""
    row = await actions.leave(write.session, id, asked, by=write.subject)
    return await write.answer(queries.MEMBERSHIP, row.id)
