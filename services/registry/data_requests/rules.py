"""What is allowed of requests about personal data, and how one's own data reads."""

import datetime as dt
import html
import json
from collections.abc import Mapping
from typing import Any

from services.registry.access_log.schemas import BASIS_TH, PURPOSE_TH
from services.registry.bodies.schemas import SEAT_POST_TH
from services.registry.data_requests.schemas import RequestKind, RequestStatus
from services.registry.people.schemas import POST_TH
from shared.errors import Problem

FIELDS_TH = {
    "id": "รหัส", "area_code": "ตำบล", "prefix_th": "คำนำหน้า", "given_name_th": "ชื่อ", "family_name_th": "นามสกุล",
    "birth_year_be": "ปีเกิด (พ.ศ.)", "phone": "โทรศัพท์", "work_phone": "โทรศัพท์ที่ทำงาน", "email": "อีเมล",
    "line_id": "ไลน์", "address_th": "ที่อยู่", "attested_on": "วันที่ตรวจบัตร", "notice_version": "รุ่นของคำประกาศ",
    "status": "สถานะ", "created_at": "บันทึกเมื่อ", "updated_at": "แก้ไขเมื่อ", "organization_th": "องค์กร",
    "post": "ตำแหน่ง", "starts_on": "เริ่ม", "ends_on": "สิ้นสุด", "purpose": "ใช้ทำอะไร", "basis": "ฐานทางกฎหมาย",
    "source": "ได้มาจาก", "expires_on": "หมดอายุ", "closed_at": "เลิกใช้เมื่อ", "actor": "ผู้เข้าดู", "at": "เมื่อ",
    "route": "ช่องทาง", "times": "ครั้ง", "last_at": "ล่าสุด", "kind": "เรื่อง", "details_th": "รายละเอียด",
    "reason_th": "เหตุผล", "due_on": "ครบกำหนด", "login": "ชื่อเข้าระบบ", "organization_id": "รหัสองค์กร",
    "revision": "รุ่น", "expertise": "ความถนัด", "new_generation_on": "ประกาศเป็นผู้นำรุ่นใหม่เมื่อ", "name_th": "หลักสูตร",
    "organizer_th": "ผู้จัด", "trained_on": "วันที่อบรม", "training_hours": "ชั่วโมง", "body_th": "คณะ",
    "term_years": "วาระ (ปี)", "certificate_sha256": "ใบรับรองการอบรม (SHA-256)", "body_id": "รหัสคณะ",
    "term_ends_on": "ครบวาระ",
}  # fmt: skip
PARTS_TH = {
    "person": "ข้อมูลของฉัน",
    "account": "บัญชีเข้าระบบ",
    "memberships": "ตำแหน่งและสมาชิกภาพ",
    "seats": "ที่นั่งในคณะ",
    "trainings": "การอบรม",
    "purposes": "ใช้ทำอะไร ด้วยฐานใด",
    "recipients": "ผู้ที่เคยได้รับ",
    "accesses": "ทุกครั้งที่มีผู้เข้าดู",
    "requests": "คำขอของฉัน",
}
_WORDS: dict[str, str] = {
    str(code): words
    for labels in (PURPOSE_TH, BASIS_TH, SEAT_POST_TH, POST_TH)
    for code, words in labels.items()
}


def due(kind: RequestKind, received: dt.date, access_days: int, erasure_days: int) -> dt.date:
    """Return the day by which a request has to be answered."""
    days = erasure_days if kind is RequestKind.ERASURE else access_days
    return received + dt.timedelta(days=days)


def check_open(status: str) -> None:
    """Raise 409 for a request that was decided."""
    if status != RequestStatus.OPEN:
        raise Problem("state-conflict")


def check_another(*, asked: bool, own: bool) -> None:
    """Raise 403 when who asked, or whose data it is, wants to decide."""
    if asked or own:
        raise Problem("same-person")


def together(fields: str, parts: str, looks: str) -> dict[str, Any]:
    """Return one's own data in the order in which it is read."""
    around = json.loads(parts)
    found = {"person": json.loads(fields), **around, "accesses": json.loads(looks)}
    return {name: found[name] for name in PARTS_TH}


def page(data: Mapping[str, Any]) -> str:
    """Return one's own data as a plain Thai page."""
    sections = "".join(
        f"<h2>{words}</h2>{_section(data[name])}" for name, words in PARTS_TH.items()
    )
    return (
        '<!doctype html><html lang="th"><meta charset="utf-8"><title>ข้อมูลส่วนบุคคลของฉัน</title>'
        f"<h1>ข้อมูลส่วนบุคคลของฉัน</h1>{sections}</html>"
    )


def _section(value: Any) -> str:
    lines = value if isinstance(value, list) else [value]
    return "".join(_lines(line) for line in lines) or "<p>ไม่มี</p>"


def _lines(line: Mapping[str, Any]) -> str:
    told = {name: value for name, value in line.items() if value is not None}
    words = "".join(
        f"<dt>{html.escape(FIELDS_TH.get(name, name))}</dt>"
        f"<dd>{html.escape(_WORDS.get(str(value), str(value)))}</dd>"
        for name, value in told.items()
    )
    return f"<dl>{words}</dl>"
