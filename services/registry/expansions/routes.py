"""What can be asked of expansions."""

from typing import Annotated

from fastapi import Query, Response

from services.registry.expansions import actions, queries, schemas
from shared import history
from shared.history import HISTORY, AsOf, HistoryPage, HistoryQuery
from shared.ids import Id
from shared.routing import READ, IfMatch, Reading, Writing, policy
from shared.routing import router as new_router

router = new_router("พื้นที่ขยายผล")
_AT = "/v1/demonstration-expansions"


@router.get(_AT, response_model=schemas.ExpansionPage, summary="พื้นที่ขยายผล")
@policy(READ)
async def list_demonstration_expansions(
    asked: Annotated[schemas.ExpansionFilters, Query()], read: Reading
) -> Response:
    """รูปธรรมใดขยายไปที่ใด ถึงไหนแล้ว · Which demonstration spreads where, and how far."""
    return await read.page(queries.EXPANSIONS, asked)


@router.get(f"{_AT}/{{id}}", response_model=schemas.Expansion, summary="พื้นที่ขยายผลหนึ่ง")
@policy(READ)
async def get_demonstration_expansion(
    id: Id, asked: Annotated[AsOf, Query()], read: Reading
) -> Response:
    """พื้นที่ขยายผลหนึ่งวันนี้ หรือ ณ เวลาที่ถาม · One expansion as it is, or was at an instant."""
    return await history.one(read, queries.EXPANSION, id, asked)


@router.get(f"{_AT}/{{id}}/history", response_model=HistoryPage, summary="ประวัติของพื้นที่ขยายผล")
@policy(READ)
async def list_demonstration_expansion_history(
    id: Id, asked: Annotated[HistoryQuery, Query()], read: Reading
) -> Response:
    """ทุกการเปลี่ยนแปลงตามลำดับ · Every change in order."""
    return await read.page(HISTORY, asked, subject=str(id), kind="demonstration-expansion")


@router.post(
    "/v1/demonstrations/{id}/expansions",
    status_code=201,
    response_model=schemas.Expansion,
    summary="วางแผนขยายผล",
)
@policy("demonstrations.record", act=True, problems=("already-exists",))
async def plan_demonstration_expansion(
    id: Id, new: schemas.ExpansionNew, write: Writing
) -> Response:
    """พื้นที่ข้างเคียงหรือพื้นที่ที่สนใจ มีแผน 1 3 5 ปีของตน · Each area with a plan of its own."""
    row = await actions.plan(write.session, id, new, by=write.subject)
    return await write.answer(queries.EXPANSION, row.id, status=201, at=_AT)


@router.patch(f"{_AT}/{{id}}", response_model=schemas.Expansion, summary="แก้ไขพื้นที่ขยายผล")
@policy("demonstrations.record", problems=("state-conflict",))
async def change_demonstration_expansion(
    id: Id, asked: schemas.ExpansionChange, expected: IfMatch, write: Writing
) -> Response:
    """แผนและขั้นของพื้นที่ขยายผล · The plan and how far it has come."""
    row = await actions.change(write.session, id, asked, expected=expected, by=write.subject)
    return await write.answer(queries.EXPANSION, row.id)
