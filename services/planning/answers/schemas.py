"""What an addressee says to a proposal, and what is said to that."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from shared.ids import Id, NewId
from shared.money import Money
from shared.text import Line, Prose
from shared.thai_time import PastDate, PlainDate


class Outcome(StrEnum):
    """How a proposal was answered."""

    ACCEPTED = "ACCEPTED"
    ACCEPTED_IN_PART = "ACCEPTED_IN_PART"
    REJECTED = "REJECTED"


OUTCOME_TH = {
    Outcome.ACCEPTED: "อนุมัติ",
    Outcome.ACCEPTED_IN_PART: "อนุมัติบางส่วน",
    Outcome.REJECTED: "ไม่อนุมัติ",
}


class Stance(StrEnum):
    """What the movement says to an answer."""

    ACCEPTED = "ACCEPTED"
    NOT_ACCEPTED = "NOT_ACCEPTED"
    ASKED_AGAIN = "ASKED_AGAIN"


STANCE_TH = {
    Stance.ACCEPTED: "รับคำตอบ",
    Stance.NOT_ACCEPTED: "ไม่รับคำตอบ",
    Stance.ASKED_AGAIN: "ขอให้พิจารณาใหม่",
}
GRANTED: JsonDict = {"amount": "200000.00", "currency": "THB"}
ANSWER: JsonDict = {
    "outcome": "ACCEPTED_IN_PART",
    "granted": GRANTED,
    "reason_th": "สนับสนุนฝายจากงบจังหวัด ส่วนคลองส่งน้ำให้ขอรับการสนับสนุนจากภาคี",
    "answered_on": "2024-11-29",
    "reference_th": "หนังสือจังหวัด (ค่าทดสอบ)",
}
SAID: JsonDict = {
    "stance": "ACCEPTED",
    "replied_on": "2024-12-06",
    "reason_th": "ที่ประชุมขบวนจังหวัดรับคำตอบ ส่วนที่เหลือขอจากภาคี",
}
REPLY: JsonDict = {"answer_id": "01680000-0000-7000-8000-000000000543", **SAID}


class AcknowledgementNew(BaseModel):
    """That the addressee confirmed the arrival of a proposal."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "acknowledged_on": "2024-10-18",
                }
            ]
        },
    )

    id: NewId
    acknowledged_on: PastDate


class AnswerNew(BaseModel):
    """An answer to a proposal."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [ANSWER]})

    id: NewId
    outcome: Outcome
    granted: Money | None = Field(None, description="อนุมัติเต็มให้เท่าที่ขอ ไม่อนุมัติให้เว้นว่าง")
    reason_th: Prose | None = Field(None, description="ต้องมีเมื่ออนุมัติบางส่วนหรือไม่อนุมัติ")
    answered_on: PastDate
    reference_th: Line | None = Field(None, description="เลขที่หนังสือ")


class Answer(BaseModel):
    """What was answered."""

    id: Id
    outcome: Outcome
    granted: Money | None
    reason_th: str | None = Field(max_length=5000)
    answered_on: PlainDate
    reference_th: str | None = Field(max_length=500)


class ReplyNew(BaseModel):
    """What the movement says to an answer."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [REPLY]})

    id: NewId
    answer_id: Id = Field(description="คำตอบล่าสุดของข้อเสนอ")
    stance: Stance
    reason_th: Prose | None = Field(None, description="ต้องมีเมื่อไม่รับหรือขอให้พิจารณาใหม่")
    replied_on: PastDate


class Reply(BaseModel):
    """What the movement said to an answer."""

    id: Id
    stance: Stance
    reason_th: str | None = Field(max_length=5000)
    replied_on: PlainDate


class PastAnswer(Answer):
    """An answer in the path of a proposal, and what was said to it."""

    reply: Reply | None
