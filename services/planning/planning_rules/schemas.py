"""Which rules of planning can be switched, what they mean, where they come from, what a setting looks like."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from shared import dated_rule_settings as settings
from shared import dated_rules
from shared.dated_rules import Meaning
from shared.thai_time import PlainDate


class Rule(StrEnum):
    """A rule about plans that is read out of a text rather than written in a law we could check."""

    ADOPTION_NEEDS_FORUM = "ADOPTION_NEEDS_FORUM"
    SUBMISSIONS_DECIDED_FIRST = "SUBMISSIONS_DECIDED_FIRST"
    LOWER_FINISHES_FIRST = "LOWER_FINISHES_FIRST"
    ONE_UMBRELLA = "ONE_UMBRELLA"
    INTEGRATED_FIRST = "INTEGRATED_FIRST"
    FORUMS_A_YEAR = "FORUMS_A_YEAR"
    SHARE_OF_TAMBONS = "SHARE_OF_TAMBONS"
    SHARE_OF_PROJECTS = "SHARE_OF_PROJECTS"
    SHARE_OF_NEEDS = "SHARE_OF_NEEDS"
    ACKNOWLEDGE_DAYS = "ACKNOWLEDGE_DAYS"
    ANSWER_DAYS = "ANSWER_DAYS"


_S3 = "เวทีแลกเปลี่ยนการเชื่อมโยงแผนจังหวัด วันที่ 10-11 กันยายน 2565"
_S4 = "เวทีสรุปจังหวัดบูรณาการ 22 จังหวัด วันที่ 4-5 กันยายน 2567"
_OURS = f"ข้อกำหนดของระบบนี้: {_S4} บอกปัจจัย ไม่บอกจำนวน"
MEANINGS: dict[Rule, Meaning] = {
    Rule.ADOPTION_NEEDS_FORUM: Meaning(
        False,
        "รับรองแผนได้เมื่อมีเวทีพิจารณาแผนก่อนหน้าอย่างน้อยหนึ่งเวที",
        f"{_S4}: เปิดพื้นที่กลางวิเคราะห์ความต้องการแล้วกำหนดเป็นแผน ตั้งต้นปิดไว้ เพราะแผนของปีก่อน ๆ ไม่มีบันทึกเวที",
    ),
    Rule.SUBMISSIONS_DECIDED_FIRST: Meaning(
        True,
        "รับรองแผนระดับบนได้เมื่อพิจารณาแผนที่ส่งขึ้นมาครบแล้ว",
        f"{_S4}: เอาตำบลเป็นฐาน จังหวัดหนุนเสริม แผนที่ส่งมาต้องได้คำตอบ",
    ),
    Rule.LOWER_FINISHES_FIRST: Meaning(
        False,
        "รับรองแผนระดับบนได้เมื่อแผนระดับล่างของปีเดียวกันที่กำลังร่างรับรองครบแล้ว",
        f"{_S4}: ทำฐานตำบลให้แข็งแรงก่อน เป็นหลักการ ไม่ใช่กำหนดเวลา จึงตั้งต้นปิดไว้ให้แต่ละจังหวัดเลือก",
    ),
    Rule.ONE_UMBRELLA: Meaning(
        True, "จังหวัดหนึ่งมีโครงการรวมได้โครงการเดียวในปีงบประมาณ", f"{_S4}: 1 จังหวัด 1 โครงการ"
    ),
    Rule.INTEGRATED_FIRST: Meaning(
        True,
        "จังหวัดเข้าเส้นทางจัดการตนเองได้หลังเป็นจังหวัดบูรณาการ",
        f"{_S3} ข้อเสนอ 3 แยกสองเส้นทาง และ{_S4} เรียงจังหวัดบูรณาการก่อนจังหวัดจัดการตนเอง",
    ),
    Rule.FORUMS_A_YEAR: Meaning(1, "ปัจจัยที่ 5: เวทีพื้นที่กลางอย่างน้อยปีละ (ครั้ง)", _OURS, 366),
    Rule.SHARE_OF_TAMBONS: Meaning(80, "ปัจจัยที่ 8 และ 10: ร้อยละของตำบลที่นับว่าครบ", _OURS, 100),
    Rule.SHARE_OF_PROJECTS: Meaning(80, "ปัจจัยที่ 9: ร้อยละของโครงการที่มีผลรายงาน", _OURS, 100),
    Rule.SHARE_OF_NEEDS: Meaning(50, "ปัจจัยที่ 10: ร้อยละของความต้องการที่วิเคราะห์แล้ว", _OURS, 100),
    Rule.ACKNOWLEDGE_DAYS: Meaning(
        15,
        "ผู้รับข้อเสนอรับเรื่องภายในกี่วัน เมื่อผู้รับไม่ได้กำหนดเอง",
        "พ.ร.ฎ. ว่าด้วยหลักเกณฑ์และวิธีการบริหารกิจการบ้านเมืองที่ดี พ.ศ. 2546 มาตรา 38: แจ้งให้ทราบภายใน 15 วัน",
        366,
        least=1,
    ),
    Rule.ANSWER_DAYS: Meaning(
        60,
        "ผู้รับข้อเสนอตอบภายในกี่วัน เมื่อผู้รับไม่ได้กำหนดเองและไม่มีวันพิจารณาในปฏิทิน",
        f"ข้อกำหนดของระบบนี้: {_S3} ให้ติดตามข้อเสนอ ไม่บอกจำนวนวัน",
        731,
        least=1,
    ),
}
NEW: JsonDict = {
    "rule": "LOWER_FINISHES_FIRST",
    "value": True,
    "starts_on": "2026-12-01",
    "reason": "มติคณะทำงานจังหวัด ให้ตำบลและอำเภอทำแผนเสร็จก่อน",
}


class PlanRuleSettingNew(settings.New[Rule]):
    """A rule set otherwise from a day on, in the country or in one province."""

    model_config = ConfigDict(json_schema_extra={"examples": [NEW]})


class PlanRuleSetting(settings.Shown[Rule]):
    """A rule as it was set."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": "01680000-0000-7000-8000-000000000a61",
                    "rule": "LOWER_FINISHES_FIRST",
                    "area_code": "72",
                    "value": True,
                    "starts_on": "2027-10-01",
                    "reason": "มติคณะทำงานจังหวัด ให้ตำบลและอำเภอทำแผนเสร็จก่อน",
                    "revision": 1,
                    "created_at": "2026-11-21T03:00:05.120000Z",
                }
            ]
        }
    )


class PlanRuleSettingPage(BaseModel):
    """A page of settings."""

    items: list[PlanRuleSetting] = Field(max_length=200)
    next: str | None = Field(max_length=8192)
    limit: int = Field(ge=1, le=200, json_schema_extra={"format": "int32"})


class PlanRuleSettingFilters(settings.Filters[Rule]):
    """How the list of settings may be narrowed."""


class PlanRuleInForce(settings.InForce[Rule]):
    """A rule as it holds somewhere on a day."""


class PlanRuleInForceQuery(settings.InForceQuery):
    """Where and when."""


IN_FORCE: JsonDict = {
    "area_code": "72",
    "on": "2026-11-21",
    "rules": dated_rules.example(MEANINGS),
}


class PlanRulesInForce(BaseModel):
    """All switchable rules as they hold somewhere on a day."""

    model_config = ConfigDict(json_schema_extra={"examples": [IN_FORCE]})

    area_code: str | None = Field(max_length=2)
    on: PlainDate
    rules: list[PlanRuleInForce] = Field(max_length=200)
