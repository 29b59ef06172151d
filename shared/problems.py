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
    "body-full": Kind(409, "ที่นั่งในคณะนี้เต็มแล้ว", "Every seat of this body is taken"),
    "region-has-co-chair": Kind(
        409, "ภาคนี้มีประธานร่วมแล้ว", "This region has a co-chair at that time"
    ),
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
    "code-in-use": ("รหัส {taken} มีใช้อยู่แล้ว", "The code {taken} is in use"),
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
    "number-with-year": ("ครั้งที่กับปี พ.ศ. ต้องมาด้วยกัน", "A number and its year come together"),
    "one-organizer": (
        "ต้องบอกผู้จัดหนึ่งเดียว: body_id, organization_id หรือ agency_th",
        "Name exactly one organizer: body_id, organization_id or agency_th",
    ),
    "one-due": (
        "บอกกำหนดเวลาอย่างใดอย่างหนึ่ง: due_words หรือ due_on",
        "Say when it is due in one way: due_words or due_on",
    ),
    "not-with-this-owner": ("ผู้รับผิดชอบแบบนี้ไม่ใช้ช่องนี้", "This kind of owner does not take this field"),
    "needs-overdue": ("as_of ใช้กับ overdue เท่านั้น", "as_of only goes with overdue"),
    "not-a-due-date": (
        "อ่านกำหนดเวลาไม่ได้ เขียนเช่น ภายในเดือนมิถุนายน 2550 · ปลายเดือนกรกฎาคม 2550 · 12 มิ.ย. 2550 · ภายในปี 2550",
        "Cannot read when it is due; write for example ภายในเดือนมิถุนายน 2550, ปลายเดือนกรกฎาคม 2550, 12 มิ.ย. 2550",
    ),
    "rubric-needs-items": (
        "DECLARED ไม่มีรายข้อ เกณฑ์อื่นต้องมีรายข้อและค่าของสามระดับ",
        "DECLARED has no items; every other rubric has items and the thresholds of the levels",
    ),
    "must-rise": ("ค่าต้องเพิ่มขึ้นตามลำดับ", "The values must rise"),
    "only-with-council": (
        "ระบุสภาองค์กรชุมชนได้เฉพาะในขั้นสุดท้าย",
        "The council is named with the last step only",
    ),
    "same-place": ("ต้องเป็นอีกพื้นที่หนึ่ง", "It has to be another place"),
    "level-or-scores": (
        "เกณฑ์ DECLARED บอกระดับโดยตรง เกณฑ์อื่นให้คะแนนครบทุกข้อ",
        "With DECLARED say the level; with every other rubric give a score for each item",
    ),
    "items-missing": ("ยังไม่ให้คะแนนข้อ {items}", "These items have no score: {items}"),
    "repeated-item": ("มีรายการซ้ำ", "An item is repeated"),
    "only-one-of": ("ระบุได้เพียงอย่างเดียว", "Say only one of these"),
    "outside-seat": ("อยู่นอกเวลาของที่นั่ง", "It lies outside the time of the seat"),
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
    "not-agreed": (
        "ชุมชนนี้ยังไม่มีมติเห็นพ้องให้ตั้งสภา",
        "This community has not agreed to set up a council",
    ),
    "not-with-communities": (
        "ส่งรายชุมชนแล้ว ไม่ต้องส่งจำนวน",
        "The communities are named: leave the numbers out",
    ),
    "not-with-this-seat": ("สมาชิกประเภทนี้ไม่ใช้ช่องนี้", "This kind of member does not take this field"),
    "not-with-this-level": ("ระดับนี้ไม่ใช้ช่องนี้", "This level does not take this field"),
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
    "circle": ("วนกลับมาหาตัวเอง", "This leads back to itself"),
    "more-than-members": (
        "หญิงกับชายรวมกันเกินจำนวนสมาชิก[ {max} คน]",
        "Women and men are more than the members[: {max}]",
    ),
    "endorser-missing": ("ยังไม่มีผู้รับรอง[{side}]", "Nobody[ of {side}] has endorsed it"),
    "not-with-this-side": ("ฝ่ายนี้ไม่ใช้ช่องนี้", "This side does not take this field"),
    "endorses-itself": ("องค์กรรับรองตนเองไม่ได้", "An organization does not endorse itself"),
    "same-as-now": ("เป็นค่านี้อยู่แล้ว", "It has this value already"),
    "not-with-refusal": ("ไม่รับไม่ต้องระบุช่อง", "A refusal names no fields"),
    "hash-mismatch": (
        "ชื่อนี้ไม่ใช่ SHA-256 ของไฟล์ที่ส่งมา",
        "This is not the SHA-256 of the bytes that came",
    ),
    "content-mismatch": (
        "เนื้อไฟล์ไม่ใช่ชนิดที่บอก หรือมาไม่ครบ",
        "The bytes are not of this type, or not all of them came",
    ),
    "active-content": (
        "ไม่รับเอกสารที่มีมาโคร โปรดบันทึกเป็นชนิดที่ไม่มีมาโคร",
        "A document with macros is not taken: save it without them",
    ),
    "invalid": ("ค่าไม่ถูกต้อง", "The value is not valid"),
}
