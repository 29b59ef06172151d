"""What can be asked of joint agendas."""

from typing import Annotated

from fastapi import Query, Response

from services.planning.agendas import actions, queries, schemas
from shared import history
from shared.history import HISTORY, AsOf, HistoryPage, HistoryQuery
from shared.ids import Id
from shared.routing import READ, IfMatch, Reading, Writing, policy
from shared.routing import router as new_router

router = new_router("วาระร่วม")


@router.get("/v1/joint-agendas", response_model=schemas.AgendaPage, summary="วาระร่วมของจังหวัด")
@policy(READ)
async def list_joint_agendas(
    asked: Annotated[schemas.AgendaFilters, Query()], read: Reading
) -> Response:
    """วาระที่รับรองแล้ว คนในจังหวัดเห็นร่างด้วย · Adopted agendas; people of the province see drafts too."""
    return await read.page(queries.AGENDAS, asked)


@router.get("/v1/joint-agendas/{id}", response_model=schemas.Agenda, summary="วาระร่วมหนึ่งฉบับ")
@policy(READ)
async def get_joint_agenda(id: Id, asked: Annotated[AsOf, Query()], read: Reading) -> Response:
    """วาระ แผนร่วม และงบร่วมไปด้วยกัน · Agenda, joint plan and joint budget go together."""
    return await history.one(read, queries.AGENDA, id, asked)


@router.get(
    "/v1/joint-agendas/{id}/history", response_model=HistoryPage, summary="ประวัติของวาระร่วม"
)
@policy(READ)
async def list_joint_agenda_history(
    id: Id, asked: Annotated[HistoryQuery, Query()], read: Reading
) -> Response:
    """สิ่งที่เกิดขณะเป็นร่างเห็นเฉพาะคนในจังหวัด · What happened to the draft shows to its province only."""
    return await read.page(HISTORY, asked, subject=str(id), kind="joint-agenda")


@router.post(
    "/v1/joint-agendas", status_code=201, response_model=schemas.Agenda, summary="ร่างวาระร่วม"
)
@policy("agendas.draft", problems=("already-exists", "state-conflict"))
async def draft_joint_agenda(new: schemas.AgendaNew, write: Writing) -> Response:
    """จังหวัดละหนึ่งฉบับต่อปีงบประมาณ · One for a province and fiscal year."""
    row = await actions.draft(write.session, new, by=write.subject)
    return await write.answer(queries.AGENDA, row.id, status=201)


@router.patch("/v1/joint-agendas/{id}", response_model=schemas.Agenda, summary="แก้ไขวาระร่วม")
@policy("agendas.draft", problems=("state-conflict",))
async def change_joint_agenda(
    id: Id, asked: schemas.AgendaChange, expected: IfMatch, write: Writing
) -> Response:
    """รับรองแล้วแก้ได้เฉพาะแผนร่วมและงบร่วม · Once adopted only its joint plan and budget change."""
    row = await actions.change(write.session, id, asked, expected=expected, by=write.subject)
    return await write.answer(queries.AGENDA, row.id)


@router.post(
    "/v1/joint-agendas/{id}/adoptions", response_model=schemas.Agenda, summary="รับรองวาระร่วม"
)
@policy("agendas.adopt", act=True, problems=("state-conflict",))
async def adopt_joint_agenda(id: Id, new: schemas.AgendaAdoptionNew, write: Writing) -> Response:
    """รับรองโดยที่ประชุม · Adopted by a meeting of the province."""
    row = await actions.adopt(write.session, id, new, by=write.subject)
    return await write.answer(queries.AGENDA, row.id)
