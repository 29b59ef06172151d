"""The public catalogue of problems: every code we answer with, its status, in Thai and English."""

from typing import NamedTuple


class Kind(NamedTuple):
    """One kind of problem: HTTP status and its title in both languages."""

    status: int
    title_th: str
    title_en: str


CATALOGUE: dict[str, Kind] = {
    "malformed-json": Kind(400, "อ่านข้อมูล JSON ไม่ได้", "The JSON could not be read"),
    "malformed-request": Kind(400, "คำขอผิดรูปแบบ", "The request is malformed"),
    "invalid-cursor": Kind(400, "ตัวชี้หน้าไม่ถูกต้อง", "The cursor is not valid"),
    "cursor-mismatch": Kind(400, "ตัวชี้หน้านี้เป็นของตัวกรองอื่น", "The cursor belongs to other filters"),
    "idempotency-key-required": Kind(
        400, "ต้องส่ง Idempotency-Key", "An Idempotency-Key is required"
    ),
    "invalid-idempotency-key": Kind(
        400, "Idempotency-Key ไม่ถูกต้อง", "The Idempotency-Key is not valid"
    ),
    "unauthenticated": Kind(401, "ต้องเข้าสู่ระบบก่อน", "Sign in first"),
    "token-expired": Kind(401, "บัตรผ่านหมดอายุ", "The token has expired"),
    "token-invalid": Kind(401, "บัตรผ่านใช้ไม่ได้", "The token is not valid"),
    "insufficient-scope": Kind(403, "บทบาทนี้ทำสิ่งนี้ไม่ได้", "Your role may not do this"),
    "outside-area-grant": Kind(
        403, "อยู่นอกพื้นที่หรือองค์กรที่รับผิดชอบ", "This lies outside the area or party you act for"
    ),
    "not-found": Kind(404, "ไม่พบข้อมูล", "Not found"),
    "method-not-allowed": Kind(405, "วิธีเรียกนี้ใช้ไม่ได้ที่นี่", "This method is not allowed here"),
    "not-acceptable": Kind(406, "ไม่มีรูปแบบที่ขอ", "No such representation"),
    "id-conflict": Kind(
        409, "มีข้อมูลอื่นใช้รหัสนี้อยู่แล้ว", "The id is taken by something with other content"
    ),
    "state-conflict": Kind(409, "ทำขั้นนี้ไม่ได้ในสถานะปัจจุบัน", "The present state does not allow this"),
    "already-exists": Kind(409, "มีอยู่แล้ว", "It already exists"),
    "still-referenced": Kind(409, "ยังมีข้อมูลอื่นอ้างถึง", "Something still refers to it"),
    "request-in-progress": Kind(
        409, "คำขอเดียวกันกำลังทำอยู่", "The same request is still in progress"
    ),
    "gone": Kind(410, "รหัสนี้เลิกใช้แล้ว", "This code is no longer used"),
    "cursor-expired": Kind(410, "ตัวชี้หน้าหมดอายุ", "The cursor has expired"),
    "stale-revision": Kind(412, "มีผู้แก้ไขไปก่อนแล้ว", "Somebody changed it before you"),
    "payload-too-large": Kind(413, "ข้อมูลใหญ่เกินไป", "The payload is too large"),
    "unsupported-media-type": Kind(415, "ชนิดข้อมูลนี้ไม่รองรับ", "This media type is not supported"),
    "validation-failed": Kind(422, "ข้อมูลไม่ผ่านการตรวจสอบ", "The data did not pass the checks"),
    "idempotency-key-reused": Kind(
        422, "Idempotency-Key นี้ใช้กับคำขออื่นแล้ว", "This Idempotency-Key was used for another request"
    ),
    "rule-broken": Kind(422, "ผิดกติกา", "A rule of the field forbids this"),
    "budget-exceeds-item": Kind(
        422, "เกินงบที่เหลือของรายการแผน", "More than what is left of the plan item's budget"
    ),
    "precondition-required": Kind(428, "ต้องส่ง If-Match", "Send If-Match"),
    "internal-error": Kind(500, "ระบบขัดข้อง", "Something went wrong on our side"),
    "upstream-unavailable": Kind(502, "ระบบย่อยยังไม่ตอบ", "A part of the platform does not answer"),
    "temporarily-unavailable": Kind(
        503, "ระบบไม่ว่างชั่วคราว โปรดลองใหม่", "Temporarily unavailable, try again"
    ),
    "upstream-timeout": Kind(504, "ระบบย่อยตอบช้าเกินไป", "A part of the platform took too long"),
}

FIELDS: dict[str, tuple[str, str]] = {
    "required": ("ต้องระบุ", "This is required"),
    "unknown-field": ("ไม่มีช่องนี้", "There is no such field"),
    "unknown-parameter": ("ไม่มีตัวเลือกนี้", "There is no such parameter"),
    "repeated-parameter": ("ส่งตัวเลือกซ้ำ", "The parameter was sent more than once"),
    "unknown-reference": (
        "ไม่พบสิ่งที่อ้างถึง หรือยังมาไม่ถึงระบบนี้",
        "What this refers to is not known here (yet)",
    ),
    "wrong-level": ("ระดับพื้นที่ไม่ถูกต้อง", "The level of the area does not fit"),
    "outside-parent": ("ไม่อยู่ในพื้นที่ที่ครอบคลุม", "It does not lie within the area above"),
    "wrong-type": ("ชนิดข้อมูลไม่ถูกต้อง", "The type of the value does not fit"),
    "not-a-choice": ("ไม่อยู่ในตัวเลือก: {expected}", "Not one of the choices: {expected}"),
    "too-short": ("สั้นหรือน้อยเกินไป (อย่างน้อย {min})", "Too short or too few (at least {min})"),
    "too-long": ("ยาวหรือมากเกินไป (ไม่เกิน {max})", "Too long or too many (at most {max})"),
    "out-of-range": ("อยู่นอกช่วงที่กำหนด", "Out of range"),
    "pattern-mismatch": ("รูปแบบไม่ถูกต้อง", "The pattern does not fit"),
    "not-a-date": (
        "ไม่ใช่วันที่แบบ ปี ค.ศ.-เดือน-วัน (YYYY-MM-DD)",
        "Not a date as YYYY-MM-DD in the Christian era",
    ),
    "repeated-item": ("มีรายการซ้ำ", "An item is repeated"),
    "end-before-start": ("วันสิ้นสุดมาก่อนวันเริ่ม", "The end lies before the start"),
    "exceeds-left": ("เหลืออีก {left} บาท", "Only {left} baht are left"),
    "too-early": ("วันที่มาก่อนขั้นก่อนหน้า", "The date lies before the step that comes first"),
    "invalid": ("ค่าไม่ถูกต้อง", "The value is not valid"),
}
