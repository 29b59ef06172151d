"""What endorsements look like."""

from pydantic import BaseModel, Field
from pydantic.config import JsonDict

from services.registry.certification.schemas import (
    NOTE_SHOWN,
    EndorsingSide,
    Evidence,
    Ground,
    examples,
)
from shared.ids import Id, NewId
from shared.privacy import ShortWords
from shared.thai_time import PastDate

_AGENCY: JsonDict = {
    "side": "LOCAL_AGENCY",
    "agency_name_th": "อบต.ดงขี้เหล็ก",
    "post_th": "นายก อบต.",
    "endorsed_on": "2026-10-21",
    "note_th": "หนังสือ อบต. ที่ 12/2569",
}
_POST: JsonDict = {
    "side": "COMMUNITY",
    "post_th": "ประธานเครือข่ายสวัสดิการอำเภอ",
    "endorsed_on": "2026-10-20",
    "note_th": NOTE_SHOWN,
}
_GROUP: JsonDict = {
    "side": "COMMUNITY",
    "organization_id": "01680000-0000-7000-8000-000000000304",
    "endorsed_on": "2026-10-20",
    "note_th": NOTE_SHOWN,
}


class EndorsementNew(BaseModel):
    """Somebody of one side stands up for an organization that was found."""

    model_config = examples(_POST, _AGENCY, _GROUP)

    id: NewId
    side: EndorsingSide
    organization_id: Id | None = Field(None, description="องค์กรชุมชนที่รับรอง · another organization")
    agency_name_th: ShortWords | None = Field(None, description="หน่วยงานท้องถิ่น เช่น อบต. เทศบาล")
    post_th: ShortWords | None = Field(
        None, description="ตำแหน่ง เช่น กำนัน ไม่ใช่ชื่อบุคคล · a post, not a name"
    )
    endorsed_on: PastDate
    evidence_sha256: Evidence = None
    note_th: Ground = None
