"""What can be asked of people."""

from typing import Annotated

from fastapi import Query, Response

from services.registry.access_log import actions as access_log
from services.registry.people import actions, queries, schemas
from shared import conditions, copies
from shared.history import HISTORY, HistoryPage, HistoryQuery
from shared.ids import Id
from shared.routing import IfMatch, Reading, Writing, policy
from shared.routing import router as new_router

router = new_router("แกนนำและสมาชิก")
LOOKS = ("unauthenticated", "insufficient-scope", "outside-area-grant", "second-factor-required")


@router.get("/v1/people", response_model=schemas.PersonPage, summary="รายชื่อบุคคล")
@policy("people.read", problems=LOOKS)
async def list_people(asked: Annotated[schemas.PersonFilters, Query()], read: Reading) -> Response:
    """ชื่อและตำแหน่งสาธารณะ ข้อมูลอื่นปิดไว้ บอก `purpose` เพื่อดูเต็ม · Masked; `purpose` opens, and is logged."""
    body, opened = await actions.page(read, asked)
    return access_log.given(read, body, conditions.weak_etag(body), opened=opened)


@router.get("/v1/people/{id}", response_model=schemas.Person, summary="บุคคลหนึ่ง")
@policy("people.read", problems=LOOKS)
async def get_person(
    id: Id, asked: Annotated[schemas.PersonQuery, Query()], read: Reading
) -> Response:
    """ข้อมูลปิดไว้ บอก `purpose` เพื่อดูเต็ม ทุกครั้งถูกบันทึก · Masked; `purpose` opens, and is logged."""
    body, tag = await actions.one(read, id, asked.purpose)
    return access_log.given(read, body, tag, opened=asked.purpose is not None)


@router.get("/v1/people/{id}/history", response_model=HistoryPage, summary="ประวัติของระเบียนบุคคล")
@policy("people.read")
async def list_person_history(
    id: Id, asked: Annotated[HistoryQuery, Query()], read: Reading
) -> Response:
    """เหตุการณ์ตามลำดับ มีแต่รหัส ไม่มีข้อมูลส่วนบุคคล · What happened, in ids."""
    copies.found(await queries.MASKED.one(read.database, id, read.subject.granted))
    return await read.page(HISTORY, asked, subject=str(id), kind="person")


@router.post("/v1/people", status_code=201, response_model=schemas.Person, summary="บันทึกบุคคล")
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
async def register_person(new: schemas.PersonNew, write: Writing) -> Response:
    """ต้องมีฐานทางกฎหมายอย่างน้อยหนึ่งข้อ ไม่เก็บเลขบัตร · With a legal basis, without any id number."""
    row = await actions.register(write.session, new, by=write.subject)
    return await write.answer(queries.MASKED, row.id, status=201)


@router.patch("/v1/people/{id}", response_model=schemas.Person, summary="แก้ไขข้อมูลบุคคล")
@policy("people.change", problems=("state-conflict", "reason-required"))
async def change_person(
    id: Id, asked: schemas.PersonChange, expected: IfMatch, write: Writing
) -> Response:
    """แก้เฉพาะช่องที่ส่งมา คำตอบปิดข้อมูลส่วนบุคคล · Change only the fields sent; the answer is masked."""
    row = await actions.change(write.session, id, asked, expected=expected, by=write.subject)
    return await write.answer(queries.MASKED, row.id)


@router.post(
    "/v1/people/{id}/legal-bases",
    status_code=201,
    response_model=schemas.LegalBasisShown,
    summary="เพิ่มฐานทางกฎหมาย",
)
@policy("people.change", problems=("state-conflict",))
async def add_legal_basis(id: Id, new: schemas.LegalBasisNew, write: Writing) -> Response:
    """ฐานหนึ่งต่อการใช้หนึ่งอย่าง · One legal basis for one purpose."""
    row = await actions.add_basis(write.session, id, new, by=write.subject)
    return await write.answer(queries.LEGAL_BASIS, row.id, status=201, at="/v1/legal-bases")


@router.post(
    "/v1/legal-bases/{id}/endings",
    response_model=schemas.LegalBasisShown,
    summary="ถอนความยินยอมหรือเลิกใช้ข้อมูล",
)
@policy("people.change", act=True, problems=("state-conflict",))
async def end_legal_basis(id: Id, new: schemas.EndingNew, write: Writing) -> Response:
    """มีผลทันที · Takes effect at once."""
    row = await actions.close_basis(write.session, id, new, by=write.subject)
    return await write.answer(queries.LEGAL_BASIS, row.id)
