"""What can be asked when signing in."""

import json
from typing import Any

from fastapi import Response
from fastapi.responses import JSONResponse

from services.registry.access import queries as access
from services.registry.access import schemas as access_schemas
from services.registry.sign_in import actions, oauth, schemas
from services.registry.sign_in import desk as desks
from shared import conditions
from shared.routing import FORM, READ, Reading, Writing, policy
from shared.routing import router as new_router

router = new_router("การเข้าระบบ")
_REFUSALS: dict[int | str, dict[str, Any]] = {
    400: {"model": schemas.TokenRefusal},
    401: {"model": schemas.TokenRefusal},
}


@router.post("/v1/sign-ins", response_model=schemas.SignedIn, summary="เข้าระบบด้วยรหัสผ่าน")
@policy("sessions.open", problems=("sign-in-failed", "no-rights", "too-many-attempts"))
async def sign_in(asked: schemas.SignIn, write: Writing) -> Response:
    """ได้บัตรผ่าน 15 นาที และบัตรต่ออายุที่ใช้ได้ครั้งเดียว · A token for 15 minutes and a refresh token, good once."""
    desk, request = desks.of(write.request), write.request
    issued = await actions.open_by_password(
        desk, request.app.state.database, write.session, asked, desks.network(request)
    )
    return JSONResponse(oauth.tokens_of(issued), headers=oauth.NO_STORE)


@router.post("/v1/sign-outs", response_model=schemas.SignedOut, summary="ออกจากระบบ")
@policy("self")
async def sign_out(asked: schemas.SignOut, write: Writing) -> Response:
    """บัตรผ่านของคำขอนี้ใช้ไม่ได้อีก บัตรต่ออายุก็เช่นกัน · The token of this request ends, and its session."""
    token = asked.refresh_token.get_secret_value() if asked.refresh_token else None
    ended = await actions.sign_out(write.session, token, by=write.subject)
    return JSONResponse({"session_ended": ended}, headers=oauth.NO_STORE)


@router.post(
    "/v1/me/identities",
    response_model=access_schemas.Account,
    summary="ผูกบัญชีกับผู้ให้บริการยืนยันตัวตนภายนอก",
)
@policy(
    "self", problems=("id-token-wrong", "second-factor-required", "already-exists", "not-found")
)
async def link_identity(asked: schemas.IdentityNew, write: Writing) -> Response:
    """ครั้งต่อไปแลก ID token เป็นบัตรผ่านได้ที่ /oauth/token · From now on its ID token opens this account."""
    row = await actions.link(desks.of(write.request), write.session, asked, by=write.subject)
    return await write.answer(access.SHOWN, row.id)


@router.post(
    "/oauth/token",
    response_model=schemas.TokenAnswer,
    responses=_REFUSALS,
    summary="ขอบัตรผ่าน (OAuth 2)",
    openapi_extra={"requestBody": schemas.TOKEN_FORM},
)
@policy("sessions.open", media=FORM)
async def issue_token(write: Writing) -> Response:
    """ระบบของหน่วยงาน การต่ออายุ และการแลก ID token ภายนอก · Clients, renewal and exchange (RFC 6749, 7523, 8693).

    Refusals are `{"error", "error_description"}` as RFC 6749 section 5.2 has them, not problem documents.
    """
    return await oauth.answer(write)


@router.get(
    "/.well-known/oauth-authorization-server",
    response_model=schemas.Metadata,
    summary="วิธีขอบัตรผ่าน",
)
@policy(READ)
async def get_metadata(read: Reading) -> Response:
    """ที่อยู่และวิธีการที่รองรับ · Where tokens are had, and how (RFC 8414)."""
    body = json.dumps(oauth.metadata(desks.of(read.request))).encode()
    return read.answer(body, conditions.weak_etag(body))


@router.get(
    "/.well-known/jwks.json", response_model=schemas.PublicKeys, summary="กุญแจสาธารณะของผู้ออกบัตร"
)
@policy(READ)
async def get_keys(read: Reading) -> Response:
    """กุญแจปัจจุบัน กุญแจถัดไป และกุญแจเดิมที่บัตรยังไม่หมดอายุ · Today's key, the next, and former ones."""
    body = json.dumps({"keys": desks.of(read.request).published.value}).encode()
    return read.answer(body, conditions.weak_etag(body))
