"""What the readiness of a province looks like, and the evidence that it is computed from."""

import datetime as dt
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from services.planning.cohorts.schemas import Stage
from services.planning.factor_overrides.schemas import FactorState, Number
from services.planning.places.schemas import SUPHAN_BURI
from services.planning.programmes.schemas import Count, Track
from shared.ids import Id
from shared.places import AreaBlock
from shared.thai_time import FiscalYearBe, PastDate, PlainDate

SHOWN: JsonDict = {"area": SUPHAN_BURI}


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
    data_sets: int
    joint_data_ids: list[str]
    forums: int
    forum_ids: list[str]
    meetings_ever: bool
    symbol_th: str | None
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
