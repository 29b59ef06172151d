"""What can be asked of cohorts and their members."""

from typing import Annotated

from fastapi import Query, Response

from services.planning.cohorts import actions, queries, schemas
from shared import copies
from shared.ids import Id
from shared.routing import READ, IfMatch, Reading, Writing, policy
from shared.routing import router as new_router

router = new_router("จังหวัดบูรณาการและจัดการตนเอง")


@router.get("/v1/cohorts", response_model=schemas.CohortPage, summary="รุ่นของจังหวัด")
@policy(READ)
async def list_cohorts(
    asked: Annotated[schemas.CohortFilters, Query()], read: Reading
) -> Response:
    """จำนวนที่ประกาศกับที่ทราบชื่อแยกกัน · What is declared stands beside what is known."""
    return await read.page(queries.COHORTS, asked)


@router.get("/v1/cohorts/{id}", response_model=schemas.Cohort, summary="รุ่นหนึ่งของจังหวัด")
@policy(READ)
async def get_cohort(id: Id, read: Reading) -> Response:
    """ไม่เติมชื่อที่แหล่งข้อมูลไม่บอก · No name is made up to fill the number."""
    return await read.one(queries.COHORT, id)


@router.post(
    "/v1/cohorts", status_code=201, response_model=schemas.Cohort, summary="บันทึกรุ่นตามแหล่งข้อมูล"
)
@policy("cohorts.declare", problems=("already-exists",))
async def declare_cohort(new: schemas.CohortNew, write: Writing) -> Response:
    """จำนวนตามที่แหล่งข้อมูลประกาศ · As many as the source declares."""
    row = await actions.declare(write.session, new, by=write.subject)
    return await write.answer(queries.COHORT, row.id, status=201)


@router.patch("/v1/cohorts/{id}", response_model=schemas.Cohort, summary="แก้จำนวนหรือชื่อรุ่น")
@policy("cohorts.declare")
async def change_cohort(
    id: Id, asked: schemas.CohortChange, expected: IfMatch, write: Writing
) -> Response:
    """ต้องบอกเหตุผล · With the reason."""
    row = await actions.change(write.session, id, asked, expected=expected, by=write.subject)
    return await write.answer(queries.COHORT, row.id)


@router.get(
    "/v1/cohorts/{id}/members", response_model=schemas.CohortMemberPage, summary="จังหวัดในรุ่น"
)
@policy(READ)
async def list_cohort_members(
    id: Id, asked: Annotated[schemas.CohortMemberFilters, Query()], read: Reading
) -> Response:
    """จังหวัดที่มีชื่อ พร้อมแหล่งที่มา · The provinces that are named, each with its source."""
    copies.found(await queries.COHORT.one(read.database, id, read.subject.granted))
    return await read.page(queries.LISTED, asked, cohort=id)


@router.post(
    "/v1/cohorts/{id}/members",
    status_code=201,
    response_model=schemas.CohortMember,
    summary="บันทึกจังหวัดที่แหล่งข้อมูลบอกชื่อ",
)
@policy("cohorts.enter", act=True, problems=("already-exists", "cohort-full", "rule-broken"))
async def name_cohort_member(id: Id, new: schemas.MemberNew, write: Writing) -> Response:
    """จัดการตนเองได้หลังบูรณาการ · A province becomes self-managing after it was integrated."""
    row = await actions.name(write.session, id, new, by=write.subject)
    return await write.answer(queries.MEMBER, row.id, status=201, at="/v1/cohort-members")


@router.get("/v1/cohort-members/{id}", response_model=schemas.CohortMember, summary="จังหวัดหนึ่งในรุ่น")
@policy(READ)
async def get_cohort_member(id: Id, read: Reading) -> Response:
    """อยู่รุ่นอื่นด้วยหรือไม่ · With the other cohorts that it is in."""
    return await read.one(queries.MEMBER, id)


@router.post(
    "/v1/cohort-members/{id}/entries",
    response_model=schemas.CohortMember,
    summary="จังหวัดในแผนเข้าร่วมแล้ว",
)
@policy("cohorts.enter", act=True, problems=("state-conflict", "rule-broken"))
async def enter_cohort_member(id: Id, new: schemas.EntryNew, write: Writing) -> Response:
    """พร้อมแหล่งที่มา · With the source that says so."""
    row = await actions.enter(write.session, id, new, by=write.subject)
    return await write.answer(queries.MEMBER, row.id)


@router.post(
    "/v1/cohort-members/{id}/withdrawals",
    response_model=schemas.CohortMember,
    summary="ถอนชื่อจังหวัดจากรุ่น",
)
@policy("cohorts.enter", act=True, problems=("state-conflict",))
async def withdraw_cohort_member(id: Id, new: schemas.WithdrawalNew, write: Writing) -> Response:
    """พร้อมเหตุผล · With the reason."""
    row = await actions.withdraw(write.session, id, new, by=write.subject)
    return await write.answer(queries.MEMBER, row.id)
