"""What an adoption looks like."""

from pydantic import BaseModel, ConfigDict, Field

from shared.ids import NewId
from shared.text import Line
from shared.thai_time import PastDate


class AdoptionNew(BaseModel):
    """The adoption of a plan on a day."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "adopted_on": "2024-08-15",
                    "meeting_th": "ประชุมสภาองค์กรชุมชนตำบลหนองสาหร่าย ครั้งที่ 3/2567",
                }
            ]
        },
    )

    id: NewId
    adopted_on: PastDate = Field(description="วันที่ที่ประชุมรับรองแผน")
    meeting_th: Line | None = Field(None, description="ที่ประชุมที่รับรอง")
