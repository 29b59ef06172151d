"""What agreements look like."""

from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic.config import JsonDict
from pydantic_core import PydanticCustomError

from services.partners.agencies.schemas import AgencyBlock
from shared.ids import Id, NewId, Revision
from shared.lists import AreaQuery
from shared.places import AreaBlock, ProvinceCode
from shared.privacy import Words
from shared.text import Line
from shared.thai_time import Instant, PastDate, PlainDate


class AgreementKind(StrEnum):
    """Between agencies, or for the work in one province under such an agreement."""

    AGENCY = "AGENCY"
    PROVINCE = "PROVINCE"


KIND_TH = {
    AgreementKind.AGENCY: "ข้อตกลงระหว่างหน่วยงาน",
    AgreementKind.PROVINCE: "ข้อตกลงระดับจังหวัด",
}


class AgreementStatus(StrEnum):
    """DRAFT → ACTIVE → ENDED or SUPERSEDED."""

    DRAFT = "DRAFT"
    ACTIVE = "ACTIVE"
    ENDED = "ENDED"
    SUPERSEDED = "SUPERSEDED"


STATUS_TH = {
    AgreementStatus.DRAFT: "ร่าง",
    AgreementStatus.ACTIVE: "มีผลอยู่",
    AgreementStatus.ENDED: "สิ้นสุดแล้ว",
    AgreementStatus.SUPERSEDED: "มีฉบับใหม่แทน",
}


class AgreementSort(StrEnum):
    """Orders of the list: by place, or newest change first."""

    PLACE = "place"
    UPDATED = "-updated_at"


NEW: JsonDict = {
    "kind": "PROVINCE",
    "province_code": "72",
    "title_th": "ความร่วมมือฉบับเดียวของจังหวัดสุพรรณบุรี",
    "party_ids": ["01680000-0000-7000-8000-000000000401", "01680000-0000-7000-8000-000000000403"],
    "starts_on": "2025-01-01",
    "ends_on": None,
    "under_agreement_id": "01680000-0000-7000-8000-000000000411",
}
SIGNATURE: JsonDict = {"signed_on": "2019-06-01"}
ENDING: JsonDict = {"ended_on": "2020-09-30", "reason_th": "ครบกำหนดความร่วมมือ"}
SHOWN: JsonDict = {
    "id": "01680000-0000-7000-8000-000000000412",
    "kind": "PROVINCE",
    "area": {"code": "18", "level": "PROVINCE", "name_th": "ชัยนาท", "name_en": "Chai Nat"},
    "title_th": "ความร่วมมือฉบับเดียวของจังหวัดชัยนาท",
    "parties": [
        {
            "id": "01680000-0000-7000-8000-000000000401",
            "code": "CODI",
            "name_th": "สถาบันพัฒนาองค์กรชุมชน (องค์การมหาชน)",
        },
        {
            "id": "01680000-0000-7000-8000-000000000403",
            "code": "THAIHEALTH",
            "name_th": "สำนักงานกองทุนสนับสนุนการสร้างเสริมสุขภาพ (สสส.)",
        },
    ],
    "status": "ACTIVE",
    "signed_on": "2019-06-01",
    "starts_on": "2019-06-01",
    "ends_on": None,
    "ended_on": None,
    "end_reason_th": None,
    "under_agreement_id": "01680000-0000-7000-8000-000000000411",
    "replaces_id": None,
    "superseded_by_id": None,
    "revision": 2,
    "created_at": "2026-11-20T03:00:05.120000Z",
    "updated_at": "2026-11-20T03:00:05.120000Z",
}


def _distinct(parties: list[Id]) -> list[Id]:
    if len(set(parties)) != len(parties):
        raise PydanticCustomError("repeated-item", "An item is repeated")
    return parties


Parties = Annotated[
    list[Id],
    Field(
        min_length=2,
        max_length=10,
        json_schema_extra={"uniqueItems": True},
        description="หน่วยงานคู่ข้อตกลง 2-10 หน่วย · the agencies that agree",
    ),
    AfterValidator(_distinct),
]


class AgreementNew(BaseModel):
    """What is needed to draft an agreement; the client makes the id."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [NEW]})

    id: NewId
    kind: AgreementKind
    province_code: ProvinceCode | None = Field(
        None, description="จังหวัด เฉพาะข้อตกลงระดับจังหวัด · for a PROVINCE agreement only"
    )
    title_th: Line
    party_ids: Parties
    starts_on: PlainDate
    ends_on: PlainDate | None = Field(None, description="ไม่ระบุคือไม่มีกำหนดสิ้นสุด")
    under_agreement_id: Id | None = Field(
        None,
        description="ข้อตกลงระหว่างหน่วยงานที่อยู่เหนือขึ้นไป ไม่ระบุคือให้ระบบหาให้ตอนลงนาม",
    )


class SignatureNew(BaseModel):
    """The signing of a draft, perhaps in place of an agreement that was active until now."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [SIGNATURE]})

    id: NewId
    signed_on: PastDate
    replaces_id: Id | None = Field(None, description="ฉบับเดิมที่ฉบับนี้มาแทน")


class EndingNew(BaseModel):
    """The end of an active agreement."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [ENDING]})

    id: NewId
    ended_on: PastDate
    reason_th: Words


class Agreement(BaseModel):
    """An agreement as it is today."""

    model_config = ConfigDict(json_schema_extra={"examples": [SHOWN]})

    id: Id
    kind: AgreementKind
    area: AreaBlock | None
    title_th: str = Field(max_length=500)
    parties: list[AgencyBlock] = Field(max_length=10)
    status: AgreementStatus
    signed_on: PlainDate | None
    starts_on: PlainDate
    ends_on: PlainDate | None
    ended_on: PlainDate | None
    end_reason_th: str | None = Field(max_length=500)
    under_agreement_id: Id | None
    replaces_id: Id | None
    superseded_by_id: Id | None
    revision: Revision
    created_at: Instant
    updated_at: Instant


class AgreementPage(BaseModel):
    """A page of agreements."""

    items: list[Agreement] = Field(max_length=200)
    next: str | None = Field(max_length=8192)
    limit: int = Field(ge=1, le=200, json_schema_extra={"format": "int32"})


class AgreementFilters(AreaQuery):
    """How the list of agreements may be narrowed."""

    kind: Annotated[AgreementKind | None, Field(description="ระดับของข้อตกลง")] = None
    status: Annotated[AgreementStatus | None, Field(description="สถานะ")] = None
    agency_id: Annotated[Id | None, Field(description="หน่วยงานนี้หรือหน่วยย่อยเป็นคู่ข้อตกลง")] = None
    under_agreement_id: Annotated[Id | None, Field(description="อยู่ใต้ข้อตกลงนี้")] = None
    sort: Annotated[AgreementSort | None, Field(description="เรียงตามที่ตั้ง หรือแก้ล่าสุด")] = None
