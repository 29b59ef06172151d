"""What can be asked of the access log."""

from typing import Annotated

from fastapi import Query, Response

from services.registry.access_log import queries, schemas
from shared import auth
from shared.routing import Reading, policy
from shared.routing import router as new_router

router = new_router("บันทึกการเข้าดูข้อมูลส่วนบุคคล")


@router.get(
    "/v1/access-log", response_model=schemas.AccessPage, summary="ใครเข้าดูข้อมูลส่วนบุคคลของใคร"
)
@policy("access-log.read", problems=("second-factor-required",))
async def list_access_log(
    asked: Annotated[schemas.AccessFilters, Query()], read: Reading
) -> Response:
    """กรองตามบุคคล ผู้เข้าดู และเวลา ใหม่สุดก่อน · By person, actor and time, newest first."""
    auth.require(read.subject, "access-log.read")
    return await read.page(queries.ENTRIES, asked)
