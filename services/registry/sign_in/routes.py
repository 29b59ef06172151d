"""What can be asked when signing in."""

from fastapi import Response
from fastapi.responses import JSONResponse

from services.registry import desk as desks
from services.registry.sign_in import actions, schemas
from shared.routing import Writing, policy
from shared.routing import router as new_router

router = new_router("การเข้าระบบ")


@router.post("/v1/sign-ins", response_model=schemas.SignedIn, summary="เข้าระบบด้วยรหัสผ่าน")
@policy("sessions.open", problems=("sign-in-failed", "no-rights", "too-many-attempts"))
async def sign_in(asked: schemas.SignIn, write: Writing) -> Response:
    """ได้บัตรผ่าน 15 นาที และบัตรต่ออายุที่ใช้ได้ครั้งเดียว · A token for 15 minutes and a refresh token, good once."""
    desk, request = desks.of(write.request), write.request
    issued = await actions.open_by_password(
        desk, request.app.state.database, write.session, asked, desks.network(request)
    )
    return issued.shown()


@router.post("/v1/sign-outs", response_model=schemas.SignedOut, summary="ออกจากระบบ")
@policy("self")
async def sign_out(asked: schemas.SignOut, write: Writing) -> Response:
    """จบการเข้าระบบของบัตรต่ออายุนี้ ไม่ส่งคือทุกเครื่อง · Ends that session, or all without a refresh token."""
    token = asked.refresh_token.get_secret_value() if asked.refresh_token else None
    ended = await actions.sign_out(write.session, token, by=write.subject)
    return JSONResponse({"session_ended": ended}, headers=actions.NO_STORE)
