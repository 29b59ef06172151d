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
    "token-revoked": Kind(401, "บัตรผ่านถูกเพิกถอน", "The token was revoked"),
    "second-factor-required": Kind(
        403, "ต้องเข้าสู่ระบบด้วยรหัสยืนยันตัวตนขั้นที่สอง", "Sign in with your second factor"
    ),
    "insufficient-scope": Kind(403, "บทบาทนี้ทำสิ่งนี้ไม่ได้", "Your role may not do this"),
    "outside-area-grant": Kind(
        403, "อยู่นอกพื้นที่หรือองค์กรที่รับผิดชอบ", "This lies outside the area or party you act for"
    ),
    "same-person": Kind(403, "ผู้ทำเรื่องตัดสินเรื่องของตนเองไม่ได้", "Who made it may not decide it"),
    "not-for-oneself": Kind(
        403, "จัดการสิทธิของตนเองไม่ได้", "Nobody gives or takes rights of their own"
    ),
    "above-own-rank": Kind(
        403, "บทบาทนี้ต้องให้ผู้ที่อยู่สูงกว่าจัดการ", "Only those who stand above may do this"
    ),
    "only-the-maker": Kind(403, "เฉพาะผู้เสนอทำได้", "Only who made it may do this"),
    "not-found": Kind(404, "ไม่พบข้อมูล", "Not found"),
    "method-not-allowed": Kind(405, "วิธีเรียกนี้ใช้ไม่ได้ที่นี่", "This method is not allowed here"),
    "not-acceptable": Kind(406, "ไม่มีรูปแบบที่ขอ", "No such representation"),
    "id-conflict": Kind(
        409, "มีข้อมูลอื่นใช้รหัสนี้อยู่แล้ว", "The id is taken by something with other content"
    ),
    "state-conflict": Kind(409, "ทำขั้นนี้ไม่ได้ในสถานะปัจจุบัน", "The present state does not allow this"),
    "duplicate-organization": Kind(
        409, "น่าจะมีองค์กรนี้อยู่แล้ว", "This organization is probably there already"
    ),
    "already-exists": Kind(409, "มีอยู่แล้ว", "It already exists"),
    "area-ended": Kind(409, "พื้นที่นี้สิ้นสุดตามกฎหมายแล้ว", "This area has ended by law"),
    "body-full": Kind(409, "ที่นั่งในคณะนี้เต็มแล้ว", "Every seat of this body is taken"),
    "region-has-co-chair": Kind(
        409, "ภาคนี้มีประธานร่วมแล้ว", "This region has a co-chair at that time"
    ),
    "co-chairs-full": Kind(
        409,
        "ประธานร่วมมีครบจำนวนภาคของวันนั้นแล้ว",
        "There are as many co-chairs as regions on that day",
    ),
    "tambon-has-council": Kind(
        409, "ตำบลนี้มีสภาองค์กรชุมชนตำบลแล้ว", "This tambon has a council of its own already"
    ),
    "number-taken": Kind(409, "เลขที่จดแจ้งนี้เป็นของสภาอื่น", "Another council has this number"),
    "post-held": Kind(
        409, "มีผู้ดำรงตำแหน่งนี้ในช่วงเวลานั้นแล้ว", "Somebody else holds this post at that time"
    ),
    "cohort-full": Kind(409, "รุ่นนี้มีจังหวัดครบตามที่ประกาศแล้ว", "The cohort has all its provinces"),
    "still-referenced": Kind(409, "ยังมีข้อมูลอื่นอ้างถึง", "Something still refers to it"),
    "request-in-progress": Kind(
        409, "คำขอเดียวกันกำลังทำอยู่", "The same request is still in progress"
    ),
    "gone": Kind(410, "รหัสนี้เลิกใช้แล้ว", "This code is no longer used"),
    "cursor-expired": Kind(410, "ตัวชี้หน้าหมดอายุ", "The cursor has expired"),
    "stale-revision": Kind(412, "มีผู้แก้ไขไปก่อนแล้ว", "Somebody changed it before you"),
    "sign-in-failed": Kind(401, "เข้าระบบไม่สำเร็จ", "Signing in failed"),
    "no-rights": Kind(403, "บัญชีนี้ยังไม่มีสิทธิใด", "This account has no rights yet"),
    "too-many-attempts": Kind(429, "ลองหลายครั้งเกินไป", "Too many attempts"),
    "id-token-wrong": Kind(422, "ใช้ ID token นี้ไม่ได้", "This ID token is not good"),
    "payload-too-large": Kind(413, "ข้อมูลใหญ่เกินไป", "The payload is too large"),
    "unsupported-media-type": Kind(415, "ชนิดข้อมูลนี้ไม่รองรับ", "This media type is not supported"),
    "validation-failed": Kind(422, "ข้อมูลไม่ผ่านการตรวจสอบ", "The data did not pass the checks"),
    "reason-required": Kind(422, "ต้องบอกเหตุผล", "A reason is required"),
    "invitation-invalid": Kind(
        422, "รหัสเชิญใช้ไม่ได้หรือหมดอายุ", "The invitation is not valid or no longer"
    ),
    "password-wrong": Kind(422, "รหัสผ่านปัจจุบันไม่ถูกต้อง", "The present password is not right"),
    "code-wrong": Kind(422, "รหัสยืนยันขั้นที่สองไม่ถูกต้อง", "The code of the second factor is not right"),
    "idempotency-key-reused": Kind(
        422, "Idempotency-Key นี้ใช้กับคำขออื่นแล้ว", "This Idempotency-Key was used for another request"
    ),
    "rule-broken": Kind(422, "ผิดกติกา", "A rule of the field forbids this"),
    "budget-exceeds-item": Kind(
        422, "เกินงบที่เหลือของรายการแผน", "More than what is left of the plan item's budget"
    ),
    "subject-changed": Kind(
        412, "สิ่งที่เสนอให้แก้เปลี่ยนไปแล้ว", "What should be changed is no longer as it was"
    ),
    "precondition-required": Kind(428, "ต้องส่ง If-Match", "Send If-Match"),
    "internal-error": Kind(500, "ระบบขัดข้อง", "Something went wrong on our side"),
    "upstream-unavailable": Kind(502, "ระบบย่อยยังไม่ตอบ", "A part of the platform does not answer"),
    "temporarily-unavailable": Kind(
        503, "ระบบไม่ว่างชั่วคราว โปรดลองใหม่", "Temporarily unavailable, try again"
    ),
    "upstream-timeout": Kind(504, "ระบบย่อยตอบช้าเกินไป", "A part of the platform took too long"),
}
