"""What can be asked for and about tokens."""

import json
from typing import Any

from fastapi import Response

from services.registry import desk as desks
from services.registry.token_endpoint import actions, schemas
from shared import conditions
from shared.routing import FORM, READ, Reading, Writing, policy
from shared.routing import router as new_router

router = new_router("การเข้าระบบ")
_REFUSALS: dict[int | str, dict[str, Any]] = {
    400: {"model": schemas.TokenRefusal},
    401: {"model": schemas.TokenRefusal},
}


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
    return await actions.answer(write)


@router.get(
    "/.well-known/oauth-authorization-server",
    response_model=schemas.Metadata,
    summary="วิธีขอบัตรผ่าน",
)
@policy(READ)
async def get_metadata(read: Reading) -> Response:
    """ที่อยู่และวิธีการที่รองรับ · Where tokens are had, and how (RFC 8414)."""
    body = json.dumps(actions.metadata(desks.of(read.request))).encode()
    return read.answer(body, conditions.weak_etag(body))


@router.get(
    "/.well-known/jwks.json", response_model=schemas.PublicKeys, summary="กุญแจสาธารณะของผู้ออกบัตร"
)
@policy(READ)
async def get_keys(read: Reading) -> Response:
    """กุญแจปัจจุบัน กุญแจถัดไป และกุญแจเดิมที่บัตรยังไม่หมดอายุ · Today's key, the next, and former ones."""
    body = json.dumps({"keys": desks.of(read.request).published.value}).encode()
    return read.answer(body, conditions.weak_etag(body))
