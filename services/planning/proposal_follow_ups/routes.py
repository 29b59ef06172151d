"""What can be asked of following proposals up."""

from typing import Annotated

from fastapi import Query, Response

from services.planning.proposal_follow_ups import actions, queries, schemas
from services.planning.proposals import queries as proposals
from services.planning.proposals.schemas import Proposal
from shared.ids import Id
from shared.routing import READ, Reading, Writing, policy
from shared.routing import router as new_router

router = new_router("การติดตามข้อเสนอ")
CONFLICT = ("state-conflict",)


@router.get(
    "/v1/proposals/{id}/follow-ups",
    response_model=schemas.FollowUpPage,
    summary="บันทึกการติดตามข้อเสนอ",
)
@policy(READ)
async def list_proposal_follow_ups(
    id: Id, asked: Annotated[schemas.FollowUpFilters, Query()], read: Reading
) -> Response:
    """เรียงตามวันที่ติดตาม · What was heard, oldest first."""
    return await actions.listed(read, id, asked)


@router.post(
    "/v1/proposals/{id}/follow-ups",
    response_model=schemas.FollowUp,
    summary="บันทึกการติดตามครั้งหนึ่ง",
)
@policy("proposals.follow", act=True, problems=CONFLICT)
async def note_proposal_follow_up(id: Id, new: schemas.FollowUpNew, write: Writing) -> Response:
    """ได้ความว่าอย่างไร และจะตามอีกเมื่อใด · What was heard, and when to ask again."""
    row = await actions.note(write.session, id, new, by=write.subject)
    return await write.answer(queries.FOLLOW_UP, row.id)


@router.post(
    "/v1/proposals/{id}/secretaries",
    response_model=Proposal,
    summary="ตั้งเลขานุการติดตามข้อเสนอ",
)
@policy("proposals.submit", act=True, problems=CONFLICT)
async def name_proposal_secretary(id: Id, new: schemas.SecretaryNew, write: Writing) -> Response:
    """ผู้ใช้ องค์กร หรือคณะทำงาน แทนคนเดิม · An account, organization or body, in place of the one before."""
    row = await actions.name_secretary(write.session, id, new, by=write.subject)
    return await write.answer(proposals.PROPOSAL, row.id)


@router.post(
    "/v1/proposals/{id}/official-items",
    response_model=Proposal,
    summary="บันทึกว่าข้อเสนอกลายเป็นอะไรในแผนทางการ",
)
@policy("proposals.follow", act=True, problems=CONFLICT)
async def put_proposal_in_official_plan(
    id: Id, new: schemas.OfficialItemNew, write: Writing
) -> Response:
    """ชื่อแผน เลขอ้างอิง ปี และงบ · Plan, reference, year and budget: no more than granted without a reason."""
    row = await actions.put_in_plan(write.session, id, new, by=write.subject)
    return await write.answer(proposals.PROPOSAL, row.id)


@router.post(
    "/v1/proposals/{id}/closings", response_model=Proposal, summary="ปิดเรื่องข้อเสนอพร้อมเหตุผล"
)
@policy("proposals.submit", act=True, problems=CONFLICT)
async def close_proposal(id: Id, new: schemas.ClosingNew, write: Writing) -> Response:
    """ไม่ติดตามต่อเพราะอะไร · Why it is followed no further."""
    row = await actions.close(write.session, id, new, by=write.subject)
    return await write.answer(proposals.PROPOSAL, row.id)
