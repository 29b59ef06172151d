"""Which rules can be switched, what they mean, where they come from, and what a setting looks like."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from shared import dated_rule_settings as settings
from shared import dated_rules
from shared.dated_rules import Meaning
from shared.thai_time import PlainDate


class Rule(StrEnum):
    """A rule of the movement that is read out of a text rather than written in a law we could check."""

    CERTIFY_NEEDS_BOTH_SIDES = "CERTIFY_NEEDS_BOTH_SIDES"
    CERTIFICATE_YEARS = "CERTIFICATE_YEARS"
    BODY_SEATS_ARE_EXACT = "BODY_SEATS_ARE_EXACT"
    ONE_CO_CHAIR_PER_REGION = "ONE_CO_CHAIR_PER_REGION"
    COUNCIL_SHARE_OF_COMMUNITIES = "COUNCIL_SHARE_OF_COMMUNITIES"
    COUNCIL_MEMBERS_PER_VILLAGE = "COUNCIL_MEMBERS_PER_VILLAGE"
    COUNCIL_MEMBERS_PER_OTHER_COMMUNITY = "COUNCIL_MEMBERS_PER_OTHER_COMMUNITY"
    COUNCIL_EXPERTS_PERCENT = "COUNCIL_EXPERTS_PERCENT"
    COUNCIL_CHAIR_HOLDS_A_SEAT = "COUNCIL_CHAIR_HOLDS_A_SEAT"
    ONE_COUNCIL_PER_TAMBON = "ONE_COUNCIL_PER_TAMBON"
    COUNCIL_TERM_YEARS = "COUNCIL_TERM_YEARS"
    COUNCIL_DELEGATES_PER_COUNCIL = "COUNCIL_DELEGATES_PER_COUNCIL"
    COUNCIL_DELEGATES_PER_PROVINCE = "COUNCIL_DELEGATES_PER_PROVINCE"
    COUNCIL_NEEDS_READINESS = "COUNCIL_NEEDS_READINESS"
    COUNCIL_PROVINCE_MEETINGS_A_YEAR = "COUNCIL_PROVINCE_MEETINGS_A_YEAR"
    READINESS_SHARE_OF_COMMUNITIES = "READINESS_SHARE_OF_COMMUNITIES"
    NOTICE_REPRESENTATIVES_OF_OTHER_COMMUNITY = "NOTICE_REPRESENTATIVES_OF_OTHER_COMMUNITY"
    MENTOR_COVERS_TAMBON = "MENTOR_COVERS_TAMBON"
    EXPANSION_NEIGHBOURS_TOUCH = "EXPANSION_NEIGHBOURS_TOUCH"
    STRENGTH_POINTS_KEPT = "STRENGTH_POINTS_KEPT"
    TARGET_YEAR_BE = "TARGET_YEAR_BE"
    LADDER_DAYS = "LADDER_DAYS"
    STALE_AFTER_DAYS = "STALE_AFTER_DAYS"


_ACT = "พ.ร.บ. สภาองค์กรชุมชน พ.ศ. 2551 ตามที่สรุปไว้ ต้องตรวจกับตัวบทก่อนใช้ตัดสิน"
_S2 = "การประชุมคณะอนุกรรมการประสานงานฯ ครั้งที่ 2/2550 วันที่ 12-13 มิถุนายน 2550"
_S4 = "เวทีสรุปจังหวัดบูรณาการ 22 จังหวัด วันที่ 4-5 กันยายน 2567"
MEANINGS: dict[Rule, Meaning] = {
    Rule.CERTIFY_NEEDS_BOTH_SIDES: Meaning(
        True, "การรับรองต้องมีผู้รับรองทั้งฝ่ายชุมชนและฝ่ายหน่วยงานท้องถิ่น", _S2
    ),
    Rule.CERTIFICATE_YEARS: Meaning(
        4, "อายุใบรับรอง (ปี)", "กำหนดไว้ก่อน แหล่งข้อมูลไม่บอก ให้เท่าวาระสภา", 50
    ),
    Rule.BODY_SEATS_ARE_EXACT: Meaning(True, "คณะกรรมการมีที่นั่งไม่เกินจำนวนที่กำหนด เช่น 67", _S2),
    Rule.ONE_CO_CHAIR_PER_REGION: Meaning(True, "ประธานร่วมภาคละหนึ่งคน", _S2),
    Rule.COUNCIL_SHARE_OF_COMMUNITIES: Meaning(
        60, "ร้อยละของชุมชนที่จดแจ้งที่ต้องเห็นพ้องให้ตั้งสภา", _ACT, 100
    ),
    Rule.COUNCIL_MEMBERS_PER_VILLAGE: Meaning(4, "ผู้แทนชุมชนไม่เกินหมู่บ้านละ", _ACT, 100),
    Rule.COUNCIL_MEMBERS_PER_OTHER_COMMUNITY: Meaning(2, "ผู้แทนชุมชนอื่น ชุมชนละ", _ACT, 100),
    Rule.COUNCIL_EXPERTS_PERCENT: Meaning(20, "ผู้ทรงคุณวุฒิไม่เกินร้อยละของสมาชิก", _ACT, 100),
    Rule.COUNCIL_CHAIR_HOLDS_A_SEAT: Meaning(
        True, "ประธานสภาเป็นสมาชิกสภาในวันที่เริ่มเป็นประธาน เมื่อสภาตั้งแล้ว", _ACT
    ),
    Rule.ONE_COUNCIL_PER_TAMBON: Meaning(
        True, "ตำบลหนึ่งมีสภาที่ครอบคลุมทั้งตำบลได้แห่งเดียวในเวลาเดียวกัน", _ACT
    ),
    Rule.COUNCIL_TERM_YEARS: Meaning(4, "วาระของสมาชิกสภา (ปี)", _ACT, 50),
    Rule.COUNCIL_DELEGATES_PER_COUNCIL: Meaning(
        2, "ผู้แทนสภาตำบลในที่ประชุมระดับจังหวัด สภาละ", _ACT, 100
    ),
    Rule.COUNCIL_DELEGATES_PER_PROVINCE: Meaning(2, "ผู้แทนจังหวัดในที่ประชุมระดับชาติ จังหวัดละ", _ACT, 100),
    Rule.COUNCIL_NEEDS_READINESS: Meaning(False, "ตั้งสภาได้เมื่อพื้นที่พร้อมตามรายงานความพร้อมเท่านั้น", _S2),
    Rule.COUNCIL_PROVINCE_MEETINGS_A_YEAR: Meaning(
        1, "สภาในจังหวัดประชุมระดับจังหวัดอย่างน้อยปีละ (ครั้ง)", _ACT, 100
    ),
    Rule.READINESS_SHARE_OF_COMMUNITIES: Meaning(
        0,
        "พื้นที่พร้อมตั้งสภาเมื่อชุมชนที่รู้จักจดแจ้งแล้วอย่างน้อยร้อยละ",
        "พ.ร.บ. สภาองค์กรชุมชน พ.ศ. 2551 มาตรา 5 ให้ชุมชนจดแจ้ง ไม่บอกสัดส่วนของชุมชนที่มี ตั้งต้นเป็น 0 คือแสดงไว้ ไม่ใช้ตัดสิน",
        100,
    ),
    Rule.NOTICE_REPRESENTATIVES_OF_OTHER_COMMUNITY: Meaning(
        2, "ผู้แทนที่ยื่นจดแจ้งของชุมชนอื่น (คน)", f"แบบ จช.01 ตาม{_ACT}", 20
    ),
    Rule.MENTOR_COVERS_TAMBON: Meaning(
        True,
        "พี่เลี้ยงของตำบลเป็นเครือข่ายระดับอำเภอขึ้นไปที่ครอบคลุมตำบล",
        "เวทีภาคกลางและตะวันตก 9 เมษายน 2562: คานงัดที่แท้จริงอยู่ที่จังหวัด",
    ),
    Rule.EXPANSION_NEIGHBOURS_TOUCH: Meaning(
        True,
        "พื้นที่ข้างเคียงที่ขยายผลไปต้องติดกัน (ตามแนวเขตตำบล ถ้าไม่มีแนวเขตดูตามจังหวัด)",
        f"{_S2}: ขยายผลสู่พื้นที่ข้างเคียงและพื้นที่ที่สนใจ",
    ),
    Rule.STRENGTH_POINTS_KEPT: Meaning(
        False,
        "ผลประเมินความเข้มแข็งบอกจุดแข็งหรือจุดอ่อนอย่างน้อยหนึ่งข้อ",
        f"{_S2}: ประเมินพื้นที่ จุดอ่อน-จุดแข็ง วางแผน ยกระดับ",
    ),
    Rule.TARGET_YEAR_BE: Meaning(
        2579, "ปีเป้าหมายชุมชนเข้มแข็งเต็มพื้นที่", f"{_S4} (วาระครบรอบ 20 ปี พอช. ใช้ 2575)"
    ),
    Rule.LADDER_DAYS: Meaning(
        [7, 14],
        "ข้อเสนอแก้ข้อมูลที่เจ้าของไม่ตอบ ขึ้นถึงจังหวัดและภาคหลังกี่วัน",
        "ข้อกำหนดของระบบนี้: ปีนหลัง 7 และ 14 วัน",
        365,
    ),
    Rule.STALE_AFTER_DAYS: Meaning(
        30, "ข้อมูลเก่ากว่ากี่วันถือว่าไม่เป็นปัจจุบัน", f"{_S2} ข้อ 6 ระบบข้อมูลต้องเป็นปัจจุบัน", 3650
    ),
}
_SET: dict[Rule, JsonDict] = {
    Rule.STALE_AFTER_DAYS: {"value": 15, "setting_id": "01680000-0000-7000-8000-000000000a41"}
}
NEW: JsonDict = {
    "rule": "TARGET_YEAR_BE",
    "value": 2575,
    "starts_on": "2026-12-01",
    "reason": "ใช้ปีเป้าหมายตามวาระครบรอบ 20 ปี พอช.",
}


class SettingNew(settings.New[Rule]):
    """A rule set otherwise from a day on, in the country or in one province."""

    model_config = ConfigDict(json_schema_extra={"examples": [NEW]})


class Setting(settings.Shown[Rule]):
    """A rule as it was set."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": "01680000-0000-7000-8000-000000000a41",
                    "rule": "STALE_AFTER_DAYS",
                    "area_code": "72",
                    "value": 15,
                    "starts_on": "2026-10-01",
                    "reason": "คณะทำงานจังหวัดสุพรรณบุรีทบทวนข้อมูลทุก 15 วัน",
                    "revision": 1,
                    "created_at": "2026-11-21T03:00:05.120000Z",
                }
            ]
        }
    )


class SettingPage(BaseModel):
    """A page of settings."""

    items: list[Setting] = Field(max_length=200)
    next: str | None = Field(max_length=8192)
    limit: int = Field(ge=1, le=200, json_schema_extra={"format": "int32"})


class SettingFilters(settings.Filters[Rule]):
    """How the list of settings may be narrowed."""


class InForce(settings.InForce[Rule]):
    """A rule as it holds somewhere on a day."""


class InForceQuery(settings.InForceQuery):
    """Where and when."""


class RulesInForce(BaseModel):
    """All switchable rules as they hold somewhere on a day."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "area_code": "72",
                    "on": "2026-11-21",
                    "rules": dated_rules.example(MEANINGS, _SET),
                }
            ]
        }
    )

    area_code: str | None = Field(max_length=2)
    on: PlainDate
    rules: list[InForce] = Field(max_length=200)
