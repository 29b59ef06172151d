"""What can be doubtful about a row as it was typed: kinds of findings, known slips, words that head columns."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from pydantic import BaseModel, Field


class FindingCode(StrEnum):
    """What was found in a row."""

    PLACE_READ = "PLACE_READ"
    PLACE_CONFLICT = "PLACE_CONFLICT"
    PLACE_UNKNOWN = "PLACE_UNKNOWN"
    PLACE_AMBIGUOUS = "PLACE_AMBIGUOUS"
    NAME_RESPELLED = "NAME_RESPELLED"
    KIND_UNKNOWN = "KIND_UNKNOWN"
    ISSUE_UNKNOWN = "ISSUE_UNKNOWN"
    DATE_READ = "DATE_READ"
    DATE_UNREADABLE = "DATE_UNREADABLE"
    NUMBER_READ = "NUMBER_READ"
    NUMBER_UNREADABLE = "NUMBER_UNREADABLE"
    EXCEL_DAMAGE = "EXCEL_DAMAGE"
    PERSONAL_DATA_REFUSED = "PERSONAL_DATA_REFUSED"
    PROBABLE_DUPLICATE = "PROBABLE_DUPLICATE"


FINDING_TH = {
    FindingCode.PLACE_READ: "อ่านพื้นที่ได้แห่งเดียว",
    FindingCode.PLACE_CONFLICT: "พื้นที่ไม่อยู่ในจังหวัดที่พิมพ์",
    FindingCode.PLACE_UNKNOWN: "ไม่พบพื้นที่ชื่อนี้",
    FindingCode.PLACE_AMBIGUOUS: "มีหลายพื้นที่ชื่อนี้",
    FindingCode.NAME_RESPELLED: "น่าจะสะกดอีกอย่าง",
    FindingCode.KIND_UNKNOWN: "ไม่รู้จักประเภทนี้",
    FindingCode.ISSUE_UNKNOWN: "ไม่รู้จักประเด็นนี้",
    FindingCode.DATE_READ: "อ่านวันที่ได้",
    FindingCode.DATE_UNREADABLE: "อ่านวันที่ไม่ได้แน่ชัด",
    FindingCode.NUMBER_READ: "อ่านจำนวนได้",
    FindingCode.NUMBER_UNREADABLE: "อ่านจำนวนไม่ได้",
    FindingCode.EXCEL_DAMAGE: "ตารางคำนวณเปลี่ยนค่า",
    FindingCode.PERSONAL_DATA_REFUSED: "ข้อมูลส่วนบุคคล ไม่รับเก็บ",
    FindingCode.PROBABLE_DUPLICATE: "น่าจะมีองค์กรนี้อยู่แล้ว",
}


class Suggestion(BaseModel):
    """What may be meant, and why; nobody has decided it."""

    value: str = Field(
        max_length=2000, description="รหัส วันที่ จำนวน หรือคำ · a code, date, number or words"
    )
    label_th: str = Field(max_length=2000)
    why_th: str = Field(max_length=500)


class Finding(BaseModel):
    """One thing about one column; `typed` is null for what is not kept."""

    code: FindingCode
    field: str = Field(max_length=100)
    typed: str | None = Field(max_length=1000)
    suggestions: list[Suggestion] = Field(max_length=50)


class Slip(NamedTuple):
    """A spelling that people write, and what they may mean by it."""

    written: str
    meant: tuple[str, ...]
    why_th: str


_TYPO, _BODY = "สะกดผิดที่พบบ่อย", "ชื่อเดิมหรือชื่อย่อของคณะ ตรวจว่าหมายถึงคณะใด"
SLIPS = (
    Slip("สภาพองค์กรชุมชน", ("สภาองค์กรชุมชน",), _TYPO),
    Slip("แชนชุมชน", ("แผนชุมชน",), _TYPO),
    Slip("ชุมชนชน", ("ชุมชน", "ชุมชนเมือง"), "ต้นฉบับไม่ชัด อาจหมายถึงชุมชนเมือง"),
    Slip("ฝั่งหะก้าว", ("จังหวะก้าว",), _TYPO),
    Slip("ศจท.", ("ศจพ.", "ศตจ."), _BODY),
    Slip("โรมแรม", ("โรงแรม",), _TYPO),
    Slip("บูณาการการ", ("บูรณาการ",), _TYPO),
    Slip("บูณาการ", ("บูรณาการ",), _TYPO),
    Slip("ควาสุข", ("ความสุข",), _TYPO),
    Slip("ไพรบูลย์ วัฒนศิริธรรม", ("ไพบูลย์ วัฒนศิริธรรม",), "ห้องประชุมเดียวกัน"),
    Slip("คณะประสานงานเครือข่ายองค์กรชุมชน", ("คณะประสานงานขบวนองค์กรชุมชน",), "คปอ. เดียวกัน"),
)
"""Slips of real documents; of those that begin alike the longer stands first."""
SHORT_PROVINCES = {
    "กทม": "กรุงเทพมหานคร",
    "กทม.": "กรุงเทพมหานคร",
    "กรุงเทพ": "กรุงเทพมหานคร",
    "กรุงเทพฯ": "กรุงเทพมหานคร",
    "อยุธยา": "พระนครศรีอยุธยา",
    "โคราช": "นครราชสีมา",
}


@dataclass(frozen=True, slots=True)
class Place:
    """An area that has a name that was typed."""

    code: str
    name_th: str
    label_th: str


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the words of a row."""

    places: list[Place]
    """Areas with a typed name or code."""
    around: list[Place]
    """Districts and tambons of the province that was typed, when a name is not among them."""
    issues: dict[str, str] = field(default_factory=dict)
    """Codes and Thai names."""
