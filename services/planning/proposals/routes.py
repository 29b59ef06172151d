"""What can be asked of proposals."""

from typing import Annotated

from fastapi import Query, Response

from services.planning.answers import schemas as answers
from services.planning.proposals import actions, queries, schemas
from shared import history
from shared.history import HISTORY, AsOf, HistoryPage, HistoryQuery
from shared.ids import Id
from shared.routing import READ, Reading, Writing, policy
from shared.routing import router as new_router

router = new_router("ข้อเสนอ")


@router.get("/v1/proposals", response_model=schemas.ProposalPage, summary="รายการข้อเสนอ")
@policy(READ)
async def list_proposals(
    asked: Annotated[schemas.ProposalFilters, Query()], read: Reading
) -> Response:
    """กรองตามพื้นที่ สถานะ ผู้รับ เลขานุการติดตาม และที่เลยกำหนด · By area, status, addressee, secretary; open or overdue."""
    return await read.page(queries.PROPOSALS, asked)


@router.get("/v1/proposals/{id}", response_model=schemas.Proposal, summary="ข้อเสนอหนึ่ง")
@policy(READ)
async def get_proposal(id: Id, asked: Annotated[AsOf, Query()], read: Reading) -> Response:
    """ข้อเสนอและคำตอบ วันนี้หรือ ณ เวลาที่ถาม · One proposal as it is, or was at an instant."""
    return await history.one(read, queries.PROPOSAL, id, asked)


@router.get("/v1/proposals/{id}/history", response_model=HistoryPage, summary="ประวัติของข้อเสนอ")
@policy(READ)
async def list_proposal_history(
    id: Id, asked: Annotated[HistoryQuery, Query()], read: Reading
) -> Response:
    """ทุกการเปลี่ยนแปลงตามลำดับ · Every change in order."""
    return await read.page(HISTORY, asked, subject=str(id), kind="proposal")


@router.post("/v1/proposals", status_code=201, response_model=schemas.Proposal, summary="ยื่นข้อเสนอ")
@policy("proposals.submit", problems=("state-conflict",))
async def submit_proposal(new: schemas.ProposalNew, write: Writing) -> Response:
    """ยื่นต่อผู้ว่าราชการจังหวัด อปท. หรือหน่วยงาน · Submit a proposal for an item of an adopted plan."""
    row = await actions.submit(write.session, new, by=write.subject)
    return await write.answer(queries.PROPOSAL, row.id, status=201)


@router.post(
    "/v1/proposals/{id}/acknowledgements",
    response_model=schemas.Proposal,
    summary="บันทึกว่าผู้รับรับเรื่องแล้ว",
)
@policy("proposals.answer", act=True, problems=("state-conflict",))
async def acknowledge_proposal(
    id: Id, new: answers.AcknowledgementNew, write: Writing
) -> Response:
    """วันที่ผู้รับรับเรื่อง · Note the day on which the addressee received it."""
    row = await actions.acknowledge(write.session, id, new, by=write.subject)
    return await write.answer(queries.PROPOSAL, row.id)


@router.post(
    "/v1/proposals/{id}/answers", response_model=schemas.Proposal, summary="บันทึกคำตอบของข้อเสนอ"
)
@policy("proposals.answer", act=True, problems=("state-conflict",))
async def answer_proposal(id: Id, new: answers.AnswerNew, write: Writing) -> Response:
    """วงเงินและเหตุผล คำตอบใหม่ที่ดีกว่าแทนคำตอบเดิม · Money and reason; a better answer takes the place of a lesser one."""
    row = await actions.answer(write.session, id, new, by=write.subject)
    return await write.answer(queries.PROPOSAL, row.id)


@router.post(
    "/v1/proposals/{id}/replies",
    response_model=schemas.Proposal,
    summary="บันทึกว่าขบวนรับคำตอบ ไม่รับ หรือขอให้พิจารณาใหม่",
)
@policy("proposals.submit", act=True, problems=("state-conflict",))
async def reply_to_answer(id: Id, new: answers.ReplyNew, write: Writing) -> Response:
    """ขอใหม่แล้วเริ่มนับเวลาตอบใหม่ คำตอบเดิมยังอยู่ · Asked again, the clock starts anew; the answer stays in the path."""
    row = await actions.reply(write.session, id, new, by=write.subject)
    return await write.answer(queries.PROPOSAL, row.id)


@router.post(
    "/v1/proposals/{id}/documents", response_model=schemas.Proposal, summary="แนบเอกสารกับข้อเสนอ"
)
@policy("proposals.submit", act=True, problems=("state-conflict",))
async def add_proposal_document(id: Id, new: schemas.DocumentNew, write: Writing) -> Response:
    """อ้างไฟล์ด้วย SHA-256 แนบไฟล์ไว้ในทะเบียนด้วย · By its SHA-256; attach it in the registry, so that it is kept there."""
    row = await actions.add_document(write.session, id, new, by=write.subject)
    return await write.answer(queries.PROPOSAL, row.id)
