"""What can be asked of accounts."""

from typing import Annotated

from fastapi import Query, Response

from services.registry import answers
from services.registry.access import actions, queries, schemas
from shared import reach
from shared.history import HISTORY, HistoryPage, HistoryQuery
from shared.ids import Id
from shared.routing import Reading, Writing, policy
from shared.routing import router as new_router

router = new_router("บัญชีผู้ใช้")
READS = ("unauthenticated", "insufficient-scope", "second-factor-required")
MANAGES = ("second-factor-required", "not-for-oneself", "above-own-rank", "state-conflict")


@router.get("/v1/accounts", response_model=schemas.AccountPage, summary="รายการบัญชีผู้ใช้")
@policy("accounts.read", problems=READS)
async def list_accounts(
    asked: Annotated[schemas.AccountFilters, Query()], read: Reading
) -> Response:
    """เฉพาะบัญชีที่ท่านดูแล หรือมีสิทธิในพื้นที่ของท่าน · Accounts looked after or granted rights in your area."""
    staff = queries.as_staff(read)
    return await staff.page(queries.ACCOUNTS, asked, **reach.condition(staff.subject))


@router.get("/v1/accounts/{id}", response_model=schemas.Account, summary="บัญชีหนึ่ง")
@policy("accounts.read", problems=READS)
async def get_account(id: Id, read: Reading) -> Response:
    """บัญชีหนึ่งในวันนี้ · One account as it is today."""
    return await queries.as_staff(read).one(queries.SHOWN, id)


@router.get("/v1/accounts/{id}/history", response_model=HistoryPage, summary="ประวัติของบัญชี")
@policy("accounts.read", problems=READS)
async def list_account_history(
    id: Id, asked: Annotated[HistoryQuery, Query()], read: Reading
) -> Response:
    """ทุกการเปลี่ยนแปลงตามลำดับ ไม่มีรหัสลับ · Every change in order, without any secret."""
    return await queries.as_staff(read).page(HISTORY, asked, subject=str(id), kind="account")


@router.post(
    "/v1/accounts", status_code=201, response_model=schemas.AccountInvited, summary="เชิญผู้ใช้ใหม่"
)
@policy("accounts.manage", problems=("second-factor-required", "above-own-rank", "already-exists"))
async def invite_account(new: schemas.AccountNew, write: Writing) -> Response:
    """รหัสเชิญตายเมื่อผู้อื่นให้สิทธิ ผู้ให้สิทธิเชิญใหม่ได้ · It dies when somebody else gives rights; they invite again."""
    row, invitation = await actions.invite(write.session, new, by=write.subject)
    return await answers.once(write, queries.SHOWN, row.id, status=201, invitation=invitation)


@router.post(
    "/v1/accounts/{id}/invitations",
    response_model=schemas.AccountInvited,
    summary="เชิญอีกครั้ง เมื่อลืมรหัสผ่านหรือทำเครื่องหาย",
)
@policy("accounts.manage", act=True, problems=MANAGES)
async def invite_account_again(id: Id, new: schemas.Because, write: Writing) -> Response:
    """เมื่อใช้รหัสเชิญ รหัสผ่านเดิมและขั้นที่สองถูกยกเลิก · Using it replaces password and second factor."""
    by, reason = write.subject, new.reason
    row, invitation = await actions.invite_again(write.session, id, reason=reason, by=by)
    return await answers.once(write, queries.SHOWN, row.id, invitation=invitation)


@router.post(
    "/v1/accounts/{id}/passwords", response_model=schemas.Account, summary="ตั้งรหัสผ่านด้วยรหัสเชิญ"
)
@policy("sessions.open", problems=("invitation-invalid",))
async def set_password(id: Id, new: schemas.PasswordNew, write: Writing) -> Response:
    """เจ้าของบัญชีใช้รหัสเชิญครั้งเดียว · The owner spends the invitation; nobody else knows the password."""
    row = await actions.accept(write.session, id, new)
    return await answers.unkept(write, queries.SHOWN, row.id)


@router.post("/v1/accounts/{id}/disablings", response_model=schemas.Account, summary="ปิดบัญชี")
@policy("accounts.manage", act=True, problems=MANAGES)
async def disable_account(id: Id, new: schemas.Because, write: Writing) -> Response:
    """ปิดถาวร บัตรผ่านทุกใบถูกปฏิเสธในไม่กี่วินาที · For ever; all its tokens are refused within seconds."""
    row = await actions.disable(write.session, id, reason=new.reason, by=write.subject)
    return await write.answer(queries.SHOWN, row.id)
