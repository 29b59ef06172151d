"""How two records of an organization become one, and two again."""

from typing import Annotated

from fastapi import Query, Response

from services.registry.organization_mergers import actions, queries, schemas
from shared import copies
from shared.history import HISTORY, HistoryPage, HistoryQuery
from shared.ids import Id
from shared.routing import READ, Reading, Writing, policy
from shared.routing import router as new_router

router = new_router("องค์กรชุมชน")
_PROBLEMS = ("state-conflict", "not-for-oneself", "second-factor-required")


@router.post(
    "/v1/organizations/{id}/mergers",
    status_code=201,
    response_model=schemas.OrganizationMerger,
    summary="รวมองค์กรที่จดซ้ำกัน",
)
@policy("organizations.merge", act=True, problems=_PROBLEMS)
async def merge_organization(
    id: Id, new: schemas.OrganizationMergerNew, write: Writing
) -> Response:
    """ทุกสิ่งที่อ้างถึงย้ายไปอีกระเบียน แยกคืนได้ · All that refers to it moves, and can be put back."""
    row = await actions.merge(write.session, id, new, by=write.subject)
    return await write.answer(queries.MERGER, row.id, status=201, at="/v1/organization-mergers")


@router.get(
    "/v1/organization-mergers",
    response_model=schemas.OrganizationMergerPage,
    summary="การรวมองค์กรที่จดซ้ำ",
)
@policy(READ)
async def list_organization_mergers(
    asked: Annotated[schemas.OrganizationMergerFilters, Query()], read: Reading
) -> Response:
    """ครั้งล่าสุดก่อน · The latest first."""
    return await read.page(queries.MERGERS, asked)


@router.get(
    "/v1/organization-mergers/{id}",
    response_model=schemas.OrganizationMerger,
    summary="การรวมครั้งหนึ่ง",
)
@policy(READ)
async def get_organization_merger(id: Id, read: Reading) -> Response:
    """รวมอะไรเข้ากับอะไร ย้ายกี่รายการ · Which into which, and how much moved."""
    return await read.one(queries.MERGER, id)


@router.get(
    "/v1/organization-mergers/{id}/history",
    response_model=HistoryPage,
    summary="ประวัติของการรวม",
)
@policy(READ)
async def list_organization_merger_history(
    id: Id, asked: Annotated[HistoryQuery, Query()], read: Reading
) -> Response:
    """รวมเมื่อใด แยกคืนเมื่อใด · When it was done and undone."""
    return await read.page(HISTORY, asked, subject=str(id), kind="organization-merger")


@router.get(
    "/v1/organization-mergers/{id}/lines",
    response_model=schemas.MergerLinePage,
    summary="รายการที่ย้ายในการรวม",
)
@policy(READ)
async def list_merger_lines(
    id: Id, asked: Annotated[schemas.MergerLineFilters, Query()], read: Reading
) -> Response:
    """เห็นเฉพาะผู้รับผิดชอบพื้นที่ · What moved, ended or stayed; for those responsible."""
    copies.found(await queries.MERGER.one(read.database, id, read.subject.granted))
    return await read.page(queries.LINES, asked, merger=id)


@router.post(
    "/v1/organization-mergers/{id}/reversals",
    response_model=schemas.OrganizationMerger,
    summary="แยกองค์กรที่รวมผิดคืน",
)
@policy("organizations.merge", act=True, problems=(*_PROBLEMS, "tambon-has-council", "post-held"))
async def reverse_organization_merger(
    id: Id, new: schemas.OrganizationReversalNew, write: Writing
) -> Response:
    """ทุกอย่างกลับที่เดิม สิ่งที่แก้ระหว่างนั้นรายงานไว้ · Everything goes back; later changes are told."""
    row = await actions.reverse(write.session, id, new, by=write.subject)
    return await write.answer(queries.MERGER, row.id)
