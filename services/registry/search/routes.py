"""What can be searched."""

from typing import Annotated

from fastapi import Query, Response

from services.registry.search import actions, schemas
from shared import conditions
from shared.routing import READ, Reading, policy
from shared.routing import router as new_router

router = new_router("ค้นหา")


@router.get("/v1/search", response_model=schemas.SearchAnswer, summary="ค้นหาทุกอย่างด้วยชื่อ")
@policy(READ)
async def search(asked: Annotated[schemas.SearchQuery, Query()], read: Reading) -> Response:
    """พื้นที่ องค์กร แกนนำในตำแหน่งสาธารณะ การประชุม คณะ พื้นที่รูปธรรม สะกดพลาดหนึ่งตัวก็พบ · Names, as typed or a slip away."""
    body = (await actions.look(read, asked)).model_dump_json().encode()
    return read.answer(body, conditions.weak_etag(body))
