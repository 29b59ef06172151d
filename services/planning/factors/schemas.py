"""What the readiness of a province looks like, and the evidence that it is computed from."""

import datetime as dt
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from services.planning.cohorts.schemas import Stage
from services.planning.factor_overrides.schemas import FACTORS_TH, FactorState, Number
from services.planning.factor_overrides.schemas import SHOWN as OVERRIDE
from services.planning.places.schemas import SUPHAN_BURI
from services.planning.programmes.schemas import Count, Track
from shared.ids import Id
from shared.places import AreaBlock
from shared.thai_time import FiscalYearBe, PastDate, PlainDate

_AGENDA = ("joint-agenda", "/v1/joint-agendas/01680000-0000-7000-8000-000000005501")
_PLAN = ("plan", "/v1/plans/01680000-0000-7000-8000-000000000531")
_TOLD: list[tuple[str, str, str | None, list[tuple[str, str]]]] = [
    ("MET", "วาระร่วม 3 ประเด็น ที่ประชุมรับรอง 30 ก.ย. 2567", None, [_AGENDA]),
    ("UNKNOWN", "ยังไม่มีข้อมูลในระบบ", "ชุดข้อมูลที่ทำร่วมกันอย่างน้อยสองฝ่ายและจังหวัดรับรองแล้ว", []),
    (
        "PARTLY",
        "มีวาระร่วม แผนร่วม งบร่วม · คณะทำงาน 0 จาก 3 ประเด็น",
        "คณะทำงานทุกประเด็น",
        [_AGENDA, _PLAN],
    ),
    (
        "PARTLY",
        "ความร่วมมือที่มีผล 0 ฉบับ หน่วยงานผูกพัน 1 รายการในปี",
        "ความร่วมมือของจังหวัดที่มีผลอยู่",
        [("commitment", "/v1/commitments/01680000-0000-7000-8000-000000000551")],
    ),
    (
        "PARTLY",
        "เวทีพื้นที่กลาง 0 ครั้งในปี · สัญลักษณ์: ลานกลางบ้านของคนสุพรรณ (ค่าทดสอบ)",
        "เวทีพื้นที่กลางอย่างน้อยปีละ 1 ครั้ง",
        [_AGENDA],
    ),
    ("UNKNOWN", "ยังไม่มีข้อมูลในระบบ", "การประเมินสถานการณ์ขบวนใน 12 เดือน", []),
    (
        "PARTLY",
        "ทุนที่จดไว้ 1 รายการ: ภายใน 1 ร่วมกับหน่วยงาน 0",
        "ทุนที่บูรณาการกับหน่วยงาน",
        [("holding", "/v1/holdings?area=72")],
    ),
    (
        "PARTLY",
        "1 จาก 110 ตำบลมีโครงการในแผนจังหวัด (ร้อยละ 0.9)",
        "โครงการของตำบลในแผนจังหวัดอย่างน้อยร้อยละ 80 ของตำบล",
        [_PLAN],
    ),
    (
        "PARTLY",
        "1 จาก 3 โครงการรายงานผลแล้ว (ร้อยละ 33.3)",
        "ผลที่รายงานแล้วอย่างน้อยร้อยละ 80 ของโครงการ",
        [("result", "/v1/results?area=72")],
    ),
    (
        "NOT",
        "0 จาก 110 ตำบลมีความต้องการใน 12 เดือน (ร้อยละ 0.0) วิเคราะห์แล้ว 0 จาก 0",
        "ความต้องการจากร้อยละ 80 ของตำบล และวิเคราะห์แล้วร้อยละ 50",
        [("need", "/v1/needs?area=72")],
    ),
]
_OVER: JsonDict = {name: OVERRIDE[name] for name in (
    "id", "number", "state", "reason_th", "evidence_link", "decided_on")}  # fmt: skip


def _shown(number: int, told: tuple[str, str, str | None, list[tuple[str, str]]]) -> JsonDict:
    over = _OVER if number == _OVER["number"] else None
    return {
        "number": number,
        "factor_th": FACTORS_TH[number],
        "computed": told[0],
        "state": over["state"] if over else told[0],
        "said_th": told[1],
        "missing_th": told[2],
        "evidence": [{"kind": kind, "link": link} for kind, link in told[3]],
        "override": over,
    }


