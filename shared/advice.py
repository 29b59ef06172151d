"""What problems advise to do, in Thai and English."""

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
        (
            "สิทธิ ข้อมูลส่วนบุคคล และเงิน ต้องยืนยันตัวตนสองขั้น ขอรหัสลับที่ "
            "`POST /v1/me/second-factors` ยืนยันด้วยรหัสแรก รอรหัสถัดไป (30 วินาที) แล้วเข้าสู่ระบบใหม่"
        ),
        (
            "Rights, personal data and money ask for two factors: `POST /v1/me/second-factors`, "
            "confirm its first code, wait for the next one (30 s), sign in again."
        ),
    ),
    "sign-in-failed": (
        "ตรวจชื่อเข้าระบบ รหัสผ่าน และรหัสหกหลักของขั้นที่สอง (ถ้ามี) รหัสหกหลักใช้ได้ครั้งเดียว ถ้าเพิ่งใช้ให้รอรหัสถัดไป (30 วินาที)",
        (
            "Check login, password and, with a second factor, the six digits; "
            "each code is good once: wait 30 s for the next."
        ),
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
        "ใส่ `reason` ในเนื้อคำขอถ้ามีช่องนี้ หรือหัวข้อ `Change-Reason` (UTF-8 เข้ารหัสแบบเปอร์เซ็นต์) แล้วส่งใหม่ ยังไม่มีอะไรถูกบันทึก",
        (
            "Put `reason` into the body where it has one, or send `Change-Reason` "
            "(percent-encoded UTF-8). Nothing was written."
        ),
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
    "duplicate-organization": (
        "ถ้าเป็นองค์กรใน `candidates` ให้แก้ไของค์กรนั้น ถ้าเป็นคนละองค์กร ส่งใหม่พร้อม `confirm_new: true` ยังไม่มีอะไรถูกบันทึก",
        (
            "Change one of the `candidates` if it is the same; if not, send it again with "
            "`confirm_new: true`. Nothing was written."
        ),
    ),
    "area-ended": (
        "ย้ายไปพื้นที่ที่มาแทนด้วยการเปลี่ยนแปลงเขตตามกฎหมายก่อน หรือบันทึกว่าเลิกแล้ว",
        "Move it to the area that took its place by a change of areas first, or say that it was dissolved.",
    ),
    "body-full": (
        "ให้ผู้ที่นั่งอยู่พ้นจากที่นั่งก่อน หรือเลือกวันที่มีที่นั่งว่าง",
        "End a seat first, or choose days on which one is free.",
    ),
    "co-chairs-full": (
        "จบที่นั่งของประธานร่วมภาคเดิมก่อน ดูจำนวนภาคใน regions และวันที่เต็มใน full_on",
        "End the seat of an earlier region's co-chair first; regions says how many there are on full_on.",
    ),
    "tambon-has-council": (
        "ดูสภาที่มีอยู่แล้วใน council_id ตำบลหนึ่งมีสภาที่ครอบคลุมทั้งตำบลได้แห่งเดียว สภาของส่วนหนึ่งใช้ area_kind PART",
        "See the council in council_id: one council covers a whole tambon. One of a part has area_kind PART.",
    ),
    "number-taken": (
        "ตรวจเลขที่จดแจ้ง เลขนี้เป็นของสภาใน council_id",
        "Check the number: it is that of the council in council_id.",
    ),
    "post-held": (
        "ให้ผู้ดำรงตำแหน่งเดิมใน membership_id พ้นจากตำแหน่งก่อน หรือให้คนใหม่เริ่มในวันนั้น",
        "End the post in membership_id first, or let the next one begin on the day on which it ends.",
    ),
    "region-has-co-chair": (
        "ให้ประธานร่วมของภาคพ้นจากที่นั่งก่อน",
        "End the seat of the region's co-chair first.",
    ),
    "already-exists": (
        "ใช้รายการที่มีอยู่แล้ว หรือเปลี่ยนรหัสที่ต้องไม่ซ้ำ",
        "Use the one that exists, or change the code that must be unique.",
    ),
    "cohort-full": (
        "ถ้าแหล่งข้อมูลบอกจำนวนอื่น ให้แก้จำนวนของรุ่นพร้อมเหตุผลก่อน",
        "If the source tells another number, put the size of the cohort right first, with the reason.",
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
    "subject-changed": (
        "ดูค่าเดิม ค่าที่เสนอ และค่าปัจจุบันใน `changes` รับเฉพาะช่องที่ยังไม่เปลี่ยนด้วย `fields` หรือไม่รับพร้อมเหตุผล",
        "`changes` has the old, proposed and present values: accept only the other `fields`, or refuse with a reason.",
    ),
    "only-the-maker": (
        "ให้ผู้เสนอทำเอง หรือตัดสินข้อเสนอนั้นแทน",
        "Let its maker do it, or decide about it instead.",
    ),
    "payload-too-large": ("แบ่งข้อมูลเป็นหลายครั้ง", "Split the data into several requests."),
    "unsupported-media-type": (
        "ส่งด้วย `Content-Type: application/json` และไม่บีบอัด",
        "Send `Content-Type: application/json`, not compressed.",
    ),
    "invitation-invalid": (
        "ขอรหัสเชิญใหม่จากผู้ดูแล รหัสหนึ่งใช้ได้ครั้งเดียวภายใน 7 วัน และถูกยกเลิกเมื่อผู้อื่นให้สิทธิแก่บัญชีนี้",
        (
            "Ask those in charge for a new invitation. Each works once, within 7 days, "
            "and dies when somebody other than the inviter gives the account a right."
        ),
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
