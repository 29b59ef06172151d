"""What can be asked about where certifications stand."""

from typing import Annotated

from fastapi import Query, Response

from services.registry.certification import queries as certification
from services.registry.coverage.schemas import PlaceCode
from services.registry.standings import actions, queries, schemas
from shared import conditions, copies
from shared.ids import Id
from shared.routing import READ, Reading, policy
from shared.routing import router as new_router

router = new_router("การรับรองสถานภาพองค์กรชุมชน")


@router.get(
    "/v1/certifications/{id}/acts",
    response_model=schemas.CertificationActPage,
    summary="ทุกขั้นของการรับรอง",
)
@policy(READ)
async def list_certification_acts(
    id: Id, asked: Annotated[schemas.CertificationActQuery, Query()], read: Reading
) -> Response:
    """ค้นหา ผู้ร่วมรับรอง คำตัดสิน การพัฒนา พร้อมหลักฐาน · What was done, on which day, on what grounds."""
    copies.found(await certification.CERTIFICATION.one(read.database, id, read.subject.granted))
    return await read.page(queries.ACTS, asked, certification=id)


@router.get(
    "/v1/certifications/{id}/standing",
    response_model=schemas.CertificationStanding,
    summary="สถานะ ณ วันที่ถาม",
)
@policy(READ)
async def get_standing(
    id: Id, asked: Annotated[schemas.CertificationDayQuery, Query()], read: Reading
) -> Response:
    """คิดจากขั้นที่ลงวันที่ไว้เท่านั้น · It follows from the dated acts alone."""
    body = await actions.standing(read.database, id, asked.on)
    return read.answer(body, conditions.weak_etag(body))


@router.get(
    "/v1/certification-counts/{area_code}",
    response_model=schemas.CertificationCounts,
    summary="จำนวนองค์กรตามจังหวะก้าว",
)
@policy(READ)
async def get_certification_counts(
    area_code: PlaceCode,
    asked: Annotated[schemas.CertificationDayQuery, Query()],
    read: Reading,
) -> Response:
    """ค้นหา รับรอง พัฒนา และสถานะใบรับรอง ณ วันที่ถาม · The three strides of an area on a day.

    รวมทั้งกลุ่มพื้นที่ตามสมาชิกของวันนั้น เช่น R-SOUTH และ TH ทั้งประเทศ · Also of a group by its members then, or TH.
    """
    body = await actions.counts(read.database, area_code, asked.on)
    return read.answer(body, conditions.weak_etag(body))
