"""What a column of a list can be about, and the words that head it."""

from enum import StrEnum


class Column(StrEnum):
    """What a column of a list is about."""

    NAME = "NAME"
    PLACE = "PLACE"
    PROVINCE = "PROVINCE"
    KIND = "KIND"
    ISSUE = "ISSUE"
    DATE = "DATE"
    COUNT = "COUNT"
    PERSONAL = "PERSONAL"


COLUMN_TH = {
    Column.NAME: "ชื่อ",
    Column.PLACE: "พื้นที่",
    Column.PROVINCE: "จังหวัด",
    Column.KIND: "ประเภท",
    Column.ISSUE: "ประเด็น",
    Column.DATE: "วันที่",
    Column.COUNT: "จำนวน",
    Column.PERSONAL: "ข้อมูลส่วนบุคคล",
}
HEADINGS: dict[Column, tuple[str, ...]] = {
    Column.PERSONAL: (
        "phone", "mobile", "tel", "email", "line", "address", "birth", "citizen", "national_id", "person",
        "contact", "leader", "chair", "id", "โทร", "เบอร์", "มือถือ", "อีเมล", "ไลน์", "ที่อยู่", "บัตร", "ประจำตัว",
        "วันเกิด", "ปีเกิด", "ผู้ประสานงาน", "ประธาน", "ผู้นำ", "แกนนำ", "ผู้ติดต่อ", "เลขานุการ", "เหรัญญิก", "นามสกุล",
    ),
    Column.PROVINCE: ("province", "จังหวัด"),
    Column.PLACE: ("place", "area", "tambon", "district", "village", "พื้นที่", "ตำบล", "อำเภอ", "ที่ตั้ง", "หมู่บ้าน"),
    Column.COUNT: ("members", "households", "count", "number", "women", "men", "จำนวน", "สมาชิก", "ครัวเรือน"),
    Column.DATE: ("date", "founded", "since", "วันที่", "ก่อตั้ง", "วันเดือนปี"),
    Column.KIND: ("kind", "type", "ประเภท"),
    Column.ISSUE: ("issue", "ประเด็น"),
    Column.NAME: ("name", "organization", "ชื่อ", "องค์กร", "กลุ่ม"),
}  # fmt: skip
"""Words that head columns: an English one is a whole word of the heading, a Thai one stands anywhere in it.

The first that fits counts: ชื่อประธาน is a person.
"""
