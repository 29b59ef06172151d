"""What can be asked of lineages."""

from fastapi import Response
from fastapi.responses import JSONResponse

from services.planning.lineages import queries, rules, schemas
from shared import conditions, copies
from shared.ids import Id
from shared.routing import READ, Reading, policy
from shared.routing import router as new_router

router = new_router("ทางของความต้องการ")
PROV = "application/prov+json"


class ProvResponse(JSONResponse):
    """PROV-JSON under its own media type."""

    media_type = PROV


@router.get(
    "/v1/needs/{id}/lineage",
    response_model=schemas.Document,
    response_class=ProvResponse,
    summary="ความต้องการมาจากไหน กลายเป็นอะไร (W3C PROV)",
)
@policy(READ)
async def get_need_lineage(id: Id, read: Reading) -> Response:
    """ทั้งสองทิศ เป็น PROV-JSON · What it came from and what became of it, as PROV-JSON."""
    body = rules.told(copies.found(await queries.around_need(read.database, id))).encode()
    return read.answer(body, conditions.weak_etag(body), PROV)


@router.get(
    "/v1/plan-items/{id}/lineage",
    response_model=schemas.Document,
    response_class=ProvResponse,
    summary="โครงการมาจากไหน ไปอยู่ที่ใด (W3C PROV)",
)
@policy(READ)
async def get_plan_item_lineage(id: Id, read: Reading) -> Response:
    """โครงการในแผนที่รับรองแล้ว · An item of an adopted plan: its needs, what it is part of, what came of it."""
    body = rules.told(copies.found(await queries.around_item(read.database, id))).encode()
    return read.answer(body, conditions.weak_etag(body), PROV)
