"""What the registry tells the gateway about an area."""

import datetime as dt
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from shared.thai_time import PlainDate


class KindCount(BaseModel):
    """How many organizations of a kind there are."""

    kind: str = Field(max_length=40)
    kind_th: str = Field(max_length=200)
    organizations: int
    members: int


class LevelCount(BaseModel):
    """How many tambons stand at a level of strength."""

    level: str = Field(max_length=20, examples=["STRONG"])
    name_th: str = Field(max_length=40, examples=["แข็งแรง"])
    tambons: int
    percent: float | None = Field(description="ร้อยละของตำบลทั้งหมด")


class CoverageYear(BaseModel):
    """How far a place had come at the end of a fiscal year, counted in the tambons of today."""

    fiscal_year_be: int
    assessed_tambons: int
    assessed_percent: float | None
    strong_tambons: int
    strong_percent: float | None


class StrengthCoverage(BaseModel):
    """How many tambons of a place are assessed and strong on a day, against the target year."""

    code: str = Field(max_length=40, examples=["18"])
    kind: str = Field(max_length=20, examples=["PROVINCE"])
    name_th: str = Field(max_length=200)
    name_en: str | None = Field(max_length=200)
    as_of: dt.date
    tambons: int = Field(description="ตำบลทั้งหมด", examples=[53])
    assessed_tambons: int = Field(description="ตำบลที่ประเมินแล้ว", examples=[36])
    assessed_percent: float | None = Field(description="ร้อยละ ทศนิยมหนึ่งตำแหน่ง", examples=[67.9])
    not_assessed_tambons: int
    below_tambons: int = Field(description="ประเมินแล้ว ยังไม่ถึงระดับแรก")
    by_level: list[LevelCount] = Field(max_length=3)
    strong_tambons: int = Field(description="ระดับแข็งแรงขึ้นไป", examples=[16])
    strong_percent: float | None = Field(examples=[30.2])
    fiscal_year_be: int
    target_year_be: int = Field(description="ปีเป้าหมายเต็มพื้นที่", examples=[2579])
    target_alternative_be: int | None = Field(description="ปีเป้าหมายตามอีกแหล่งหนึ่ง")
    target_source_th: str = Field(max_length=300)
    years_left: int = Field(description="ปีงบประมาณที่เหลือถึงปีเป้าหมาย")
    trend: list[CoverageYear] = Field(max_length=10, description="สิบปีงบประมาณล่าสุด")


class TambonStrength(BaseModel):
    """How strong a tambon is, told by its latest standing assessment."""

    level: str | None = Field(max_length=20, description="ว่าง: ยังไม่ถึงระดับแรก")
    level_th: str | None = Field(max_length=40)
    assessed_on: dt.date
    assessment_id: str = Field(max_length=36)
    strong_points: list[str] = Field(max_length=20, description="จุดแข็ง")
    weak_points: list[str] = Field(max_length=20, description="จุดอ่อน")


class RegistrySummary(BaseModel):
    """The registry's part of a dashboard or profile: the place and its organizations."""

    code: str = Field(max_length=8, examples=["72"])
    level: str = Field(max_length=20)
    name_th: str = Field(max_length=200, examples=["สุพรรณบุรี"])
    name_en: str | None = Field(max_length=200, examples=["Suphan Buri"])
    district_name_th: str | None = Field(max_length=200)
    province_name_th: str | None = Field(max_length=200)
    region_code: str | None = Field(max_length=40, examples=["R-CENTRAL-WEST"])
    region_name_th: str | None = Field(max_length=200)
    districts: int = Field(description="จำนวนอำเภอ", examples=[10])
    tambons: int = Field(description="จำนวนตำบล", examples=[110])
    organizations: int = Field(description="องค์กรที่ดำเนินงานอยู่")
    members: int = Field(description="สมาชิกรวมเท่าที่ทราบ")
    tambons_with_organizations: int = Field(description="ตำบลที่มีองค์กรอย่างน้อยหนึ่ง")
    certified_organizations: int = Field(0, description="องค์กรที่ใบรับรองมีผลวันนี้")
    by_kind: list[KindCount] = Field(max_length=50)
    coverage: StrengthCoverage | None = Field(None, description="ความครอบคลุมของชุมชนเข้มแข็ง")
    strength: TambonStrength | None = Field(None, description="ความเข้มแข็ง เฉพาะตำบลที่ประเมินแล้ว")