SHOWN: JsonDict = {
    "area": SUPHAN_BURI,
    "as_of": "2025-09-30",
    "fiscal_year_be": 2568,
    "met": 1,
    "partly": 7,
    "not_met": 1,
    "unknown": 1,
    "overridden": 1,
    "said_th": "มีครบ 1 จาก 10 ปัจจัย ณ 30 ก.ย. 2568",
    "factors": [_shown(number, told) for number, told in enumerate(_TOLD, start=1)],
    "next_step": {
        "track": "SELF_MANAGING",
        "said_th": "ก้าวต่อไป: จังหวัดจัดการตนเอง ยังขาด 9 ปัจจัย",
        "missing": 9,
        "missing_th": [
            f"ปัจจัยที่ {number} {FACTORS_TH[number]}: {told[2]}"
            for number, told in enumerate(_TOLD, start=1)
            if told[2]
        ],
    },
    "cohorts": [
        {
            "cohort_id": "01680000-0000-7000-8000-000000005551",
            "track": "INTEGRATED",
            "fiscal_year_be": 2567,
            "name_th": "22 จังหวัดบูรณาการ ปีงบประมาณ 2567",
            "stage": "ENTERED",
        }
    ],
    "limits": {
        "forums_a_year": 1,
        "share_of_tambons": 80,
        "share_of_projects": 80,
        "share_of_needs": 50,
    },
}


class Group(BaseModel):
    """A working group of an issue."""

    id: str
    issue_code: str


class Standing(BaseModel):
    """An override that stands on the day."""

    id: Id
    number: Number
    state: FactorState
    reason_th: str = Field(max_length=500)
    evidence_link: str = Field(max_length=500)
    decided_on: PlainDate


class Place(BaseModel):
    """A cohort that the province is in."""

    cohort_id: Id
    track: Track
    fiscal_year_be: FiscalYearBe
    name_th: str = Field(max_length=200)
    stage: Stage


class Evidence(BaseModel):
    """What is known about a province on a day; every number is a count."""

    area: AreaBlock
    agenda_id: str | None
    agenda_day: dt.date | None
    plan_id: str | None
    has_budget: bool
    former_agenda_id: str | None
    agendas_ever: int
    issues: list[str]
    groups: list[Group]
    evaluations_ever: bool
    of_province: bool
    evaluation_ids: list[str]
    data_sets: int
    joint_data_ids: list[str]
    forums: int
    forum_ids: list[str]
    meetings_ever: bool
    symbol_th: str | None
    symbol_agenda_id: str | None
    agreement_ids: list[str]
    agreements_ever: bool
    commitments: int
    commitment_ids: list[str]
    commitments_ever: bool
    holdings: dict[str, int]
    tambons: int
    joint_plan_ids: list[str]
    tambons_in_plan: int
    projects: int
    projects_reported: int
    needs: int
    needs_analysed: int
    tambons_with_needs: int
    needs_ever: bool
    overrides: list[Standing]
    cohorts: list[Place]


class Proof(BaseModel):
    """Something that a factor was computed from, and where to look at it."""

    kind: str = Field(max_length=40, examples=["joint-agenda"])
    link: str = Field(
        max_length=200, examples=["/v1/joint-agendas/01680000-0000-7000-8000-000000005501"]
    )


class Factor(BaseModel):
    """One of the ten: what was computed, from what, and an override beside it if somebody set one."""

    number: Number
    factor_th: str = Field(max_length=200)
    computed: FactorState = Field(description="ที่คำนวณจากหลักฐาน · from evidence alone")
    state: FactorState = Field(description="ที่ใช้: ที่ปรับผลไว้ ถ้ามี · the override, if there is one")
    said_th: str = Field(max_length=500, description="หลักฐานบอกอะไร")
    missing_th: str | None = Field(max_length=500, description="ยังขาดอะไร")
    evidence: list[Proof] = Field(max_length=50)
    override: Standing | None


class NextStep(BaseModel):
    """How far it is to the next track."""

    track: Track | None = Field(description="ว่าง: อยู่บนเส้นทางจัดการตนเองแล้ว")
    said_th: str = Field(max_length=300)
    missing: Count
    missing_th: list[str] = Field(max_length=10)


class Limits(BaseModel):
    """The thresholds with which the factors were computed."""

    forums_a_year: Count = Field(description="เวทีพื้นที่กลางอย่างน้อยปีละ")
    share_of_tambons: Count = Field(description="ร้อยละของตำบลที่นับว่าครบ")
    share_of_projects: Count = Field(description="ร้อยละของโครงการที่มีผลรายงาน")
    share_of_needs: Count = Field(description="ร้อยละของความต้องการที่วิเคราะห์แล้ว")


class Readiness(BaseModel):
    """The ten factors of a province on a day. Readiness is how many are met; what is unknown is not met."""

    model_config = ConfigDict(json_schema_extra={"examples": [SHOWN]})

    area: AreaBlock
    as_of: PlainDate
    fiscal_year_be: FiscalYearBe
    met: Count
    partly: Count
    not_met: Count
    unknown: Count
    overridden: Count
    said_th: str = Field(max_length=300)
    factors: list[Factor] = Field(min_length=10, max_length=10)
    next_step: NextStep
    cohorts: list[Place] = Field(max_length=50)
    limits: Limits


class ReadinessAsked(BaseModel):
    """Of which day."""

    model_config = ConfigDict(extra="forbid")

    as_of: Annotated[PastDate | None, Field(description="ณ วันที่ ถ้าไม่บอกคือวันนี้")] = None
