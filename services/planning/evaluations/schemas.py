"""What evaluations look like."""

from enum import StrEnum
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic.config import JsonDict

from services.planning.evaluation_teams.schemas import CHAI_NAT, TeamKind
from shared import text
from shared.conditions import OMITTED
from shared.field_problems import FIELDS
from shared.ids import Id, NewId, Revision
from shared.lists import AreaQuery
from shared.places import AreaBlock, AreaOrNation
from shared.text import Line, Prose
from shared.thai_time import Instant, PastDate, PlainDate


class EvaluationSubject(StrEnum):
    """What is evaluated."""

    PROVINCE = "PROVINCE"
    AREA = "AREA"
    PLAN = "PLAN"
    PROJECT = "PROJECT"
    PROGRAMME = "PROGRAMME"


class PublicationStatus(StrEnum):
    """Whether it is a draft for people of the area, or stands for everybody."""

    DRAFT = "DRAFT"
    PUBLISHED = "PUBLISHED"


SUBJECT_TH = {
    EvaluationSubject.PROVINCE: "จังหวัด",
    EvaluationSubject.AREA: "พื้นที่",
    EvaluationSubject.PLAN: "แผน",
    EvaluationSubject.PROJECT: "โครงการ",
    EvaluationSubject.PROGRAMME: "โครงการจังหวัดบูรณาการ",
}
STATUS_TH = {PublicationStatus.DRAFT: "ร่าง", PublicationStatus.PUBLISHED: "เผยแพร่แล้ว"}


class EvaluationSort(StrEnum):
    """Orders of the list: newest evaluation first, or oldest."""

    NEWEST = "-evaluated_on"
    OLDEST = "evaluated_on"


class Evidence(BaseModel):
    """What shows it: a file by its content, or a link."""

    model_config = ConfigDict(extra="forbid")

    title_th: Line
    sha256: (
        Annotated[str, Field(pattern="^[0-9a-f]{64}$", min_length=64, max_length=64)] | None
    ) = Field(None, description="เอกสารที่เก็บไว้ (SHA-256) · a stored file")
    url: Annotated[str, Field(pattern=r"^https://[^\s]{3,}$", max_length=500)] | None = Field(
        None, description="ลิงก์ · a link"
    )

    @model_validator(mode="after")
    def _one_of(self) -> Self:
        """Refuse evidence that is nowhere, and evidence in two places."""
        if (self.sha256 is None) == (self.url is None):
            raise text.refusal(FIELDS, "file-or-link")
        return self


NEW: JsonDict = {
    "team_id": "01680000-0000-7000-8000-000000006d01",
    "subject_kind": "PROVINCE",
    "area_code": "18",
    "title_th": "ทบทวนการทำงานโซนอำเภอ รอบ 6 เดือน",
    "evaluated_on": "2025-03-20",
    "findings_th": "โซนเหนือประชุมครบ โซนใต้ขาดสองครั้ง ข้อมูลสองขั้นช่วยให้ชี้เป้าได้",
    "evidence": [{"title_th": "บันทึกการประชุม", "url": "https://example.org/meeting-3-2568"}],
}
SHOWN: JsonDict = {
    "id": "01680000-0000-7000-8000-000000006d11",
    "team_id": "01680000-0000-7000-8000-000000006d01",
    "team_kind": "INTERNAL_EMPOWERMENT",
    "team_th": "ทีมประเมินภายในจังหวัดชัยนาท",
    "area": CHAI_NAT,
    "subject_kind": "PROVINCE",
    "subject_kind_th": "จังหวัด",
    "subject_id": None,
    "title_th": "ชัยนาททบทวนข้อมูลชี้เป้าคนจนที่รับรองสองขั้น (ค่าทดสอบ)",
    "evaluated_on": "2024-09-05",
    "findings_th": "พื้นที่รับรองก่อน จังหวัดรับรองตาม แล้วสอบทาน: แกนนำเชื่อข้อมูลของตนมากขึ้น",
    "policy_th": None,
    "evidence": [
        {
            "title_th": "ผลรวม TPMAP จังหวัดชัยนาท",
            "sha256": None,
            "url": "https://example.org/chai-nat-2567",
        }
    ],
    "status": "PUBLISHED",
    "status_th": "เผยแพร่แล้ว",
    "published_on": "2024-09-10",
    "revision": 2,
    "created_at": "2026-11-20T03:00:05.120000Z",
    "updated_at": "2026-11-20T03:00:05.120000Z",
}
EvidenceList = Annotated[list[Evidence], Field(max_length=20)]


class EvaluationNew(BaseModel):
    """What begins an evaluation; it is a draft until it is published."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [NEW]})

    id: NewId
    team_id: Id
    subject_kind: EvaluationSubject
    area_code: AreaOrNation = Field(
        description="แผนหรือโครงการของกลุ่มจังหวัด ภาค และชาติ ใช้ TH · TH for plans above the province"
    )
    subject_id: Id | None = Field(None, description="แผน โครงการ หรือแผนงานที่ประเมิน เว้นว่างเมื่อเป็นพื้นที่")
    title_th: Line
    evaluated_on: PastDate
    findings_th: Prose = Field(description="พบอะไร")
    policy_th: Line | None = Field(None, description="นโยบายที่เกี่ยวข้อง ทีมประเมินผลสัมฤทธิ์ต้องระบุ")
    evidence: EvidenceList = Field(default_factory=list)


class EvaluationChange(BaseModel):
    """What may be changed in a draft; what is left out stays."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"findings_th": "พบว่าโซนใต้ต้องการพี่เลี้ยง"}]}
    )

    title_th: Line = OMITTED
    evaluated_on: PastDate = OMITTED
    findings_th: Prose = OMITTED
    policy_th: Line | None = None
    evidence: EvidenceList = OMITTED


class PublicationNew(BaseModel):
    """The act that makes a draft public; from then on it stands."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"published_on": "2025-04-01"}]}
    )

    id: NewId
    published_on: PastDate


class EvidenceShown(BaseModel):
    """What shows it."""

    title_th: str = Field(max_length=500)
    sha256: str | None = Field(max_length=64)
    url: str | None = Field(max_length=500)


class Evaluation(BaseModel):
    """An evaluation."""

    model_config = ConfigDict(json_schema_extra={"examples": [SHOWN]})

    id: Id
    team_id: Id
    team_kind: TeamKind
    team_th: str = Field(max_length=200)
    area: AreaBlock
    subject_kind: EvaluationSubject
    subject_kind_th: str = Field(max_length=100)
    subject_id: Id | None
    title_th: str = Field(max_length=500)
    evaluated_on: PlainDate
    findings_th: str = Field(max_length=5000)
    policy_th: str | None = Field(max_length=500)
    evidence: list[EvidenceShown] = Field(max_length=20)
    status: PublicationStatus
    status_th: str = Field(max_length=100)
    published_on: PlainDate | None
    revision: Revision
    created_at: Instant
    updated_at: Instant


class EvaluationPage(BaseModel):
    """A page of evaluations."""

    items: list[Evaluation] = Field(max_length=200)
    next: str | None = Field(max_length=8192)
    limit: int = Field(ge=1, le=200, json_schema_extra={"format": "int32"})


class EvaluationFilters(AreaQuery):
    """How the list of evaluations may be narrowed."""

    team_id: Annotated[Id | None, Field(description="ทีมประเมิน")] = None
    subject_id: Annotated[Id | None, Field(description="แผนหรือโครงการ")] = None
    sort: Annotated[EvaluationSort | None, Field(description="ใหม่สุดก่อน หรือเก่าสุดก่อน")] = None
