"""What can be asked of verifications."""

from fastapi import Response

from services.planning.fact_verifications import actions, schemas
from services.planning.fact_verifications.schemas import Step
from services.planning.facts import queries as facts
from services.planning.facts.schemas import Fact, FactTable
from shared.ids import Id
from shared.routing import Writing, policy
from shared.routing import router as new_router

router = new_router("ข้อมูลตัวชี้วัด")
REFUSED = ("state-conflict", "same-person")


@router.post("/v1/facts/{id}/area-verifications", response_model=Fact, summary="รับรองข้อมูลระดับพื้นที่")
@policy("facts.verify-in-area", act=True, problems=REFUSED)
async def verify_fact_in_area(
    id: Id, new: schemas.FactVerificationNew, write: Writing
) -> Response:
    """รับรองหรือส่งกลับพร้อมเหตุผล ผู้ป้อนรับรองเองไม่ได้ · Confirm or send back; not by who entered it."""
    await actions.verify_fact(write.session, id, new, step=Step.AREA, by=write.subject)
    return await write.answer(facts.FACT, id)


@router.post(
    "/v1/facts/{id}/province-verifications",
    response_model=Fact,
    summary="รับรองข้อมูลระดับจังหวัด",
)
@policy("facts.verify-at-province", act=True, problems=REFUSED)
async def verify_fact_at_province(
    id: Id, new: schemas.FactVerificationNew, write: Writing
) -> Response:
    """หลังพื้นที่รับรอง หรือหลังสอบทาน โดยคนที่สาม · After the area, or after a review; by a third person."""
    await actions.verify_fact(write.session, id, new, step=Step.PROVINCE, by=write.subject)
    return await write.answer(facts.FACT, id)


@router.post("/v1/facts/{id}/reviews", response_model=Fact, summary="ขอสอบทานข้อมูล")
@policy("facts.review", act=True, problems=("state-conflict",))
async def review_fact(id: Id, new: schemas.FactReviewNew, write: Writing) -> Response:
    """ระหว่างสอบทานไม่นับในผลรวม · While under review it is in no total."""
    await actions.review(write.session, id, new, by=write.subject)
    return await write.answer(facts.FACT, id)


@router.post(
    "/v1/fact-tables/{id}/area-verifications",
    response_model=FactTable,
    summary="รับรองทั้งตารางระดับพื้นที่",
)
@policy("facts.verify-in-area", act=True, problems=REFUSED)
async def verify_facts_in_area(
    id: Id, new: schemas.TableVerificationNew, write: Writing
) -> Response:
    """ทุกแถวที่รอ หรือเฉพาะพื้นที่ใน within · All rows that wait, or those of a part of the table."""
    await actions.verify_table(write.session, id, new, step=Step.AREA, by=write.subject)
    return await write.answer(facts.FACT_TABLE, id)


@router.post(
    "/v1/fact-tables/{id}/province-verifications",
    response_model=FactTable,
    summary="รับรองทั้งตารางระดับจังหวัด",
)
@policy("facts.verify-at-province", act=True, problems=REFUSED)
async def verify_facts_at_province(
    id: Id, new: schemas.TableVerificationNew, write: Writing
) -> Response:
    """ทุกแถวที่พื้นที่รับรองแล้ว · All rows that the area has verified."""
    await actions.verify_table(write.session, id, new, step=Step.PROVINCE, by=write.subject)
    return await write.answer(facts.FACT_TABLE, id)
