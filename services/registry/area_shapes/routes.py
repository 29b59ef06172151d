"""What can be asked of shapes."""

from typing import Annotated

from fastapi import Query, Response

from services.registry.area_shapes import actions, schemas
from shared import conditions
from shared.places import AreaCode
from shared.routing import READ, Reading, policy
from shared.routing import router as new_router

router = new_router("พื้นที่")


@router.get("/v1/areas/{code}/neighbours", response_model=schemas.Neighbours, summary="พื้นที่ใกล้เคียง")
@policy(READ)
async def list_area_neighbours(code: AreaCode, read: Reading) -> Response:
    """ติดกันตามแนวเขต หรือใกล้ที่สุดตามจุดกลาง บอกไว้ทุกแห่ง · By shapes that touch, else by centres."""
    body = await actions.neighbours(read, code)
    return read.answer(body, conditions.weak_etag(body))


@router.get("/v1/area-lookups", response_model=schemas.FoundArea, summary="จุดนี้อยู่พื้นที่ใด")
@policy(READ)
async def look_up_area(asked: Annotated[schemas.Point, Query()], read: Reading) -> Response:
    """จากพิกัด ตามแนวเขตถ้ามี ไม่มีก็ตำบลที่จุดกลางใกล้ที่สุด · Which area a point lies in, and how sure."""
    body = await actions.lookup(read, asked)
    return read.answer(body, conditions.weak_etag(body))
