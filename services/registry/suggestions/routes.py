"""What can be asked of suggestions."""

from typing import Annotated

from fastapi import Query, Response

from services.registry.suggestions import actions, queries, schemas
from shared.ids import Id
from shared.routing import Reading, Writing, policy
from shared.routing import router as new_router

router = new_router("ข้อเสนอแก้ข้อมูล")


@router.get("/v1/suggestions", response_model=schemas.SuggestionPage, summary="ข้อเสนอแก้ข้อมูล")
@policy("self", problems=("unauthenticated",))
async def list_suggestions(
    asked: Annotated[schemas.SuggestionFilters, Query()], read: Reading
) -> Response:
    """ที่ตนเสนอ และที่ตนตัดสินได้ ค้างนานมาก่อน · One's own, and those to decide; longest waiting first."""
    return await actions.page(read, asked)


@router.get("/v1/suggestions/{id}", response_model=schemas.Suggestion, summary="ข้อเสนอหนึ่ง")
@policy("self", problems=("unauthenticated",))
async def get_suggestion(id: Id, read: Reading) -> Response:
    """เห็นเฉพาะผู้เสนอและผู้ตัดสิน · Only for its maker and those who decide."""
    return await actions.one(read, id)


@router.post(
    "/v1/suggestions", status_code=201, response_model=schemas.Suggestion, summary="เสนอให้แก้ข้อมูล"
)
@policy("suggestions.make", problems=("stale-revision",))
async def suggest_change(new: schemas.SuggestionNew, write: Writing) -> Response:
    """ไม่มีอะไรเผยแพร่จนกว่าเจ้าของจะรับ ขึ้นไปจังหวัดใน 7 วัน ภาคใน 14 วัน · Nothing is public until accepted; it climbs."""
    row = await actions.suggest(write.session, new, by=write.subject)
    return await write.answer(queries.ANSWER, row.id, status=201)


@router.post(
    "/v1/suggestions/{id}/decisions", response_model=schemas.Suggestion, summary="ตัดสินข้อเสนอ"
)
@policy(
    "suggestions.decide", act=True, problems=("state-conflict", "same-person", "subject-changed")
)
async def decide_suggestion(id: Id, asked: schemas.DecisionNew, write: Writing) -> Response:
    """รับแล้วแก้ทันที ช่องที่ไม่รับต้องบอกเหตุผล · Accepting changes it at once; any field not accepted needs a reason."""
    row = await actions.decide(write.session, id, asked, by=write.subject)
    return await write.answer(queries.ANSWER, row.id)


@router.post(
    "/v1/suggestions/{id}/withdrawals", response_model=schemas.Suggestion, summary="ถอนข้อเสนอ"
)
@policy("suggestions.make", act=True, problems=("state-conflict", "only-the-maker"))
async def withdraw_suggestion(id: Id, asked: schemas.WithdrawalNew, write: Writing) -> Response:
    """ผู้เสนอถอนเองก่อนมีผู้ตัดสิน · By its maker, before anybody decides."""
    row = await actions.withdraw(write.session, id, asked, by=write.subject)
    return await write.answer(queries.ANSWER, row.id)
