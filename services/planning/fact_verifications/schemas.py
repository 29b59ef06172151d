"""What verifications look like."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from services.planning.facts.schemas import Impersonal
from shared.ids import NewId
from shared.places import AreaCode
from shared.thai_time import PastDate


class Step(StrEnum):
    """The two steps of verification, and the review after them."""

    AREA = "AREA"
    PROVINCE = "PROVINCE"
    REVIEW = "REVIEW"


STEP_TH = {
    Step.AREA: "รับรองระดับพื้นที่",
    Step.PROVINCE: "รับรองระดับจังหวัด",
    Step.REVIEW: "สอบทาน",
}


class VerificationOutcome(StrEnum):
    """What comes of a verification."""

    CONFIRMED = "CONFIRMED"
    RETURNED = "RETURNED"


OUTCOME_TH = {
    VerificationOutcome.CONFIRMED: "รับรอง",
    VerificationOutcome.RETURNED: "ส่งกลับให้แก้ไข",
}
CONFIRMED: JsonDict = {"outcome": "CONFIRMED", "decided_on": "2025-10-01"}


class FactVerificationNew(BaseModel):
    """The verification of a fact; the path says which step it is."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [CONFIRMED]})

    id: NewId
    outcome: VerificationOutcome = Field(description="CONFIRMED รับรอง · RETURNED ส่งกลับ")
    decided_on: PastDate
    reason_th: Impersonal | None = Field(None, description="เหตุผล ต้องมีเมื่อส่งกลับ")


class TableVerificationNew(FactVerificationNew):
    """The verification of all facts of a table that wait for the step, or of a part of the table."""

    within: AreaCode | None = Field(
        None, description="เฉพาะแถวในพื้นที่นี้ เช่น อำเภอเดียว · only rows in this area"
    )


class FactReviewNew(BaseModel):
    """A wish to review a fact that was verified; until it is confirmed again it counts nowhere."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {"decided_on": "2025-10-20", "reason_th": "ต่างจากที่แกนนำสำรวจ ขอสอบทานรายครัวเรือน"}
            ]
        },
    )

    id: NewId
    decided_on: PastDate
    reason_th: Impersonal
