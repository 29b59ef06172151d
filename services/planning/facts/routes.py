"""What can be asked of facts."""

from typing import Annotated

from fastapi import Query, Response

from services.planning.facts import actions, queries, schemas
from shared.history import HistoryPage, HistoryQuery
from shared.ids import Id
from shared.routing import READ, IfMatch, Reading, Writing, policy
from shared.routing import router as new_router

router = new_router("ข้อมูลตัวชี้วัด")


@router.get("/v1/facts", response_model=schemas.FactPage, summary="ข้อมูลตัวชี้วัดรายพื้นที่")
@policy(READ)
async def list_facts(asked: Annotated[schemas.FactFilters, Query()], read: Reading) -> Response:
    """ที่ยังไม่รับรองเห็นเฉพาะคนในพื้นที่ จำนวนน้อยกว่า 10 ปิดบัง · Unverified facts are for people of the area; counts below ten are masked."""  # noqa: E501
    return await read.page(queries.FACTS, asked)


@router.get("/v1/facts/{id}", response_model=schemas.Fact, summary="ข้อมูลตัวชี้วัดหนึ่งค่า")
@policy(READ)
async def get_fact(id: Id, read: Reading) -> Response:
    """ค่า สถานะการรับรอง ที่มา · A value with its state, source and parties."""
    return await read.one(queries.FACT, id)


@router.get("/v1/facts/{id}/history", response_model=HistoryPage, summary="ประวัติของข้อมูล")
@policy(READ)
async def list_fact_history(
    id: Id, asked: Annotated[HistoryQuery, Query()], read: Reading
) -> Response:
    """ใครรับรองหรือส่งกลับเมื่อใด ค่าน้อยปิดบังเช่นกัน · Every change; small counts are masked here too."""
    return await read.page(queries.FACT_HISTORY, asked, subject=str(id), told="")


@router.patch("/v1/facts/{id}", response_model=schemas.Fact, summary="แก้ค่าที่ยังเป็นร่าง")
@policy("facts.enter", problems=("state-conflict",))
async def change_fact(
    id: Id, asked: schemas.FactChange, expected: IfMatch, write: Writing
) -> Response:
    """แก้ได้เฉพาะร่าง ผู้แก้รับรองเองไม่ได้ · Only drafts; who corrects a fact does not verify it."""
    row = await actions.change(write.session, id, asked, expected=expected, by=write.subject)
    return await write.answer(queries.FACT, row.id)


@router.get("/v1/fact-tables", response_model=schemas.FactTablePage, summary="ตารางข้อมูลที่ส่งเข้ามา")
@policy(READ)
async def list_fact_tables(
    asked: Annotated[schemas.FactTableFilters, Query()], read: Reading
) -> Response:
    """แต่ละตารางมาจากไหน ใครร่วมทำ · Where each table came from and who told it."""
    return await read.page(queries.FACT_TABLES, asked)


@router.get("/v1/fact-tables/{id}", response_model=schemas.FactTable, summary="ตารางหนึ่ง")
@policy(READ)
async def get_fact_table(id: Id, read: Reading) -> Response:
    """ที่มาและผู้ร่วมทำ ค่าอยู่ในรายการข้อมูล · Its source and parties; the values stand in the list of facts."""
    return await read.one(queries.FACT_TABLE, id)


@router.post(
    "/v1/fact-tables",
    status_code=201,
    response_model=schemas.FactTable,
    summary="ส่งข้อมูลทั้งตาราง",
)
@policy("facts.enter", act=True, problems=("already-exists",))
async def tell_facts(new: schemas.FactTableNew, write: Writing) -> Response:
    """รับทั้งตารางหรือไม่รับเลย บอกทุกแถวที่ผิด ห้ามส่งข้อมูลบุคคล · All or nothing; every wrong row is named; nothing about persons."""  # noqa: E501
    row = await actions.tell(write.session, new, by=write.subject)
    return await write.answer(queries.FACT_TABLE, row.id, status=201)
