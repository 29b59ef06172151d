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
    "precondition-required": Kind(428, "ต้องส่ง If-Match", "Send If-Match"),
    "internal-error": Kind(500, "ระบบขัดข้อง", "Something went wrong on our side"),
    "upstream-unavailable": Kind(502, "ระบบย่อยยังไม่ตอบ", "A part of the platform does not answer"),
    "temporarily-unavailable": Kind(
        503, "ระบบไม่ว่างชั่วคราว โปรดลองใหม่", "Temporarily unavailable, try again"
    ),
    "upstream-timeout": Kind(504, "ระบบย่อยตอบช้าเกินไป", "A part of the platform took too long"),
}

_NEW_TOKEN = (
    "ขอบัตรผ่านใหม่แล้วส่งอีกครั้ง ยังไม่มีอะไรถูกบันทึก",
    "Get a new token and send it again. Nothing was written.",
)
_FROM_THE_START = ("อ่านรายการใหม่จากต้นโดยไม่ส่ง cursor", "Start the list again without a cursor.")
_WAIT = (
    "รอสักครู่แล้วลองใหม่ ตามเวลาใน Retry-After",
    "Wait as long as Retry-After says and try again.",
)
_MEND = (
    "ปรับตามที่บอกไว้แล้วส่งใหม่ ยังไม่มีอะไรถูกบันทึก",
    "Mend what is named and send it again. Nothing was written.",
)
_NEW_KEY = (
    "ส่ง Idempotency-Key ที่ไม่ซ้ำ เช่น UUID หนึ่งค่าต่อหนึ่งการกระทำ (1-255 ตัวอักษร ASCII ไม่มีช่องว่าง)",
    "Send an Idempotency-Key of its own for each act, e.g. a UUID (1-255 ASCII characters, no space).",
)
ADVICE: dict[str, tuple[str, str]] = {
    "malformed-json": (
        "ตรวจวงเล็บ เครื่องหมายคำพูด และช่องที่ซ้ำ แล้วส่ง JSON แบบ UTF-8 ใหม่",
        "Check brackets, quotes and repeated members, and send JSON in UTF-8 again.",
    ),
    "malformed-request": (
        "ตรวจที่อยู่ หัวข้อ และความยาวของคำขอ แล้วส่งใหม่",
        "Check the address, headers and length of the request, and send it again.",
    ),
    "invalid-cursor": _FROM_THE_START,
    "cursor-mismatch": _FROM_THE_START,
    "cursor-expired": _FROM_THE_START,
    "idempotency-key-required": _NEW_KEY,
    "invalid-idempotency-key": _NEW_KEY,
    "unauthenticated": (
        "ส่งบัตรผ่านในหัวข้อ `Authorization: Bearer …` ยังไม่มีอะไรถูกบันทึก",
        "Send a token as `Authorization: Bearer …`. Nothing was written.",
    ),
    "token-expired": _NEW_TOKEN,
    "token-invalid": _NEW_TOKEN,
    "token-revoked": _NEW_TOKEN,
    "second-factor-required": (
        "สิทธิ ข้อมูลส่วนบุคคล และเงิน ต้องยืนยันตัวตนสองขั้น เพิ่มรหัสขั้นที่สองแล้วเข้าสู่ระบบใหม่",
        "Rights, personal data and money ask for two factors. Add a second one and sign in again.",
    ),
    "sign-in-failed": (
        "ตรวจชื่อเข้าระบบ รหัสผ่าน และรหัสหกหลักของขั้นที่สอง (ถ้ามี) รหัสหกหลักใช้ได้ครั้งเดียว",
        "Check login, password and, with a second factor, the six digits; each code is good once.",
    ),
    "no-rights": (
        "ขอให้เจ้าหน้าที่ให้สิทธิแก่บัญชีนี้ หรือบันทึกการเป็นสมาชิกองค์กร แล้วเข้าระบบใหม่",
        "Ask staff for a right, or to be recorded as a member of an organization, and sign in again.",
    ),
    "too-many-attempts": (
        "รอตามเวลาใน Retry-After แล้วลองใหม่ บัญชีไม่ได้ถูกล็อก",
        "Wait as long as Retry-After says and try again. The account is not locked.",
    ),
    "id-token-wrong": (
        "เข้าระบบกับผู้ให้บริการใหม่ แล้วส่ง ID token ที่เพิ่งได้ ระบบรับเฉพาะผู้ให้บริการที่ตั้งค่าไว้",
        "Sign in with the provider anew and send its fresh ID token; only configured providers count.",
    ),
    "reason-required": (
        "บอกเหตุผลในหัวข้อ `Change-Reason` (UTF-8 เข้ารหัสแบบเปอร์เซ็นต์) แล้วส่งใหม่ ยังไม่มีอะไรถูกบันทึก",
        "Give a reason as `Change-Reason` (percent-encoded UTF-8) and send it again. Nothing was written.",
    ),
    "insufficient-scope": (
        "ขอบทบาทจากผู้ดูแล หรือให้ผู้มีบทบาททำแทน",
        "Ask those in charge for the role, or let someone who has it act.",
    ),
    "outside-area-grant": (
        "ขอสิทธิของพื้นที่ องค์กร หรือหน่วยงานนี้ หรือให้ผู้มีสิทธิทำแทน",
        "Ask for the right in this area, organization or agency, or let someone who has it act.",
    ),
    "same-person": (
        "ให้อีกคนที่มีสิทธิเดียวกันเป็นผู้ตัดสิน เงินและข้อตกลงต้องผ่านตาสองคน ยังไม่มีอะไรถูกบันทึก",
        "Let another person with the same right decide: money and agreements take two. Nothing was written.",
    ),
    "not-for-oneself": (
        "ให้ผู้อื่นที่มีสิทธิสูงกว่าทำให้ ยังไม่มีอะไรถูกบันทึก",
        "Ask somebody else who stands above to do it. Nothing was written.",
    ),
    "above-own-rank": (
        "ให้ได้เฉพาะบทบาทที่ต่ำกว่าของตนในพื้นที่ที่รับผิดชอบ ขอให้ระดับที่สูงกว่าทำแทน",
        "You may give and take roles below your own in your area. Ask those above to do it.",
    ),
    "not-found": (
        "ตรวจรหัสหรือที่อยู่ อาจไม่มีข้อมูลนี้ หรือไม่ได้เปิดให้ท่านดู",
        "Check the id or address. It may not exist, or not be open to you.",
    ),
    "method-not-allowed": (
        "ใช้วิธีเรียกที่บอกไว้ในหัวข้อ `Allow` ของคำตอบ",
        "Use a method that the `Allow` header of the answer names.",
    ),
    "not-acceptable": ("ขอเป็น application/json", "Ask for application/json."),
    "id-conflict": (
        "สร้าง id ใหม่ (UUIDv7) หรือไม่ต้องส่ง id แล้วส่งอีกครั้ง ถ้าจะแก้ข้อมูลเดิมให้ใช้ PATCH",
        "Make a new id (UUIDv7) or leave it out, and send it again. To change what exists, PATCH it.",
    ),
    "state-conflict": (
        "อ่านข้อมูลล่าสุดก่อน แล้วตัดสินใจว่าจะทำต่ออย่างไร",
        "Read the present state first, then decide how to go on.",
    ),
    "already-exists": (
        "ใช้รายการที่มีอยู่แล้ว หรือเปลี่ยนรหัสที่ต้องไม่ซ้ำ",
        "Use the one that exists, or change the code that must be unique.",
    ),
    "still-referenced": (
        "เอาสิ่งที่อ้างถึงออกก่อน แล้วลองใหม่",
        "Take away what refers to it first, then try again.",
    ),
    "request-in-progress": _WAIT,
    "gone": ("ใช้รหัสใหม่ที่บอกไว้ในคำตอบ", "Use the successor that the answer names."),
    "stale-revision": (
        "อ่านข้อมูลล่าสุด รวมส่วนที่ท่านแก้ แล้วส่งใหม่พร้อม ETag ล่าสุดใน If-Match",
        "Read it again, merge your change, and send it with the present ETag as If-Match.",
    ),
    "payload-too-large": ("แบ่งข้อมูลเป็นหลายครั้ง", "Split the data into several requests."),
    "unsupported-media-type": (
        "ส่งด้วย `Content-Type: application/json` และไม่บีบอัด",
        "Send `Content-Type: application/json`, not compressed.",
    ),
    "invitation-invalid": (
        "ขอรหัสเชิญใหม่จากผู้ดูแล รหัสหนึ่งใช้ได้ครั้งเดียวภายใน 7 วัน",
        "Ask those in charge for a new invitation. Each works once, within 7 days.",
    ),
    "password-wrong": (
        "ตรวจรหัสผ่านปัจจุบันแล้วส่งใหม่ ถ้าลืม ขอรหัสเชิญใหม่จากผู้ดูแล",
        "Check the present password and send it again. If it is lost, ask for a new invitation.",
    ),
    "code-wrong": (
        "ใช้รหัส 6 หลักล่าสุดจากแอปยืนยันตัวตน รหัสหนึ่งใช้ได้ครั้งเดียว และตรวจเวลาของเครื่อง",
        "Use the latest 6 digits of the authenticator. Each code counts once; check the device's clock.",
    ),
    "validation-failed": _MEND,
    "idempotency-key-reused": (
        "คำขอใหม่ให้ใช้ Idempotency-Key ใหม่ ถ้าจะส่งคำขอเดิมซ้ำ เนื้อหาต้องเหมือนเดิมทุกตัวอักษร",
        "Use a new Idempotency-Key for a new request. A repeat must be the same to the letter.",
    ),
    "rule-broken": _MEND,
    "budget-exceeds-item": (
        "ลดจำนวนเงินให้ไม่เกินงบที่เหลือ แล้วส่งใหม่",
        "Lower the amount to what is left and send it again.",
    ),
    "precondition-required": (
        "อ่านข้อมูลก่อนแก้ แล้วส่ง ETag ที่ได้กลับมาใน If-Match",
        "Read before you change, and send the ETag you got as If-Match.",
    ),
    "internal-error": (
        "ไม่ใช่ความผิดของท่าน แจ้งผู้ดูแลพร้อม request_id",
        "It is not your fault. Report it with the request_id.",
    ),
    "upstream-unavailable": _WAIT,
    "temporarily-unavailable": _WAIT,
    "upstream-timeout": _WAIT,
}
"""What to do next, for every code: the `detail` when nothing better is known, and the problem's page."""