class CertificateState(StrEnum):
    """Whether a certificate holds today."""

    VALID = "VALID"
    EXPIRED = "EXPIRED"
    SUSPENDED = "SUSPENDED"
    REVOKED = "REVOKED"
    ENDED = "ENDED"
    MERGED = "MERGED"


CERTIFICATE_STATE_TH = {
    CertificateState.VALID: "มีผลใช้ได้",
    CertificateState.EXPIRED: "หมดอายุแล้ว",
    CertificateState.SUSPENDED: "ถูกพักไว้",
    CertificateState.REVOKED: "ถูกถอนแล้ว",
    CertificateState.ENDED: "สิ้นสุดแล้วเพราะองค์กรเลิก",
    CertificateState.MERGED: "รวมเข้ากับใบรับรองอีกใบขององค์กรเดียวกันแล้ว",
}


class CertificateFacts(BaseModel):
    """What a certificate states, as it was on the day on which this edition was given."""

    number: str = Field(max_length=16, examples=["72-2569-0001"])
    edition: int = Field(ge=1, json_schema_extra={"format": "int32"})
    organization_id: str = Field(max_length=36)
    organization_th: str = Field(max_length=200)
    kind_th: str = Field(max_length=100)
    village: str | None = Field(max_length=2, description="หมู่ที่")
    tambon_th: str | None = Field(max_length=200)
    district_th: str | None = Field(max_length=200)
    province_th: str | None = Field(max_length=200)
    certified_on: PlainDate
    issued_on: PlainDate = Field(description="วันที่ออกฉบับนี้ · the day of this edition")
    expires_on: PlainDate = Field(description="วันแรกที่ไม่มีผลแล้ว · the first day it no longer holds")
    post_th: str = Field(max_length=100, description="ตำแหน่งผู้ลงนาม · the signatory's post")


_SHOWN: JsonDict = {
    "number": "25-2570-0001",
    "state": "VALID",
    "state_th": "มีผลใช้ได้",
    "since": "2026-11-12",
    "reason_th": "ครบสองฝ่าย และมีผลงานต่อเนื่อง",
    "checked_on": "2026-11-21",
    "facts": {
        "number": "25-2570-0001",
        "edition": 1,
        "organization_id": "01680000-0000-7000-8000-000000000301",
        "organization_th": "กลุ่มออมทรัพย์ตำบลดงขี้เหล็ก",
        "kind_th": "กลุ่มออมทรัพย์",
        "village": None,
        "tambon_th": "ดงขี้เหล็ก",
        "district_th": "เมืองปราจีนบุรี",
        "province_th": "ปราจีนบุรี",
        "certified_on": "2026-11-12",
        "issued_on": "2026-11-12",
        "expires_on": "2030-11-12",
        "post_th": "ผู้อำนวยการสำนักงานภาค",
    },
    "jws": "eyJhbGciOiJFUzI1NiIsInR5cCI6ImNlcnRpZmljYXRlK2p3cyJ9.eyJudW1iZXIiOiIyNS0yNTcwLTAwMDEifQ.c2lnbmF0dXJl",
    "link": "http://127.0.0.1:8000/certificates/25-2570-0001",
    "successor": None,
}


class CertificateShown(BaseModel):
    """A certificate as everybody may see it: whether it holds today, what it states, and the proof."""

    model_config = ConfigDict(json_schema_extra={"examples": [_SHOWN]})

    number: str = Field(max_length=16, examples=["72-2569-0001"])
    state: CertificateState
    state_th: str = Field(max_length=100)
    since: PlainDate = Field(description="อยู่ในสถานะนี้ตั้งแต่ · in this state since")
    reason_th: str | None = Field(max_length=500)
    checked_on: PlainDate = Field(description="วันที่ตรวจ · the day of this answer")
    facts: CertificateFacts
    jws: str | None = Field(
        max_length=4000,
        description="ข้อความลงลายมือชื่อ เฉพาะใบที่มีผล ตรวจได้โดยไม่ใช้เครือข่าย · compact JWS of the facts (ES256)",
    )
    link: str = Field(max_length=400)
    successor: str | None = Field(
        max_length=16,
        description="เลขใบที่ยังอยู่ เมื่อองค์กรเคยมีสองใบ · the number that stands instead",
    )
