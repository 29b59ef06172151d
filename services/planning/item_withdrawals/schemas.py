"""What taking an item out of a draft looks like."""

from pydantic import BaseModel, ConfigDict, Field

from shared.ids import NewId
from shared.text import Prose


class ItemWithdrawalNew(BaseModel):
    """Why an item is taken out of the draft of its plan."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"reason_th": "พิมพ์ซ้ำกับโครงการฝายชะลอน้ำ"}]},
    )

    id: NewId
    reason_th: Prose = Field(description="เหตุผลที่ถอนโครงการ · why")
