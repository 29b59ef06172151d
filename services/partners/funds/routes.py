"""What can be asked of commitments."""

from typing import Annotated

from fastapi import Query, Response

from services.partners.funds import actions, queries, schemas
from shared import history
from shared.history import HISTORY, AsOf, HistoryPage, HistoryQuery
from shared.ids import Id
from shared.routing import READ, Reading, Writing, policy
from shared.routing import router as new_router

router = new_router("งบสนับสนุน")


@router.get("/v1/commitments", response_model=schemas.CommitmentPage, summary="รายการผูกพันงบ")
@policy(READ)
async def list_commitments(
    asked: Annotated[schemas.CommitmentFilters, Query()], read: Reading
) -> Response:
    """กรองตามพื้นที่ หน่วยงาน รายการแผน ปี และสถานะ · Commitments, newest first."""
    return await read.page(queries.COMMITMENTS, asked)


@router.get("/v1/commitments/{id}", response_model=schemas.Commitment, summary="การผูกพันงบหนึ่ง")
@policy(READ)
async def get_commitment(id: Id, asked: Annotated[AsOf, Query()], read: Reading) -> Response:
    """การผูกพันงบหนึ่งวันนี้ หรือ ณ เวลาที่ถาม · One commitment as it is, or was at an instant."""
    return await history.one(read, queries.COMMITMENT, id, asked)


@router.get("/v1/commitments/{id}/history", response_model=HistoryPage, summary="ประวัติการผูกพันงบ")
@policy(READ)
async def list_commitment_history(
    id: Id, asked: Annotated[HistoryQuery, Query()], read: Reading
) -> Response:
    """ทุกการเปลี่ยนแปลงตามลำดับ · Every change in order."""
    return await read.page(HISTORY, asked, subject=str(id), kind="commitment")


@router.post(
    "/v1/commitments", status_code=201, response_model=schemas.Commitment, summary="เสนอผูกพันงบ"
)
@policy("funds.commit", problems=("state-conflict", "rule-broken", "budget-exceeds-item"))
async def commit_funds(new: schemas.CommitmentNew, write: Writing) -> Response:
    """เสนอผูกพันงบให้รายการของแผนที่รับรองแล้ว ยังไม่นับเป็นเงินจนกว่าอีกคนจะอนุมัติ · Propose money; another approves."""
    row = await actions.commit_funds(write.session, new, by=write.subject)
    return await write.answer(queries.COMMITMENT, row.id, status=201)


@router.post(
    "/v1/commitments/{id}/approvals", response_model=schemas.Commitment, summary="อนุมัติการผูกพันงบ"
)
@policy(
    "funds.approve",
    act=True,
    problems=("same-person", "state-conflict", "rule-broken", "budget-exceeds-item"),
)
async def approve_commitment(id: Id, asked: schemas.ApprovalNew, write: Writing) -> Response:
    """อนุมัติโดยอีกคนของหน่วยงานเดียวกัน ตั้งแต่นี้นับเป็นเงิน · Approved by another person it is money."""
    row = await actions.approve(write.session, id, asked, by=write.subject)
    return await write.answer(queries.COMMITMENT, row.id)


@router.post(
    "/v1/commitments/{id}/refusals", response_model=schemas.Commitment, summary="ไม่อนุมัติการผูกพันงบ"
)
@policy("funds.approve", act=True, problems=("same-person", "state-conflict"))
async def refuse_commitment(id: Id, asked: schemas.RefusalNew, write: Writing) -> Response:
    """ไม่อนุมัติ พร้อมเหตุผล โดยอีกคนของหน่วยงานเดียวกัน · Refused by another person, with the reason."""
    row = await actions.refuse(write.session, id, asked, by=write.subject)
    return await write.answer(queries.COMMITMENT, row.id)


@router.post(
    "/v1/commitments/{id}/withdrawals", response_model=schemas.Commitment, summary="ถอนการผูกพันงบ"
)
@policy("funds.commit", act=True, problems=("state-conflict",))
async def withdraw_commitment(id: Id, asked: schemas.WithdrawalNew, write: Writing) -> Response:
    """ถอนพร้อมเหตุผล งบกลับมาผูกพันใหม่ได้ · Withdraw, with the reason; the money is free again."""
    row = await actions.withdraw(write.session, id, asked, by=write.subject)
    return await write.answer(queries.COMMITMENT, row.id)