FIELDS: dict[str, tuple[str, str]] = {
    "required": ("ต้องระบุ", "This is required"),
    "unknown-field": (
        "ไม่มีช่องนี้[ หมายถึง {nearest} หรือไม่]",
        "There is no such field[; did you mean {nearest}?]",
    ),
    "unknown-parameter": (
        "ไม่มีตัวเลือกนี้[ หมายถึง {nearest} หรือไม่]",
        "There is no such parameter[; did you mean {nearest}?]",
    ),
    "repeated-parameter": ("ส่งตัวเลือกซ้ำ", "The parameter was sent more than once"),
    "unknown-reference": (
        "ไม่พบสิ่งที่อ้างถึง หรือยังมาไม่ถึงระบบนี้",
        "What this refers to is not known here (yet)",
    ),
    "wrong-level": (
        "ระดับพื้นที่ไม่ถูกต้อง[ ต้องเป็น {levels}]",
        "The level of the area does not fit[: {levels}]",
    ),
    "outside-parent": ("ไม่อยู่ในพื้นที่ที่ครอบคลุม", "It does not lie within the area above"),
    "wrong-type": (
        "ชนิดข้อมูลไม่ถูกต้อง[ ต้องเป็น{type}]",
        "The type of the value does not fit[: it must be {type}]",
    ),
    "not-a-choice": ("ต้องเป็นค่าใดค่าหนึ่งใน: {expected}", "Choose one of: {expected}"),
    "too-short": ("สั้นหรือน้อยเกินไป (อย่างน้อย {min})", "Too short or too few (at least {min})"),
    "too-long": ("ยาวหรือมากเกินไป (ไม่เกิน {max})", "Too long or too many (at most {max})"),
    "out-of-range": (
        "อยู่นอกช่วง[ ต้องเป็น {expected}][ มากกว่า {gt}][ ตั้งแต่ {min}][ น้อยกว่า {lt}][ ไม่เกิน {max}]",
        "Out of range[: {expected}][; above {gt}][; from {min}][; below {lt}][; at most {max}]",
    ),
    "pattern-mismatch": ("รูปแบบไม่ถูกต้อง", "The pattern does not fit"),
    "not-a-date": (
        "ไม่ใช่วันที่แบบ ปี ค.ศ.-เดือน-วัน (YYYY-MM-DD)",
        "Not a date as YYYY-MM-DD in the Christian era",
    ),
    "repeated-item": ("มีรายการซ้ำ", "An item is repeated"),
    "end-before-start": ("วันสิ้นสุดมาก่อนวันเริ่ม", "The end lies before the start"),
    "exceeds-left": ("เหลืออีก {left} บาท", "Only {left} baht are left"),
    "too-early": ("วันที่มาก่อนขั้นก่อนหน้า", "The date lies before the step that comes first"),
    "not-a-revision": (
        'ต้องเป็นรูปแบบ "r1" ตามที่ได้จาก ETag (มีเครื่องหมายคำพูด)',
        'The form is "r1", as the ETag gave it, quotes included',
    ),
    "unvoiced": (
        "ต้องบอกว่าใครเสนอ: องค์กร (voiced_by_organization_id) หรือเวที (voiced_at_th)",
        "Say who voiced it: an organization (voiced_by_organization_id) or a forum (voiced_at_th)",
    ),
    "not-with-this-role": ("บทบาทนี้ไม่ใช้ช่องนี้", "This role does not take this field"),
    "not-with-this-method": (
        "วิธียืนยันตัวตนนี้ไม่ใช้ช่องนี้",
        "This way of proving oneself does not take this field",
    ),
    "password-common": (
        "รหัสผ่านนี้เดาง่าย ใช้ถ้อยคำที่ยาวและไม่ซ้ำใคร",
        "This password is easy to guess; use a long phrase of your own",
    ),
    "not-a-public-key": (
        "ต้องเป็นกุญแจสาธารณะ EC P-256 หรือ Ed25519 ที่มี kid และไม่มีส่วนลับ",
        "A public key of EC P-256 or Ed25519 with a kid and no private part",
    ),
    "national-id": (
        "ดูเหมือนเลขประจำตัวประชาชน 13 หลัก ระบบไม่เก็บเลขนี้ โปรดลบออก",
        "This looks like a national id of 13 digits, which is never kept: take it out",
    ),
    "invalid": ("ค่าไม่ถูกต้อง", "The value is not valid"),
}
