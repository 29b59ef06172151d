"""What can be asked of agencies."""

from typing import Annotated

from fastapi import Query, Response

from services.partners.agencies import actions, queries, schemas
from shared import history
from shared.history import HISTORY, AsOf, HistoryPage, HistoryQuery
from shared.ids import Id
from shared.routing import READ, Reading, Writing, policy
from shared.routing import router as new_router

router = new_router("หน่วยงานภาคี")


@router.get("/v1/agencies", response_model=schemas.AgencyPage, summary="รายชื่อหน่วยงาน")
@policy(READ)
async def list_agencies(
    asked: Annotated[schemas.AgencyFilters, Query()], read: Reading
) -> Response:
    """กรองตามประเภทและต้นสังกัด · Agencies and their units by kind and parent."""
    return await read.page(queries.AGENCIES, asked)


@router.get("/v1/agencies/{id}", response_model=schemas.Agency, summary="หน่วยงานหนึ่ง")
@policy(READ)
async def get_agency(id: Id, asked: Annotated[AsOf, Query()], read: Reading) -> Response:
    """หน่วยงานหนึ่งวันนี้ หรือ ณ เวลาที่ถาม · One agency as it is, or was at an instant."""
    return await history.one(read, queries.AGENCY, id, asked)


@router.get("/v1/agencies/{id}/history", response_model=HistoryPage, summary="ประวัติของหน่วยงาน")
@policy(READ)
async def list_agency_history(
    id: Id, asked: Annotated[HistoryQuery, Query()], read: Reading
) -> Response:
    """ทุกการเปลี่ยนแปลงตามลำดับ · Every change in order."""
    return await read.page(HISTORY, asked, subject=str(id), kind="agency")


@router.post(
    "/v1/agencies", status_code=201, response_model=schemas.Agency, summary="ขึ้นทะเบียนหน่วยงาน"
)
@policy("agencies.register", problems=("already-exists", "rule-broken"))
async def register_agency(new: schemas.AgencyNew, write: Writing) -> Response:
    """ขึ้นทะเบียนหน่วยงานหรือหน่วยย่อย ส่งซ้ำได้ · Register an agency or a unit; safe to repeat."""
    row = await actions.register(write.session, new, by=write.subject)
    return await write.answer(queries.AGENCY, row.id, status=201)
