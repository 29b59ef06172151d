"""What a column of a list can be about, the words that head it, and how its words for a day may be read."""

from enum import StrEnum
from typing import Literal, NamedTuple

from shared.thai_time import DatePrecision


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
        "phone", "mobile", "tel", "email", "line", "facebook", "address", "birth", "citizen", "national_id",
        "person", "contact", "leader", "chair", "president", "manager", "owner", "coordinator", "surname",
        "religion", "age", "id", "โทร", "เบอร์", "มือถือ", "อีเมล", "ไลน์", "เฟซบุ๊ก", "เฟสบุ๊ค", "ที่อยู่",
        "บ้านเลขที่", "บัตร", "ประจำตัว", "รหัสประชาชน", "13 หลัก", "เลขบัญชี", "เลขที่บัญชี", "วันเกิด",
        "ปีเกิด", "อายุ", "สุขภาพ", "ศาสนา", "ผู้ประสาน", "คนประสาน", "ประธาน", "ผู้นำ", "แกนนำ", "ติดต่อ",
        "เลขานุการ", "เหรัญญิก", "กรรมการ", "สกุล", "ผู้จัดการ", "ผู้รับผิดชอบ", "ผู้ให้ข้อมูล", "เจ้าของ",
        "ผู้ใหญ่บ้าน", "กำนัน", "รายชื่อ", "ชื่อสมาชิก", "ส่วนบุคคล",
    ),
    Column.PROVINCE: ("province", "จังหวัด"),
    Column.PLACE: ("place", "area", "tambon", "district", "village", "พื้นที่", "ตำบล", "อำเภอ", "ที่ตั้ง", "หมู่บ้าน", "หมู่ที่"),
    Column.COUNT: ("members", "households", "count", "number", "women", "men", "จำนวน", "สมาชิก", "ครัวเรือน"),
    Column.DATE: ("date", "founded", "since", "วันที่", "ก่อตั้ง", "จัดตั้ง", "วันเดือนปี", "ปีที่", "ปีตั้ง"),
    Column.KIND: ("kind", "type", "ประเภท"),
    Column.ISSUE: ("issue", "ประเด็น"),
    Column.NAME: ("name", "organization", "ชื่อ", "องค์กร", "กลุ่ม"),
}  # fmt: skip
"""Words that head columns: an English one is a whole word of the heading, a Thai one stands anywhere in it.

The first that fits counts: ชื่อประธาน is a person.
"""
COUNTED = ("จำนวน", "number of", "no. of")
"""How a heading begins that counts persons and does not name them: จำนวนกรรมการ."""
LISTED = ("รายชื่อกลุ่ม", "รายชื่อองค์กร")
"""Names of organizations, though names of persons are headed much alike."""
SEXES = ("หญิง", "ชาย", "ผู้หญิง", "ผู้ชาย", "เพศหญิง", "เพศชาย")
"""Headings that count when they stand alone, with or without (คน)."""
MONEY = ("เงิน", "บาท", "ทุน", "ยอด", "หุ้น", "หนี้", "baht", "amount")
"""Words of headings under which money stands and no persons: กองทุน is no money, ยอด (คน) neither."""
ADDRESS = ("ที่อยู่", "address")
"""Headings of addresses: one that only names a place is not personal."""
LEVELS: dict[int, tuple[str, ...]] = {
    4: ("district", "amphoe", "อำเภอ", "เขต"),
    6: ("tambon", "subdistrict", "ตำบล", "แขวง"),
    8: ("village", "หมู่บ้าน", "หมู่ที่"),
}
"""Words of a heading that say the level of a place, by the digits of its code."""


ReadAs = Literal["SERIAL", "WORDS", "DOUBT"]
"""How words for a day were read: what a spreadsheet made of one, without doubt, or in doubt."""


class Offer(NamedTuple):
    """What may be meant by a cell, and why."""

    value: str
    label_th: str
    why_th: str


class Days(NamedTuple):
    """How words for a day are read, and the days that may be meant."""

    read_as: ReadAs
    offers: list[Offer]
    precision: DatePrecision = DatePrecision.DAY
