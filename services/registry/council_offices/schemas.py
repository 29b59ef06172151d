"""What offices in councils look like."""

from enum import StrEnum

from pydantic import BaseModel

from shared.ids import Id


class SeatKind(StrEnum):
    """For whom a member of a council sits."""

    VILLAGE = "VILLAGE"
    OTHER_COMMUNITY = "OTHER_COMMUNITY"
    EXPERT = "EXPERT"


SEAT_KIND_TH = {
    SeatKind.VILLAGE: "ผู้แทนชุมชนในหมู่บ้าน",
    SeatKind.OTHER_COMMUNITY: "ผู้แทนชุมชนอื่น",
    SeatKind.EXPERT: "ผู้ทรงคุณวุฒิ",
}


class PublicCouncilSeat(BaseModel):
    """A seat in a council held today."""

    council_id: Id
    kind: SeatKind
