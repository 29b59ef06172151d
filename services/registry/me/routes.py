"""What somebody who is signed in asks of themselves."""

import json

from fastapi import Response

from services.registry import answers
from services.registry.access import queries as access
from services.registry.access import schemas as accounts
from services.registry.me import actions, queries, rules, schemas
from shared import conditions
from shared.ids import Id
from shared.routing import Reading, Writing, policy
from shared.routing import router as new_router

router = new_router("ตัวฉัน")
OWN = ("not-found", "too-many-attempts")
LINKS = ("not-found", "second-factor-required")


@router.get("/v1/me", response_model=schemas.Me, summary="ตัวฉัน")
@policy("self", problems=("unauthenticated",))
async def get_me(read: Reading) -> Response:
    """บัญชี บุคคล และสิทธิวันนี้ รวมที่มาจากตำแหน่งในองค์กร · One's account, person and rights of today."""
    body = await queries.me(read.database, read.subject)
    return read.answer(body, conditions.weak_etag(body))


@router.get("/v1/me/permissions", response_model=schemas.Permissions, summary="ฉันทำอะไรได้บ้าง")
@policy("self", problems=("unauthenticated",))
async def list_my_permissions(read: Reading) -> Response:
    """ทำอะไรได้ ที่ใด ต้องใช้ขั้นที่สองหรือเหตุผลไหม ตามบัตรผ่านนี้ · What this token lets one do, and where."""
    items = rules.permissions(read.subject)
    body = json.dumps({"items": items}, ensure_ascii=False).encode()
    return read.answer(body, conditions.weak_etag(body))


@router.post("/v1/me/passwords", response_model=accounts.Account, summary="เปลี่ยนรหัสผ่านของตน")
@policy("self", problems=(*OWN, "password-wrong"))
async def change_my_password(asked: schemas.PasswordChange, write: Writing) -> Response:
    """ทุกเครื่องต้องเข้าระบบใหม่ · Every session ends, this one too: sign in again."""
    row = await actions.change_password(write, asked)
    return await answers.unkept(write, access.SHOWN, row.id)


@router.post("/v1/me/second-factors", response_model=schemas.Factor, summary="ขอรหัสลับของขั้นที่สอง")
@policy("self", problems=(*OWN, "password-wrong", "second-factor-required"))
async def offer_my_second_factor(asked: schemas.FactorNew, write: Writing) -> Response:
    """ใส่ในแอปยืนยันตัวตน แล้วส่งรหัสแรกมายืนยัน · For an authenticator; told once, counts once confirmed."""
    row, told = await actions.offer_factor(write, asked)
    return await answers.unkept(write, access.SHOWN, row.id, **told)


@router.post(
    "/v1/me/second-factors/confirmations",
    response_model=accounts.Account,
    summary="ยืนยันขั้นที่สองด้วยรหัสแรก",
)
@policy("self", problems=(*OWN, "code-wrong", "state-conflict"))
async def confirm_my_second_factor(asked: schemas.FactorProof, write: Writing) -> Response:
    """ตั้งแต่ครั้งถัดไปต้องใช้รหัสนี้ด้วย · From the next time signing in takes this factor too."""
    row = await actions.confirm_factor(write, asked)
    return await answers.unkept(write, access.SHOWN, row.id)


@router.get(
    "/v1/me/identities", response_model=schemas.Identities, summary="ผู้ให้บริการยืนยันตัวตนที่ผูกไว้"
)
@policy("self", problems=("unauthenticated", "not-found"))
async def list_my_identities(read: Reading) -> Response:
    """ตัวตนภายนอกที่เปิดบัญชีนี้ได้ และผูกเมื่อใด · Outside identities that open this account, and since when."""
    body = await queries.identities(read.database, read.subject)
    return read.answer(body, conditions.weak_etag(body))


@router.post(
    "/v1/me/identities",
    response_model=accounts.Account,
    summary="ผูกบัญชีกับผู้ให้บริการยืนยันตัวตนภายนอก",
)
@policy(
    "self",
    problems=(
        *OWN,
        "second-factor-required",
        "id-token-wrong",
        "password-wrong",
        "already-exists",
    ),
)
async def link_identity(asked: schemas.IdentityNew, write: Writing) -> Response:
    """ครั้งต่อไปแลก ID token เป็นบัตรผ่านได้ที่ /oauth/token · From now on its ID token opens this account."""
    row = await actions.link(write, asked)
    return await answers.unkept(write, access.SHOWN, row.id)


@router.post(
    "/v1/me/identities/{id}/endings",
    response_model=accounts.Account,
    summary="เลิกผูกกับผู้ให้บริการยืนยันตัวตน",
)
@policy("self", act=True, problems=LINKS)
async def unlink_identity(id: Id, new: accounts.Because, write: Writing) -> Response:
    """การเข้าระบบที่มาทางนั้นจบทันที บัตรผ่านทุกใบต้องต่ออายุ · Its sessions end; every token is to be renewed."""
    row = await actions.unlink(write, id, new.reason)
    return await write.answer(access.SHOWN, row.id)
