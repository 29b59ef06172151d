"""What can be asked of organizations."""

from typing import Annotated

from fastapi import Query, Response

from services.registry.organizations import actions, queries, schemas
from shared import history
from shared.history import HISTORY, AsOf, HistoryPage, HistoryQuery
from shared.ids import Id
from shared.routing import READ, IfMatch, Reading, Writing, policy
from shared.routing import router as new_router

router = new_router("องค์กรชุมชน")


@router.get("/v1/organizations", response_model=schemas.OrganizationPage, summary="รายชื่อองค์กรชุมชน")
@policy(READ)
async def list_organizations(
    asked: Annotated[schemas.OrganizationFilters, Query()], read: Reading
) -> Response:
    """กรองตามพื้นที่ ประเภท ประเด็น สถานะ · Organizations by area, kind, issue and status."""
    return await read.page(queries.ORGANIZATIONS, asked)


@router.get("/v1/organizations/{id}", response_model=schemas.Organization, summary="องค์กรหนึ่ง")
@policy(READ)
async def get_organization(id: Id, asked: Annotated[AsOf, Query()], read: Reading) -> Response:
    """องค์กรหนึ่งวันนี้ หรือ ณ เวลาที่ถาม · One organization as it is, or was at an instant."""
    return await history.one(read, queries.ORGANIZATION, id, asked)


@router.get("/v1/organizations/{id}/history", response_model=HistoryPage, summary="ประวัติขององค์กร")
@policy(READ)
async def list_organization_history(
    id: Id, asked: Annotated[HistoryQuery, Query()], read: Reading
) -> Response:
    """ทุกการเปลี่ยนแปลงตามลำดับ · Every change in order."""
    return await read.page(HISTORY, asked, subject=str(id), kind="organization")


@router.post(
    "/v1/organizations",
    status_code=201,
    response_model=schemas.Organization,
    summary="จดทะเบียนองค์กร",
)
@policy("organizations.register", problems=("duplicate-organization",))
async def register_organization(new: schemas.OrganizationNew, write: Writing) -> Response:
    """จดทะเบียนองค์กรในพื้นที่ ส่งซ้ำได้ · Register an organization; sending it twice is harmless.

    ชื่อที่อ่านเหมือนกันในพื้นที่และประเภทเดียวกันตอบ 409 จนกว่าจะส่ง confirm_new ชื่อที่เพียงคล้ายกันไม่ห้าม
    ถาม /v1/organization-duplicates ระหว่างพิมพ์ · A name that reads the same, of this kind in this area, is 409 until
    confirmed; one that is only like another is not: ask /v1/organization-duplicates while it is typed.
    """
    row = await actions.register(write.session, new, by=write.subject)
    return await write.answer(queries.ORGANIZATION, row.id, status=201)


@router.patch(
    "/v1/organizations/{id}", response_model=schemas.Organization, summary="แก้ไขข้อมูลองค์กร"
)
@policy("organizations.change", problems=("state-conflict", "area-ended"))
async def change_organization(
    id: Id, asked: schemas.OrganizationChange, expected: IfMatch, write: Writing
) -> Response:
    """แก้เฉพาะช่องที่ส่งมา · Change only the fields sent."""
    row = await actions.change(write.session, id, asked, expected=expected, by=write.subject)
    return await write.answer(queries.ORGANIZATION, row.id)
