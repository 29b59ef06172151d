"""What may be wrong with one field: code → words in Thai and English, with holes for the limits."""

FIELDS: dict[str, tuple[str, str]] = {
    "required": ("ต้องระบุ[ หรือระบุ {instead} แทน]", "This is required[, or {instead} in its place]"),
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
    "known-as": ("สิ่งนี้ใช้รหัส {use}", "This is known here as {use}: send that code"),
    "not-in-use": (
        "ไม่ใช้แล้วหรือยังไม่เริ่มใช้ในวันนั้น[ ใช้ {use} แทน]",
        "It is not in use on that day[; use {use} in its place]",
    ),
    "wrong-level": (
        "ระดับพื้นที่ไม่ถูกต้อง[ ต้องเป็น {levels}]",
        "The level of the area does not fit[: {levels}]",
    ),
    "code-in-use": ("รหัส {taken} มีใช้อยู่แล้ว", "The code {taken} is in use"),
    "not-in-force": (
        "ยังไม่รับรองหรือมีฉบับใหม่แทนแล้ว",
        "It is not adopted, or another one took its place",
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
    "pattern-mismatch": (
        "รูปแบบไม่ถูกต้อง[ ดูรหัสที่ใช้ได้ที่ {see}]",
        "The pattern does not fit[; the codes in use are at {see}]",
    ),
    "not-the-sum": (
        "รวมเป็น {sum} ต้องรวมเท่ากับ {expected}",
        "They add up to {sum}; they have to add up to {expected}",
    ),
    "above-the-sum": (
        "รวมเป็น {sum} ต้องรวมไม่เกิน {max}",
        "They add up to {sum}; they may add up to {max} at most",
    ),
    "not-a-date": (
        "ไม่ใช่วันที่แบบ ปี ค.ศ.-เดือน-วัน (YYYY-MM-DD)",
        "Not a date as YYYY-MM-DD in the Christian era",
    ),
    "number-with-year": ("ครั้งที่กับปี พ.ศ. ต้องมาด้วยกัน", "A number and its year come together"),
    "one-organizer": (
        "ต้องบอกผู้จัดหนึ่งเดียว: body_id, organization_id หรือ agency_th",
        "Name exactly one organizer: body_id, organization_id or agency_th",
    ),
    "more-than-stated": (
        "บอกว่ามา {max} คนและระบุครบแล้ว ({group}) แก้จำนวนของการประชุมก่อน",
        "{max} were stated to have come and all are named ({group}): correct the meeting's number first",
    ),
    "fewer-than-named": (
        "บอก {max} คน น้อยกว่าที่ระบุไว้แล้วว่าเป็นใคร ({group})",
        "{max} are fewer than are named already ({group})",
    ),
    "one-attendee": (
        "ต้องบอกที่นั่ง บุคคล หรือองค์กร: seat_id, person_id, organization_id",
        "Name a seat, a person or an organization: seat_id, person_id, organization_id",
    ),
    "unreadable-row": ("อ่านแถวที่ {row} ไม่ได้", "Row {row} cannot be read"),
    "national-id-in-rows": (
        "แถวที่ {rows} มีเลขประจำตัวประชาชน ระบบไม่เก็บเลขนี้ โปรดลบออกจากไฟล์แล้วส่งใหม่",
        "Rows {rows} hold a national id, which is never kept: take it out of the file and send it again",
    ),
    "unreadable-list": (
        "อ่านไฟล์เป็นรายชื่อไม่ได้ ต้องเป็น CSV หรือ XLSX",
        "The file cannot be read as a list: it has to be CSV or XLSX",
    ),
    "row-blocked": (
        "แถวนี้ยังนำเข้าไม่ได้ ดูสิ่งที่พบในแถว",
        "This row cannot be taken yet: see what was found in it",
    ),
    "no-due": (
        "บอกกำหนดเวลา: due_words ถ้อยคำเดิม due_on วันที่ หรือทั้งสอง",
        "Say when it is due: due_words, due_on, or both",
    ),
    "needs-due-on": ("due_precision ใช้กับ due_on เท่านั้น", "due_precision only goes with due_on"),
    "due-contradicts": (
        "due_words หมายถึง {first} ถึง {last} แต่ due_on เป็นวันอื่น",
        "due_words mean {first} to {last}, but due_on is another day",
    ),
    "not-year-of-day": (
        "ปีของครั้งที่ต้องเป็นปี พ.ศ. หรือปีงบประมาณของวันประชุม ({years})",
        "The year of a number is the calendar or fiscal year (BE) of the meeting's day ({years})",
    ),
    "not-with-this-owner": ("ผู้รับผิดชอบแบบนี้ไม่ใช้ช่องนี้", "This kind of owner does not take this field"),
    "needs-overdue": ("as_of ใช้กับ overdue เท่านั้น", "as_of only goes with overdue"),
    "not-a-due-date": (
        "อ่านกำหนดเวลาไม่ได้ เขียนเช่น ภายในเดือนมิถุนายน 2550 · 12 มิ.ย. 2550 (งานที่มอบหมายใส่ due_on คู่กับถ้อยคำเดิมได้)",
        "Cannot read when it is due; write for example 12 มิ.ย. 2550 (an action item takes due_on beside the words)",
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
    "not-a-neighbour": (
        "ไม่ใช่พื้นที่ข้างเคียง ถ้าเป็นพื้นที่ที่สนใจ ใช้ความสัมพันธ์ INTERESTED",
        "It is no neighbouring area; use the relation INTERESTED for an area that is interested",
    ),
    "no-points": (
        "ระบุจุดแข็งหรือจุดอ่อนอย่างน้อยหนึ่งข้อ",
        "Name at least one strong or weak point",
    ),
    "same-place": ("ต้องเป็นอีกพื้นที่หนึ่ง", "It has to be another place"),
    "level-or-scores": (
        "เกณฑ์ DECLARED บอกระดับโดยตรง เกณฑ์อื่นให้คะแนนครบทุกข้อ",
        "With DECLARED say the level; with every other rubric give a score for each item",
    ),
    "items-missing": ("ยังไม่ให้คะแนนข้อ {items}", "These items have no score: {items}"),
    "repeated-item": ("มีรายการซ้ำ", "An item is repeated"),
    "only-with": ("ใช้กับ {other} เท่านั้น", "It only goes with {other}"),
    "only-one-of": ("ระบุได้เพียงอย่างเดียว", "Say only one of these"),
    "outside-seat": ("อยู่นอกเวลาของที่นั่ง", "It lies outside the time of the seat"),
    "taken": ("มีผู้ใช้ค่านี้แล้ว", "Another one has it"),
    "before-founding": ("คณะนี้ก่อตั้งวันที่ {founded_on}", "The body was founded on {founded_on}"),
    "after-first-seat": (
        "มีผู้นั่งในคณะนี้ตั้งแต่วันที่ {first}",
        "Somebody sits in the body from {first} on",
    ),
    "not-a-region": ("ต้องเป็นภาค ไม่ใช่กลุ่มพื้นที่แบบอื่น", "It has to be a region, not another group"),
    "outside-region": (
        "ภาคนี้ไม่มีอยู่ในช่วงเวลาของที่นั่ง",
        "The region does not hold for the time of the seat",
    ),
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
    "not-with-this-source": ("แหล่งเงินนี้ไม่ใช้ช่องนี้", "This source does not use this field"),
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
    "endorser-missing": ("ยังไม่มีผู้รับรอง[{side_th}]", "Nobody[ of {side_en}] has endorsed it"),
    "not-with-this-kind": ("ชนิดนี้ไม่ใช้ช่องนี้", "This kind does not take this field"),
    "not-its-own": (
        "ทีมชนิดอื่นของพื้นที่นี้ใช้ถ้อยคำนี้แล้ว แต่ละชนิดมีจุดมุ่งหมายและผู้ใช้ผลของตน",
        "A team of another kind says the same here: each kind has its own purpose and audience",
    ),
    "file-or-link": (
        "ระบุเอกสาร (sha256) หรือลิงก์ (url) อย่างใดอย่างหนึ่ง",
        "Name a file (sha256) or a link (url), one of the two",
    ),
    "already-told": ("มีข้อมูลนี้ของปีนี้แล้ว", "There is a fact of this for the year already"),
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
