"""What can be asked of issues."""

from typing import Annotated

from fastapi import Query, Response

from services.planning.issues import actions, queries, schemas
from shared.history import HISTORY, HistoryPage, HistoryQuery
from shared.routing import READ, IfMatch, Reading, Writing, policy
from shared.routing import router as new_router

router = new_router("ประเด็นงาน")


@router.get("/v1/issues", response_model=schemas.IssuePage, summary="ประเด็นงานทั้งหมด")
@policy(READ)
async def list_issues(asked: Annotated[schemas.IssueFilters, Query()], read: Reading) -> Response:
    """เรียงตามรหัส ค้นด้วยชื่อใดก็ได้ · In the order of their codes, found by any of their names."""
    return await read.page(queries.ISSUES, asked)


@router.get("/v1/issues/{code}", response_model=schemas.Issue, summary="ประเด็นงานหนึ่ง")
@policy(READ)
async def get_issue(code: schemas.IssueCode, read: Reading) -> Response:
    """ชื่อและคำอธิบายของประเด็น · One issue by its code."""
    return await read.one(queries.ISSUE, code)


@router.post("/v1/issues", status_code=201, response_model=schemas.Issue, summary="กำหนดประเด็นงาน")
@policy("issues.define", problems=("already-exists",))
async def define_issue(new: schemas.IssueNew, write: Writing) -> Response:
    """กำหนดครั้งเดียวใช้ทั้งประเทศ · Define an issue once for the whole country."""
    row = await actions.define(write.session, new, by=write.subject)
    return await write.answer(queries.ISSUE, row.code, status=201)


@router.patch("/v1/issues/{code}", response_model=schemas.Issue, summary="แก้ไขประเด็นงาน")
@policy("issues.define")
async def change_issue(
    code: schemas.IssueCode, asked: schemas.IssueChange, expected: IfMatch, write: Writing
) -> Response:
    """แก้ชื่ออื่น ประเด็นแม่ ช่วงเวลาที่ใช้ · Change other names, the parent, the time in use."""
    row = await actions.change(write.session, code, asked, expected=expected, by=write.subject)
    return await write.answer(queries.ISSUE, row.code)


@router.get("/v1/issues/{code}/history", response_model=HistoryPage, summary="ประวัติของประเด็นงาน")
@policy(READ)
async def list_issue_history(
    code: schemas.IssueCode, asked: Annotated[HistoryQuery, Query()], read: Reading
) -> Response:
    """ทุกการเปลี่ยนแปลงตามลำดับ · Every change in order."""
    return await read.page(HISTORY, asked, subject=code, kind="issue")
