"""What can be doubtful about a row as it was typed: kinds of findings, known slips, words that head columns."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple, Self

from pydantic import BaseModel, Field, model_validator

from services.registry.intake_columns.schemas import ReadAs


class FindingCode(StrEnum):
    """What was found in a row."""

    PLACE_READ = "PLACE_READ"
    PLACE_CONFLICT = "PLACE_CONFLICT"
    PLACE_UNKNOWN = "PLACE_UNKNOWN"
    PLACE_AMBIGUOUS = "PLACE_AMBIGUOUS"
    VILLAGE_UNKNOWN = "VILLAGE_UNKNOWN"
    NAME_RESPELLED = "NAME_RESPELLED"
    NAME_LIKE_FORMULA = "NAME_LIKE_FORMULA"
    KIND_UNKNOWN = "KIND_UNKNOWN"
    KIND_READ = "KIND_READ"
    ISSUE_UNKNOWN = "ISSUE_UNKNOWN"
    DATE_READ = "DATE_READ"
    DATE_UNREADABLE = "DATE_UNREADABLE"
    NUMBER_READ = "NUMBER_READ"
    NUMBER_UNREADABLE = "NUMBER_UNREADABLE"
    EXCEL_DAMAGE = "EXCEL_DAMAGE"
    PERSONAL_DATA_REFUSED = "PERSONAL_DATA_REFUSED"
    PROBABLE_DUPLICATE = "PROBABLE_DUPLICATE"
    NAME_DOUBTFUL = "NAME_DOUBTFUL"
    SAME_ORGANIZATION = "SAME_ORGANIZATION"
    VALUE_DIFFERS = "VALUE_DIFFERS"
    NAME_MISSING = "NAME_MISSING"
    KIND_MISSING = "KIND_MISSING"
    PLACE_MISSING = "PLACE_MISSING"
    OUTSIDE_AREA = "OUTSIDE_AREA"
    NOT_TO_BE_REGISTERED = "NOT_TO_BE_REGISTERED"


FINDING_TH = {
    FindingCode.PLACE_READ: "อ่านพื้นที่ได้แห่งเดียว",
    FindingCode.PLACE_CONFLICT: "พื้นที่ไม่อยู่ในจังหวัดที่พิมพ์",
    FindingCode.PLACE_UNKNOWN: "ไม่พบพื้นที่ชื่อนี้",
    FindingCode.PLACE_AMBIGUOUS: "มีหลายพื้นที่ชื่อนี้",
    FindingCode.VILLAGE_UNKNOWN: "ไม่พบหมู่บ้านนี้ในบัญชี เก็บเฉพาะพื้นที่ที่อ่านได้",
    FindingCode.NAME_RESPELLED: "น่าจะสะกดอีกอย่าง",
    FindingCode.NAME_LIKE_FORMULA: "ชื่อขึ้นต้นเหมือนสูตรของตารางคำนวณ",
    FindingCode.KIND_UNKNOWN: "ไม่รู้จักประเภทนี้",
    FindingCode.KIND_READ: "อ่านประเภทได้อย่างเดียว",
    FindingCode.ISSUE_UNKNOWN: "ไม่รู้จักประเด็นนี้",
    FindingCode.DATE_READ: "อ่านวันที่ได้",
    FindingCode.DATE_UNREADABLE: "อ่านวันที่ไม่ได้แน่ชัด",
    FindingCode.NUMBER_READ: "อ่านจำนวนได้",
    FindingCode.NUMBER_UNREADABLE: "อ่านจำนวนไม่ได้",
    FindingCode.EXCEL_DAMAGE: "ตารางคำนวณเปลี่ยนค่า",
    FindingCode.PERSONAL_DATA_REFUSED: "ข้อมูลส่วนบุคคล ไม่รับเก็บ",
    FindingCode.PROBABLE_DUPLICATE: "น่าจะมีองค์กรนี้อยู่แล้ว",
    FindingCode.NAME_DOUBTFUL: "ไม่แน่ว่าเป็นชื่อขององค์กร",
    FindingCode.SAME_ORGANIZATION: "มีองค์กรหรือแถวก่อนหน้าที่ชื่อเดียวกันแล้ว จะเติมเฉพาะช่องที่ว่าง",
    FindingCode.VALUE_DIFFERS: "ค่าต่างจากที่มีอยู่ ไม่เขียนทับ",
    FindingCode.NAME_MISSING: "ไม่มีชื่อองค์กร",
    FindingCode.KIND_MISSING: "ไม่มีประเภทองค์กร",
    FindingCode.PLACE_MISSING: "ไม่มีตำบลหรือหมู่บ้านที่อ่านได้แห่งเดียว",
    FindingCode.OUTSIDE_AREA: "อยู่นอกพื้นที่ของรายชื่อนี้",
    FindingCode.NOT_TO_BE_REGISTERED: "ค่าในแถวนี้ยังจดทะเบียนไม่ได้",
}
FINDING_EN = {
    FindingCode.PLACE_READ: "The place was read without doubt",
    FindingCode.PLACE_CONFLICT: "The place does not lie in the province that was typed",
    FindingCode.PLACE_UNKNOWN: "No area has this name",
    FindingCode.PLACE_AMBIGUOUS: "Several areas have this name",
    FindingCode.VILLAGE_UNKNOWN: "The village is not listed: only the wider area is kept",
    FindingCode.NAME_RESPELLED: "It is probably spelled otherwise",
    FindingCode.NAME_LIKE_FORMULA: "The name begins like a formula of a spreadsheet",
    FindingCode.KIND_UNKNOWN: "This kind is not known",
    FindingCode.KIND_READ: "The kind was read without doubt",
    FindingCode.ISSUE_UNKNOWN: "This issue is not known",
    FindingCode.DATE_READ: "The date was read",
    FindingCode.DATE_UNREADABLE: "The date cannot be read without doubt",
    FindingCode.NUMBER_READ: "The number was read",
    FindingCode.NUMBER_UNREADABLE: "The number cannot be read",
    FindingCode.EXCEL_DAMAGE: "A spreadsheet changed the value",
    FindingCode.PERSONAL_DATA_REFUSED: "Personal data: not kept",
    FindingCode.PROBABLE_DUPLICATE: "The organization is probably there already",
    FindingCode.NAME_DOUBTFUL: "It is not certain that this is the organization's name",
    FindingCode.SAME_ORGANIZATION: "It, or an earlier row of it, is there already: only what is empty is filled in",
    FindingCode.VALUE_DIFFERS: "The value differs from what is there: nothing is written over",
    FindingCode.NAME_MISSING: "The organization has no name",
    FindingCode.KIND_MISSING: "The organization has no kind",
    FindingCode.PLACE_MISSING: "No single tambon or village can be read",
    FindingCode.OUTSIDE_AREA: "It lies outside the area of the list",
    FindingCode.NOT_TO_BE_REGISTERED: "With these values it cannot be registered",
}


READ_AS: dict[ReadAs, FindingCode] = {
    "SERIAL": FindingCode.EXCEL_DAMAGE,
    "WORDS": FindingCode.DATE_READ,
    "DOUBT": FindingCode.DATE_UNREADABLE,
}
"""What is told of words for a day, by how they were read."""


class Suggestion(BaseModel):
    """What may be meant, and why; nobody has decided it."""

    value: str = Field(
        max_length=2000,
        description="รหัส วันที่ จำนวน คำ หรือเลขแถวก่อนหน้าของรายชื่อ"
        " · a code, id, date, number, words, or the number of an earlier row of the list",
    )
    label_th: str = Field(max_length=2000)
    why_th: str = Field(max_length=500)


class Finding(BaseModel):
    """One thing about one column; `typed` is null for what is not kept."""

    code: FindingCode
    field: str = Field(max_length=100)
    typed: str | None = Field(max_length=1000)
    suggestions: list[Suggestion] = Field(max_length=50)
    text_th: str = Field("", max_length=200, description="ว่างในแถวเก่า · empty in old rows")
    text_en: str = Field("", max_length=200)

    @model_validator(mode="after")
    def _in_words(self) -> Self:
        self.text_th, self.text_en = FINDING_TH[self.code], FINDING_EN[self.code]
        return self


class Slip(NamedTuple):
    """A spelling that people write, with or without its spaces, and what they may mean by it."""

    written: str
    meant: tuple[str, ...]
    why_th: str


_TYPO, _BODY = "สะกดผิดที่พบบ่อย", "ชื่อเดิมหรือชื่อย่อของคณะ ตรวจว่าหมายถึงคณะใด"
SLIPS = (
    Slip("สภาพ องค์กรชุมชน", ("สภาองค์กรชุมชน",), _TYPO),
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


@dataclass(frozen=True, slots=True)
class Place:
    """An area that has a name that was typed."""

    code: str
    name_th: str
    label_th: str
    keys: tuple[str, ...] = ()
    """The search keys of everything it is called."""


class Places(list[Place]):
    """Areas around, of which those of a name are found without looking at each."""

    @functools.cached_property
    def by_key(self) -> Mapping[str, list[Place]]:
        """Return the areas by everything they are called."""
        found: dict[str, list[Place]] = {}
        for place in self:
            for key in dict.fromkeys(place.keys):
                found.setdefault(key, []).append(place)
        return found


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the words of a row."""

    places: list[Place]
    """Areas with a typed name or code."""
    around: Places
    """Districts and tambons of the province that was typed, when a name is not among them."""
    issues: Mapping[str, str] = field(default_factory=dict)
    """Codes and Thai names."""
    provinces: list[Place] = field(default_factory=list)
    """All provinces, when the one that was typed is none of them."""
