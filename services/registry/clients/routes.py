"""What can be asked of agencies' machines."""

from typing import Annotated

from fastapi import Query, Response

from services.registry import answers
from services.registry.access import queries as access
from services.registry.access.schemas import Because
from services.registry.clients import actions, queries, schemas
from shared import history
from shared.history import HISTORY, AsOf, HistoryPage, HistoryQuery
from shared.ids import Id
from shared.routing import IfMatch, Reading, Writing, policy
from shared.routing import router as new_router

router = new_router("ระบบของหน่วยงาน")
READS = ("unauthenticated", "insufficient-scope", "second-factor-required")
MANAGES = ("second-factor-required", "state-conflict")


@router.get("/v1/clients", response_model=schemas.ClientPage, summary="รายการระบบของหน่วยงาน")
@policy("accounts.read", problems=READS)
async def list_clients(
    asked: Annotated[schemas.ClientFilters, Query()], read: Reading
) -> Response:
    """เฉพาะผู้ดูแลระดับชาติและผู้ตรวจสอบเห็น · Shown to the national administrator and auditors."""
    return await access.as_staff(read).page(queries.CLIENTS, asked)


@router.get("/v1/clients/{id}", response_model=schemas.Client, summary="ระบบหนึ่งของหน่วยงาน")
@policy("accounts.read", problems=READS)
async def get_client(id: Id, asked: Annotated[AsOf, Query()], read: Reading) -> Response:
    """กุญแจสาธารณะและต้นของรหัสลับ ไม่มีรหัสลับ · Its public keys, and how its secret begins."""
    return await history.one(access.as_staff(read), queries.CLIENT, id, asked)


@router.get("/v1/clients/{id}/history", response_model=HistoryPage, summary="ประวัติของระบบ")
@policy("accounts.read", problems=READS)
async def list_client_history(
    id: Id, asked: Annotated[HistoryQuery, Query()], read: Reading
) -> Response:
    """ทุกการเปลี่ยนแปลงตามลำดับ · Every change in order."""
    return await access.as_staff(read).page(HISTORY, asked, subject=str(id), kind="client")


@router.post(
    "/v1/clients",
    status_code=201,
    response_model=schemas.ClientTold,
    summary="ลงทะเบียนระบบของหน่วยงาน",
)
@policy("clients.manage", problems=("second-factor-required",))
async def register_client(new: schemas.ClientNew, write: Writing) -> Response:
    """รหัสลับแสดงครั้งเดียว สิทธิให้ที่ /v1/grants · The secret is told once; its rights are given as grants."""
    row, told = await actions.register(write.session, new, by=write.subject)
    return await answers.once(write, queries.CLIENT, row.id, status=201, **told)


@router.patch("/v1/clients/{id}", response_model=schemas.Client, summary="แก้ไขระบบของหน่วยงาน")
@policy("clients.manage", problems=MANAGES)
async def change_client(
    id: Id, asked: schemas.ClientChange, expected: IfMatch, write: Writing
) -> Response:
    """แก้ชื่อ หรือเปลี่ยนกุญแจสาธารณะ · Change the name, or the public keys."""
    row = await actions.change(write.session, id, asked, expected=expected, by=write.subject)
    return await write.answer(queries.CLIENT, row.id)


@router.post("/v1/clients/{id}/secrets", response_model=schemas.ClientTold, summary="ออกรหัสลับใหม่")
@policy("clients.manage", act=True, problems=MANAGES)
async def rotate_client_secret(id: Id, new: schemas.SecretNew, write: Writing) -> Response:
    """รหัสเดิมใช้ต่อได้ช่วงหนึ่ง · A second secret; the first one lives on while it is replaced."""
    row, told = await actions.rotate(write.session, id, new, by=write.subject)
    return await answers.once(write, queries.CLIENT, row.id, status=200, **told)


@router.post(
    "/v1/clients/{id}/disablings", response_model=schemas.Client, summary="ปิดระบบของหน่วยงาน"
)
@policy("clients.manage", act=True, problems=MANAGES)
async def disable_client(id: Id, new: Because, write: Writing) -> Response:
    """ปิดถาวร บัตรผ่านถูกปฏิเสธในไม่กี่วินาที · For ever; its tokens are refused within seconds."""
    row = await actions.disable(write.session, id, reason=new.reason, by=write.subject)
    return await write.answer(queries.CLIENT, row.id)
