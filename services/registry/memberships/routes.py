"""What can be asked of memberships."""

from typing import Annotated

from fastapi import Query, Response

from services.registry.memberships import actions, queries, schemas
from services.registry.people import queries as people
from shared import copies
from shared.history import HISTORY, HistoryPage, HistoryQuery
from shared.ids import Id
from shared.routing import Reading, Writing, policy
from shared.routing import router as new_router

router = new_router("ตำแหน่งและสมาชิกภาพ")


@router.get("/v1/memberships", response_model=schemas.MembershipPage, summary="ใครดำรงตำแหน่งใด")
@policy("people.read")
async def list_memberships(
    asked: Annotated[schemas.MembershipFilters, Query()], read: Reading
) -> Response:
    """ตำแหน่งสาธารณะเปิดเผย สมาชิกเห็นเฉพาะในองค์กรและพื้นที่ · Public posts; members to their own."""
    return await read.page(queries.SEATS, asked)


@router.get("/v1/memberships/{id}", response_model=schemas.Membership, summary="ตำแหน่งหนึ่ง")
@policy("people.read")
async def get_membership(id: Id, read: Reading) -> Response:
    """ตำแหน่งหนึ่งของคนหนึ่งในองค์กรหนึ่ง · One post of one person in one organization."""
    return await read.one(people.SEAT, id)


@router.get("/v1/memberships/{id}/history", response_model=HistoryPage, summary="ประวัติของตำแหน่ง")
@policy("people.read")
async def list_membership_history(
    id: Id, asked: Annotated[HistoryQuery, Query()], read: Reading
) -> Response:
    """เหตุการณ์ตามลำดับ มีแต่รหัส · What happened, in ids."""
    copies.found(await people.SEAT.one(read.database, id, read.subject.granted))
    return await read.page(HISTORY, asked, subject=str(id), kind="membership")


@router.post(
    "/v1/memberships", status_code=201, response_model=schemas.Membership, summary="ให้ตำแหน่ง"
)
@policy(
    "people.register",
    problems=(
        "not-for-oneself",
        "already-exists",
        "state-conflict",
        "second-factor-required",
        "post-held",
        "rule-broken",
    ),
)
async def begin_membership(new: schemas.MembershipNew, write: Writing) -> Response:
    """ให้คนที่บันทึกไว้แล้วดำรงตำแหน่งในองค์กร · Give a post in an organization."""
    row = await actions.begin(write.session, new, by=write.subject)
    return await write.answer(people.SEAT, row.id, status=201)


@router.post(
    "/v1/memberships/{id}/endings", response_model=schemas.Membership, summary="พ้นจากตำแหน่ง"
)
@policy("people.change", act=True, problems=("state-conflict",))
async def end_membership(id: Id, asked: schemas.MembershipEnding, write: Writing) -> Response:
    """สิทธิที่มากับตำแหน่งหมดลงทันที · The rights that came with it end at once."""
    row = await actions.end(write.session, id, asked, by=write.subject)
    return await write.answer(people.SEAT, row.id)
