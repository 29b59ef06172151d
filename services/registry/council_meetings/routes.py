"""What can be asked of the meetings of councils."""

from typing import Annotated

from fastapi import Query, Response

from services.registry.council_meetings import actions, queries, schemas
from shared import history
from shared.history import HISTORY, AsOf, HistoryPage, HistoryQuery
from shared.ids import Id
from shared.routing import READ, IfMatch, Reading, Writing, policy
from shared.routing import router as new_router

router = new_router("การประชุมสภาระดับจังหวัดและชาติ")


@router.get(
    "/v1/council-meetings", response_model=schemas.CouncilMeetingPage, summary="การประชุมของสภา"
)
@policy(READ)
async def list_council_meetings(
    asked: Annotated[schemas.CouncilMeetingFilters, Query()], read: Reading
) -> Response:
    """กรองตามจังหวัด ระดับ และปี · Meetings of councils by province, level and year."""
    return await read.page(queries.MEETINGS, asked)


@router.get(
    "/v1/council-meeting-gaps",
    response_model=schemas.CouncilMeetingGapPage,
    summary="จังหวัดที่ยังไม่ประชุมในปี",
)
@policy(READ)
async def list_council_meeting_gaps(
    asked: Annotated[schemas.CouncilMeetingGapFilters, Query()], read: Reading
) -> Response:
    """จังหวัดที่ประชุมไม่ครบจำนวนครั้งต่อปี · Provinces whose councils met too rarely in a year."""
    least = await queries.least(read.database)
    return await read.page(queries.GAPS, asked, least=least)


@router.get(
    "/v1/council-meetings/{id}",
    response_model=schemas.CouncilMeeting,
    summary="การประชุมหนึ่ง",
)
@policy(READ)
async def get_council_meeting(id: Id, asked: Annotated[AsOf, Query()], read: Reading) -> Response:
    """การประชุมหนึ่งครั้งของสภา · One meeting of councils."""
    return await history.one(read, queries.MEETING, id, asked)


@router.get(
    "/v1/council-meetings/{id}/history", response_model=HistoryPage, summary="ประวัติของการประชุม"
)
@policy(READ)
async def list_council_meeting_history(
    id: Id, asked: Annotated[HistoryQuery, Query()], read: Reading
) -> Response:
    """ทุกการเปลี่ยนแปลงตามลำดับ · Every change in order."""
    return await read.page(HISTORY, asked, subject=str(id), kind="council-meeting")


@router.post(
    "/v1/council-meetings",
    status_code=201,
    response_model=schemas.CouncilMeeting,
    summary="บันทึกการประชุมของสภา",
)
@policy("councils.convene", act=True, problems=("already-exists",))
async def convene_council_meeting(new: schemas.CouncilMeetingNew, write: Writing) -> Response:
    """ระดับจังหวัดอย่างน้อยปีละครั้ง ไม่ระบุจังหวัดคือระดับชาติ · Of a province, or without one of the country."""
    row = await actions.convene(write.session, new, by=write.subject)
    return await write.answer(queries.MEETING, row.id, status=201)


@router.patch(
    "/v1/council-meetings/{id}", response_model=schemas.CouncilMeeting, summary="แก้ไขการประชุม"
)
@policy("councils.convene")
async def change_council_meeting(
    id: Id, asked: schemas.CouncilMeetingChange, expected: IfMatch, write: Writing
) -> Response:
    """แก้เฉพาะช่องที่ส่งมา · Change only the fields sent."""
    row = await actions.change(write.session, id, asked, expected=expected, by=write.subject)
    return await write.answer(queries.MEETING, row.id)


@router.get(
    "/v1/council-delegates", response_model=schemas.CouncilDelegatePage, summary="ผู้แทนในการประชุม"
)
@policy(READ)
async def list_council_delegates(
    asked: Annotated[schemas.CouncilDelegateFilters, Query()], read: Reading
) -> Response:
    """กรองตามการประชุม สภา และบุคคล · Delegates by meeting, council and person."""
    return await read.page(queries.DELEGATES, asked)


@router.post(
    "/v1/council-delegates",
    status_code=201,
    response_model=schemas.CouncilDelegate,
    summary="ส่งผู้แทน",
)
@policy("councils.convene", act=True, problems=("already-exists", "state-conflict", "rule-broken"))
async def send_council_delegate(new: schemas.CouncilDelegateNew, write: Writing) -> Response:
    """สภาละไม่เกินสองคน ระดับชาติจังหวัดละสองคน ตามกติกา · Two a council, to the nation two a province."""
    row = await actions.send(write.session, new, by=write.subject)
    return await write.answer(queries.DELEGATE, row.id, status=201)


@router.post(
    "/v1/council-delegates/{id}/withdrawals",
    response_model=schemas.CouncilDelegate,
    summary="ถอนผู้แทน",
)
@policy("councils.convene", act=True, problems=("state-conflict",))
async def withdraw_council_delegate(
    id: Id, asked: schemas.CouncilDelegateWithdrawalNew, write: Writing
) -> Response:
    """ถอนแล้วส่งคนใหม่แทนได้ · Then another one may take the place."""
    row = await actions.withdraw(write.session, id, asked, by=write.subject)
    return await write.answer(queries.DELEGATE, row.id)
