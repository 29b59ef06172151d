"""What the funding of a plan item looks like."""

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from shared.ids import Id, Revision
from shared.money import Money
from shared.thai_time import PlainDate

BAHT: JsonDict = {"amount": "350000.00", "currency": "THB"}


class Pledge(BaseModel):
    """What one agency proposed, or committed once APPROVED."""

    id: Id
    agency_name_th: str = Field(max_length=200)
    amount: Money
    committed_on: PlainDate
    status: str = Field(max_length=40)
    status_th: str = Field(max_length=200)


class Funding(BaseModel):
    """What a plan item costs, what partners committed to it, and what is still missing."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "plan_item_id": "01680000-0000-7000-8000-000000000512",
                    "budget": BAHT,
                    "committed": {"amount": "100000.00", "currency": "THB"},
                    "missing": {"amount": "250000.00", "currency": "THB"},
                    "commitments": [
                        {
                            "id": "01680000-0000-7000-8000-000000000551",
                            "agency_name_th": "สถาบันพัฒนาองค์กรชุมชน (องค์การมหาชน)",
                            "amount": {"amount": "100000.00", "currency": "THB"},
                            "committed_on": "2024-12-16",
                            "status": "APPROVED",
                            "status_th": "ผูกพันงบแล้ว",
                        }
                    ],
                    "revision": 3,
                }
            ]
        }
    )

    plan_item_id: Id
    budget: Money
    committed: Money
    missing: Money = Field(description="งบที่ยังขาด ไม่ต่ำกว่าศูนย์ · never below zero")
    commitments: list[Pledge] = Field(max_length=500, description="เรียงตามวันที่")
    revision: Revision = Field(description="รุ่นของโครงการ · revision of the item")
