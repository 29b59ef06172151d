"""What is told when two records become one."""

from pydantic import BaseModel, ConfigDict, Field

from shared.ids import Id
from shared.privacy import Words


class MergerNew(BaseModel):
    """Of which other record this one is a second copy."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"into_id": "01680000-0000-7000-8000-000000000702", "reason": "บันทึกซ้ำ"}]
        },
    )

    into_id: Id
    reason: Words = Field(description="เหตุผล อย่าใส่ข้อมูลส่วนบุคคล · why")
