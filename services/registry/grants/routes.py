"""What can be asked of grants."""

from typing import Annotated

from fastapi import Query, Response

from services.registry.access import queries as access
from services.registry.grants import actions, queries, schemas
from shared import history, reach
from shared.history import HISTORY, AsOf, HistoryPage, HistoryQuery
from shared.ids import Id
from shared.routing import Reading, Writing, policy
from shared.routing import router as new_router

router = new_router("สิทธิ")
READS = ("unauthenticated", "insufficient-scope", "second-factor-required")
RIGHTS = ("second-factor-required", "reason-required", "not-for-oneself", "above-own-rank")


@router.get("/v1/grants", response_model=schemas.GrantPage, summary="รายการสิทธิ")
@policy("accounts.read", problems=READS)
async def list_grants(asked: Annotated[schemas.GrantFilters, Query()], read: Reading) -> Response:
    """ของบัญชีหนึ่ง หรือในพื้นที่ของท่าน ใครให้ เพราะอะไร · Grants of somebody or of an area: by whom, why."""
    staff = access.as_staff(read)
    return await staff.page(queries.GRANTS, asked, **reach.condition(staff.subject))


@router.get("/v1/grants/{id}", response_model=schemas.Grant, summary="สิทธิหนึ่ง")
@policy("accounts.read", problems=READS)
async def get_grant(id: Id, asked: Annotated[AsOf, Query()], read: Reading) -> Response:
    """สิทธิหนึ่งวันนี้ หรือ ณ เวลาที่ถาม · One grant as it is, or was at an instant."""
    return await history.one(access.as_staff(read), queries.GRANT, id, asked)


@router.get("/v1/grants/{id}/history", response_model=HistoryPage, summary="ประวัติของสิทธิ")
@policy("accounts.read", problems=READS)
async def list_grant_history(
    id: Id, asked: Annotated[HistoryQuery, Query()], read: Reading
) -> Response:
    """การให้และการสิ้นสุด · How it was given and how it ended."""
    return await access.as_staff(read).page(HISTORY, asked, subject=str(id), kind="grant")


@router.post("/v1/grants", status_code=201, response_model=schemas.Grant, summary="ให้สิทธิ")
@policy("grants.give", problems=(*RIGHTS, "already-exists", "state-conflict"))
async def give_grant(new: schemas.GrantNew, write: Writing) -> Response:
    """ให้ได้เฉพาะบทบาทที่ต่ำกว่าของตนในพื้นที่ ไม่ให้ตนเอง · Below one's own role, never to oneself."""
    row = await actions.give(write.session, new, by=write.subject)
    return await write.answer(queries.GRANT, row.id, status=201)


@router.post("/v1/grants/{id}/endings", response_model=schemas.Grant, summary="ยุติสิทธิ")
@policy("grants.end", act=True, problems=(*RIGHTS, "state-conflict"))
async def end_grant(id: Id, new: schemas.Ending, write: Writing) -> Response:
    """มีผลทุกระบบในไม่กี่วินาที · It counts everywhere within seconds."""
    row = await actions.end(write.session, id, new, by=write.subject)
    return await write.answer(queries.GRANT, row.id)
