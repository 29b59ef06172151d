"""What a need's passport looks like."""

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from services.planning.needs.schemas import CauseKind, NeedStatus, Verification
from shared.ids import Id
from shared.thai_time import Instant, PlainDate

_STORY = "01680000-0000-7000-8000-000000000{}".format
_TAKEN = (
    (None, "RECORDED", "NEED", "บันทึกความต้องการ", _STORY(501), "2024-06-15"),
    ("RECORDED", "IN_PLAN", "ADOPTION", "รับรองแผน", _STORY(514), "2024-08-20"),
    ("IN_PLAN", "PROPOSED", "PROPOSAL", "ยื่นข้อเสนอ", _STORY(541), "2024-10-10"),
    ("PROPOSED", "ACCEPTED_IN_PART", "ANSWER", "ได้รับคำตอบ", _STORY(543), "2024-11-29"),
    ("ACCEPTED_IN_PART", "DONE", "RESULT", "รายงานผล", _STORY(561), "2025-08-29"),
)
_WHY = "สนับสนุนฝายจากงบจังหวัด ส่วนคลองส่งน้ำให้ขอรับการสนับสนุนจากภาคี"
_NAMES = ("from_status", "to_status", "cause_kind", "cause_th", "cause_id", "on")
SHOWN: JsonDict = {
    "need_id": _STORY(501),
    "title_th": "ขาดน้ำทำการเกษตรในฤดูแล้ง",
    "status": "DONE",
    "status_th": "ดำเนินการแล้ว",
    "verification": "UNVERIFIED",
    "steps": [
        {
            "number": number,
            **dict(zip(_NAMES, step, strict=True)),
            "at": "2026-11-20T03:00:05.120000Z",
            "reason_th": _WHY if step[2] == "ANSWER" else None,
        }
        for number, step in enumerate(_TAKEN, 1)
    ],
    "holder_th": "สภาองค์กรชุมชนตำบลหนองสาหร่าย",
    "waiting_days": 0,
    "next_step_th": None,
    "sentence_th": (
        "ความต้องการ “ขาดน้ำทำการเกษตรในฤดูแล้ง” ของตำบลหนองสาหร่าย ดำเนินการแล้ว"
        " ได้รับ 200,000.00 บาท จากที่ขอ 350,000.00 บาท บรรจุในแผนปฏิบัติราชการประจำปีของจังหวัดสุพรรณบุรี"
        " (ค่าทดสอบ) โครงการที่ 12 (ค่าทดสอบ) 150,000.00 บาท รายงานผลเมื่อ 29 ส.ค. 2568"
    ),
    "origins": [],
    "became": [],
}


class Step(BaseModel):
    """One step: from which state to which, by what, on which day, and when it was written down."""

    number: int = Field(ge=1, json_schema_extra={"format": "int32"})
    from_status: NeedStatus | None
    to_status: NeedStatus
    cause_kind: CauseKind
    cause_th: str = Field(max_length=200)
    cause_id: Id
    on: PlainDate
    at: Instant
    reason_th: str | None = Field(
        max_length=5000, description="เหตุผลของการรวม การแยก คำตอบ หรือแผนฉบับใหม่ที่ไม่มีเรื่องนี้แล้ว · why"
    )


class Relative(BaseModel):
    """A need that this one came from or went into, and how far that one is."""

    id: Id
    title_th: str = Field(max_length=500)
    area_code: str = Field(max_length=8)
    area_name_th: str = Field(max_length=200)
    status: NeedStatus
    status_th: str = Field(max_length=200)


class Passport(BaseModel):
    """Where a need stands, how it came there, who holds it and what has to happen next."""

    model_config = ConfigDict(json_schema_extra={"examples": [SHOWN]})

    need_id: Id
    title_th: str = Field(max_length=500)
    status: NeedStatus
    status_th: str = Field(max_length=200)
    verification: Verification
    steps: list[Step] = Field(max_length=1000, description="ทางเดินครบทุกขั้น · every step, in order")
    holder_th: str = Field(max_length=200, description="ขณะนี้อยู่ที่ใคร")
    waiting_days: int = Field(ge=0, description="รออยู่กี่วัน")
    next_step_th: str | None = Field(max_length=1000, description="ใครต้องทำอะไรต่อ")
    sentence_th: str = Field(max_length=1000, description="ประโยคที่แกนนำอ่านให้ที่ประชุมฟังได้")
    origins: list[Relative] = Field(max_length=1000, description="มาจากความต้องการใด")
    became: list[Relative] = Field(max_length=1000, description="ไปต่อในความต้องการใด")
