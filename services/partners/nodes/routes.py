"""What can be asked of nodes."""

from typing import Annotated

from fastapi import Query, Response

from services.partners.nodes import actions, queries, schemas
from shared import history
from shared.history import HISTORY, AsOf, HistoryPage, HistoryQuery
from shared.ids import Id
from shared.routing import READ, IfMatch, Reading, Writing, policy
from shared.routing import router as new_router

router = new_router("โหนดของหน่วยงาน")


@router.get("/v1/nodes", response_model=schemas.NodePage, summary="รายการโหนด")
@policy(READ)
async def list_nodes(asked: Annotated[schemas.NodeFilters, Query()], read: Reading) -> Response:
    """กรองตามพื้นที่ หน่วยงาน ระยะ และสถานะเปิดปิด · Nodes by area, agency, stage and openness."""
    return await read.page(queries.NODES, asked)


@router.get("/v1/nodes/{id}", response_model=schemas.Node, summary="โหนดหนึ่ง")
@policy(READ)
async def get_node(id: Id, asked: Annotated[AsOf, Query()], read: Reading) -> Response:
    """โหนดหนึ่งวันนี้ หรือ ณ เวลาที่ถาม · One node as it is, or was at an instant."""
    return await history.one(read, queries.NODE, id, asked)


@router.get("/v1/nodes/{id}/history", response_model=HistoryPage, summary="ประวัติของโหนด")
@policy(READ)
async def list_node_history(
    id: Id, asked: Annotated[HistoryQuery, Query()], read: Reading
) -> Response:
    """ทุกการเปลี่ยนแปลงตามลำดับ · Every change in order."""
    return await read.page(HISTORY, asked, subject=str(id), kind="node")


@router.post("/v1/nodes", status_code=201, response_model=schemas.Node, summary="เปิดโหนด")
@policy("nodes.open", problems=("already-exists",))
async def open_node(new: schemas.NodeNew, write: Writing) -> Response:
    """หน่วยงานหนึ่งเปิดได้จังหวัดละหนึ่งโหนด ส่งซ้ำได้ · One open node per agency and province."""
    row = await actions.open_in_province(write.session, new, by=write.subject)
    return await write.answer(queries.NODE, row.id, status=201)


@router.patch("/v1/nodes/{id}", response_model=schemas.Node, summary="แก้ไขข้อมูลโหนด")
@policy("nodes.open", problems=("state-conflict",))
async def change_node(
    id: Id, asked: schemas.NodeChange, expected: IfMatch, write: Writing
) -> Response:
    """แก้เฉพาะช่องที่ส่งมา · Change only the fields sent."""
    row = await actions.change(write.session, id, asked, expected=expected, by=write.subject)
    return await write.answer(queries.NODE, row.id)


@router.post("/v1/nodes/{id}/closures", response_model=schemas.Node, summary="ปิดโหนด")
@policy("nodes.open", act=True, problems=("state-conflict",))
async def close_node(id: Id, asked: schemas.ClosureNew, write: Writing) -> Response:
    """ปิดโหนดพร้อมเหตุผล · Close a node, with the reason."""
    row = await actions.close(write.session, id, asked, by=write.subject)
    return await write.answer(queries.NODE, row.id)
