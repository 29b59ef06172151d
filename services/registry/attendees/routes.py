"""What can be asked of attendees."""

from typing import Annotated

from fastapi import Query, Response

from services.registry.attendees import actions, queries, schemas
from shared.ids import Id
from shared.routing import READ, Reading, Writing, policy
from shared.routing import router as new_router

router = new_router("ประชุม เวที และมติ")


@router.get("/v1/meeting-attendees", response_model=schemas.AttendeePage, summary="ผู้เข้าร่วมประชุม")
@policy(READ)
async def list_meeting_attendees(
    asked: Annotated[schemas.AttendeeFilters, Query()], read: Reading
) -> Response:
    """กรองตามการประชุม บุคคล ที่นั่ง องค์กร ผู้ที่ระบุตัวเห็นเฉพาะผู้รับผิดชอบ · Named ones only to who answers for it."""
    return await read.page(queries.ATTENDEES, asked)


@router.get("/v1/meeting-attendees/{id}", response_model=schemas.Attendee, summary="ผู้เข้าร่วมหนึ่งราย")
@policy(READ)
async def get_meeting_attendee(id: Id, read: Reading) -> Response:
    """มาในฐานะใด นับในจำนวนใด · As what somebody came, in which number they count."""
    return await read.one(queries.ATTENDEE, id)


@router.post(
    "/v1/meeting-attendees",
    status_code=201,
    response_model=schemas.Attendee,
    summary="ระบุผู้เข้าร่วมประชุม",
)
@policy("meetings.record", act=True, problems=("already-exists", "state-conflict"))
async def name_meeting_attendee(new: schemas.AttendeeNew, write: Writing) -> Response:
    """ตามที่นั่งในคณะ บุคคล หรือองค์กร ไม่เกินจำนวนที่บอกไว้ · Never more than were stated to have come."""
    row = await actions.name(write.session, new, by=write.subject)
    return await write.answer(queries.ATTENDEE, row.id, status=201)


@router.post(
    "/v1/meeting-attendees/{id}/withdrawals",
    response_model=schemas.Attendee,
    summary="ถอนผู้เข้าร่วมที่บันทึกผิด",
)
@policy("meetings.record", act=True, problems=("state-conflict",))
async def withdraw_meeting_attendee(
    id: Id, asked: schemas.AttendeeWithdrawalNew, write: Writing
) -> Response:
    """ไม่นับอีก ประวัติยังอยู่ · It counts no longer; what was written stays in history."""
    row = await actions.withdraw(write.session, id, asked, by=write.subject)
    return await write.answer(queries.ATTENDEE, row.id)
