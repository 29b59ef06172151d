"""Who may do what, and how far: the one table that routes, documentation and tests read."""

from enum import StrEnum


class Role(StrEnum):
    """A part somebody plays; grants in a token name one of these."""

    PUBLIC = "PUBLIC"
    MEMBER = "MEMBER"
    LEADER = "LEADER"
    TAMBON_STAFF = "TAMBON_STAFF"
    PROVINCE_WORKING_GROUP = "PROVINCE_WORKING_GROUP"
    REGION_OFFICE = "REGION_OFFICE"
    PARTNER_AGENCY = "PARTNER_AGENCY"
    NATIONAL_ADMIN = "NATIONAL_ADMIN"
    AUDITOR = "AUDITOR"
    SERVICE = "SERVICE"


ROLE_TH = {
    Role.PUBLIC: "ประชาชนทั่วไป",
    Role.MEMBER: "สมาชิกองค์กร",
    Role.LEADER: "แกนนำองค์กร",
    Role.TAMBON_STAFF: "เจ้าหน้าที่สภาองค์กรชุมชนตำบล",
    Role.PROVINCE_WORKING_GROUP: "คณะทำงานจังหวัด",
    Role.REGION_OFFICE: "สำนักงานภาค",
    Role.PARTNER_AGENCY: "หน่วยงานภาคี",
    Role.NATIONAL_ADMIN: "ผู้ดูแลระบบระดับชาติ",
    Role.AUDITOR: "ผู้ตรวจสอบ",
    Role.SERVICE: "ระบบภายใน",
}


class Reach(StrEnum):
    """How far a right goes."""

    EVERYWHERE = "EVERYWHERE"
    AREA = "AREA"
    """Objects whose area lies within the grant's area (a prefix of the official code)."""
    EXACT_AREA = "EXACT_AREA"
    """Objects of exactly the grant's area."""
    ABOVE_TAMBON = "ABOVE_TAMBON"
    """Districts and provinces within the grant's area: a province group writes no tambon's plan."""
    ORGANIZATION = "ORGANIZATION"
    AGENCY = "AGENCY"


REACH_TH = {
    Reach.EVERYWHERE: "ทุกพื้นที่",
    Reach.AREA: "ในพื้นที่ที่รับผิดชอบ",
    Reach.EXACT_AREA: "เฉพาะระดับพื้นที่ของตน",
    Reach.ABOVE_TAMBON: "อำเภอและจังหวัดในพื้นที่ที่รับผิดชอบ",
    Reach.ORGANIZATION: "เฉพาะองค์กรของตน",
    Reach.AGENCY: "เฉพาะหน่วยงานของตน",
}

_READERS: dict[Role, Reach] = {role: Reach.EVERYWHERE for role in Role if role is not Role.SERVICE}
_STAFF = {
    Role.TAMBON_STAFF: Reach.AREA,
    Role.PROVINCE_WORKING_GROUP: Reach.AREA,
    Role.REGION_OFFICE: Reach.AREA,
    Role.NATIONAL_ADMIN: Reach.EVERYWHERE,
}
_PLANNERS = {
    Role.TAMBON_STAFF: Reach.EXACT_AREA,
    Role.PROVINCE_WORKING_GROUP: Reach.ABOVE_TAMBON,
    Role.NATIONAL_ADMIN: Reach.EVERYWHERE,
}
_PROVINCE = {
    Role.PROVINCE_WORKING_GROUP: Reach.AREA,
    Role.REGION_OFFICE: Reach.AREA,
    Role.NATIONAL_ADMIN: Reach.EVERYWHERE,
}

_SIGNED_IN: dict[Role, Reach] = {
    role: Reach.EVERYWHERE for role in _READERS if role not in {Role.PUBLIC, Role.SERVICE}
}

READ = "read"
POLICIES: dict[str, dict[Role, Reach]] = {
    READ: _READERS,
    "read-inside": {Role.SERVICE: Reach.EVERYWHERE},
    "sessions.open": _READERS,
    "self": _SIGNED_IN,
    "accounts.read": {**_STAFF, Role.AUDITOR: Reach.EVERYWHERE},
    "accounts.manage": _STAFF,
    "grants.give": _STAFF,
    "grants.end": _STAFF,
    "clients.manage": {Role.NATIONAL_ADMIN: Reach.EVERYWHERE},
    "access-log.read": {Role.AUDITOR: Reach.EVERYWHERE, Role.NATIONAL_ADMIN: Reach.EVERYWHERE},
    "people.read": _READERS,
    "people.contact": {
        Role.LEADER: Reach.ORGANIZATION,
        Role.TAMBON_STAFF: Reach.AREA,
        Role.PROVINCE_WORKING_GROUP: Reach.AREA,
        Role.REGION_OFFICE: Reach.AREA,
        Role.NATIONAL_ADMIN: Reach.EVERYWHERE,
    },
    "people.register": {Role.LEADER: Reach.ORGANIZATION, **_STAFF},
    "people.change": {Role.LEADER: Reach.ORGANIZATION, **_STAFF},
    "people.merge": _STAFF,
    "data-requests.decide": _PROVINCE,
    "organizations.register": {Role.LEADER: Reach.AREA, **_STAFF},
    "organizations.change": {Role.LEADER: Reach.ORGANIZATION, **_STAFF},
    "organizations.merge": _STAFF,
    "documents.store": dict.fromkeys((Role.LEADER, *_STAFF), Reach.EVERYWHERE),
    "documents.attach": {Role.LEADER: Reach.ORGANIZATION, **_STAFF},
    "areas.change": {Role.NATIONAL_ADMIN: Reach.EVERYWHERE},
    "villages.load": _PROVINCE,
    "groupings.define": _PROVINCE,
    "movement-rules.set": {Role.NATIONAL_ADMIN: Reach.EVERYWHERE},
    "councils.notify": {Role.LEADER: Reach.AREA, **_STAFF},
    "councils.change": {Role.LEADER: Reach.ORGANIZATION, **_STAFF},
    "councils.convene": _PROVINCE,
    "networks.change": {Role.LEADER: Reach.ORGANIZATION, **_STAFF},
    "bodies.define": _PROVINCE,
    "bodies.seat": _PROVINCE,
    "certifications.find": _STAFF,
    "certifications.endorse": {Role.LEADER: Reach.AREA, **_STAFF},
    "certifications.decide": {
        Role.REGION_OFFICE: Reach.AREA,
        Role.NATIONAL_ADMIN: Reach.EVERYWHERE,
    },
    "certifications.develop": {Role.LEADER: Reach.ORGANIZATION, **_STAFF},
    "rubrics.define": {Role.NATIONAL_ADMIN: Reach.EVERYWHERE},
    "strength.assess": _STAFF,
    "demonstrations.record": {Role.LEADER: Reach.AREA, **_STAFF},
    "meetings.record": {Role.LEADER: Reach.ORGANIZATION, **_STAFF},
    "action-items.report": {Role.LEADER: Reach.ORGANIZATION, **_STAFF},
    "suggestions.make": {
        role: reach for role, reach in _SIGNED_IN.items() if role is not Role.AUDITOR
    },
    "suggestions.decide": {Role.LEADER: Reach.ORGANIZATION, **_STAFF},
    "intake.receive": _STAFF,
    "intake.resolve": _STAFF,
    "issues.define": {Role.NATIONAL_ADMIN: Reach.EVERYWHERE},
    "needs.record": {Role.MEMBER: Reach.AREA, Role.LEADER: Reach.AREA, **_STAFF},
    "needs.change": {Role.LEADER: Reach.AREA, **_STAFF},
    "plans.draft": _PLANNERS,
    "plans.adopt": _PLANNERS,
    "results.report": {Role.LEADER: Reach.AREA, **_STAFF},
    "rollups.decide": _PROVINCE,
    "proposals.submit": _PROVINCE,
    "proposals.answer": _PROVINCE,
    "agencies.register": {Role.NATIONAL_ADMIN: Reach.EVERYWHERE},
    "agreements.draft": {
        Role.PARTNER_AGENCY: Reach.AGENCY,
        Role.NATIONAL_ADMIN: Reach.EVERYWHERE,
    },
    "agreements.sign": {Role.REGION_OFFICE: Reach.AREA, Role.NATIONAL_ADMIN: Reach.EVERYWHERE},
    "nodes.open": {Role.PARTNER_AGENCY: Reach.AGENCY, Role.NATIONAL_ADMIN: Reach.EVERYWHERE},
    "funds.commit": {Role.PARTNER_AGENCY: Reach.AGENCY},
    "funds.approve": {Role.PARTNER_AGENCY: Reach.AGENCY},
}
ACTION_TH: dict[str, str] = {
    READ: "อ่านข้อมูลสาธารณะ และร่างในพื้นที่ของตน",
    "read-inside": "อ่านระหว่างระบบภายใน",
    "sessions.open": "เข้าสู่ระบบ ขอบัตรผ่าน",
    "self": "ดูและจัดการเรื่องของตนเอง",
    "accounts.read": "ดูรายชื่อบัญชีและสิทธิ",
    "accounts.manage": "ดูแลบัญชีผู้ใช้",
    "grants.give": "ให้สิทธิ",
    "grants.end": "ยุติสิทธิ",
    "clients.manage": "ดูแลบัญชีเครื่องของหน่วยงาน",
    "access-log.read": "อ่านบันทึกการเข้าดูข้อมูลส่วนบุคคล",
    "people.read": "ดูรายชื่อผู้นำ (ปิดบังข้อมูลส่วนบุคคล)",
    "people.contact": "ดูข้อมูลติดต่อ โดยบอกวัตถุประสงค์",
    "people.register": "ลงทะเบียนบุคคล",
    "people.change": "แก้ไขข้อมูลบุคคล",
    "people.merge": "รวมระเบียนบุคคลที่ซ้ำกัน",
    "data-requests.decide": "ตัดสินคำขอของเจ้าของข้อมูล",
    "organizations.register": "จดทะเบียนองค์กร",
    "organizations.change": "แก้ไขข้อมูลองค์กร",
    "organizations.merge": "รวมองค์กรที่ซ้ำกัน และแยกคืน",
    "documents.store": "เก็บไฟล์ไว้รอแนบ",
    "documents.attach": "แนบเอกสาร",
    "areas.change": "เปลี่ยนเขตการปกครองตามประกาศ",
    "villages.load": "นำเข้าหมู่บ้าน",
    "groupings.define": "จัดกลุ่มพื้นที่ เช่น โซนอำเภอ ภูมินิเวศน์",
    "movement-rules.set": "เปิดปิดและตั้งค่ากติกาของขบวน",
    "councils.notify": "จดแจ้งชุมชนและสภาองค์กรชุมชน",
    "councils.change": "แก้ไขข้อมูลสภาองค์กรชุมชน",
    "councils.convene": "บันทึกการประชุมระดับจังหวัดและระดับชาติของสภา",
    "networks.change": "ดูแลสมาชิกของเครือข่าย",
    "bodies.define": "ตั้งคณะกรรมการและคณะทำงาน",
    "bodies.seat": "แต่งตั้งผู้นั่งในคณะกรรมการ",
    "certifications.find": "บันทึกการค้นหาองค์กร",
    "certifications.endorse": "รับรองจากฝ่ายชุมชนหรือหน่วยงานท้องถิ่น",
    "certifications.decide": "ให้ พัก ต่ออายุ ถอน การรับรองสถานภาพ",
    "certifications.develop": "บันทึกการพัฒนาต่อเนื่อง",
    "rubrics.define": "กำหนดเกณฑ์ประเมินความเข้มแข็ง",
    "strength.assess": "ประเมินความเข้มแข็ง",
    "demonstrations.record": "บันทึกพื้นที่รูปธรรมและการขยายผล",
    "meetings.record": "บันทึกการประชุม มติ และงานที่มอบ",
    "action-items.report": "รายงานความคืบหน้าของงานที่มอบ",
    "suggestions.make": "เสนอให้แก้ข้อมูลของผู้อื่น",
    "suggestions.decide": "ตัดสินข้อเสนอแก้ข้อมูล",
    "intake.receive": "รับแถวข้อมูลที่ยังไม่เรียบร้อย",
    "intake.resolve": "สะสางแถวข้อมูลที่รับไว้",
    "issues.define": "กำหนดประเด็นงาน",
    "needs.record": "บันทึกความต้องการ",
    "needs.change": "แก้ไขความต้องการ",
    "plans.draft": "ร่างแผนและรายการ",
    "plans.adopt": "รับแผน",
    "results.report": "รายงานผล",
    "rollups.decide": "รวมรายการเข้าแผนจังหวัด",
    "proposals.submit": "ยื่นข้อเสนอ",
    "proposals.answer": "บันทึกคำตอบของข้อเสนอ",
    "agencies.register": "ลงทะเบียนหน่วยงาน",
    "agreements.draft": "ร่างบันทึกความร่วมมือ",
    "agreements.sign": "ลงนามบันทึกความร่วมมือ",
    "nodes.open": "ตั้งโหนดในจังหวัด",
    "funds.commit": "เสนอผูกพันงบ",
    "funds.approve": "อนุมัติงบ (คนละคนกับผู้เสนอ)",
}
UNSAFE = frozenset(POLICIES) - {
    READ,
    "read-inside",
    "people.read",
    "access-log.read",
    "accounts.read",
}
"""Actions that change something; a route with an unsafe method must name one of these."""
STRONG = frozenset(
    {
        "accounts.read",
        "accounts.manage",
        "grants.give",
        "grants.end",
        "clients.manage",
        "access-log.read",
        "people.contact",
        "people.merge",
        "data-requests.decide",
        "certifications.decide",
        "funds.commit",
        "funds.approve",
    }
)
"""Actions on personal data, rights and money: only with a second factor (ASVS 6.3.3)."""
_FROM_ABOVE = frozenset({Role.REGION_OFFICE, Role.NATIONAL_ADMIN})
REASONED: dict[str, frozenset[Role]] = {
    "organizations.change": _FROM_ABOVE,
    "organizations.merge": frozenset(Role),
    "areas.change": frozenset(Role),
    "movement-rules.set": frozenset(Role),
    "certifications.decide": _FROM_ABOVE,
    "needs.change": _FROM_ABOVE,
    "people.change": _FROM_ABOVE,
    "people.merge": _FROM_ABOVE,
    "grants.give": frozenset(Role),
    "grants.end": frozenset(Role),
    "data-requests.decide": frozenset(Role),
}
"""Actions that these roles only take with a reason: corrections from above, and rights (contract 17)."""
RANK: dict[Role, int] = {
    role: place
    for place, role in enumerate(
        (
            Role.MEMBER,
            Role.LEADER,
            Role.TAMBON_STAFF,
            Role.PROVINCE_WORKING_GROUP,
            Role.REGION_OFFICE,
            Role.NATIONAL_ADMIN,
        )
    )
}
"""Who stands above whom when rights are given; auditors and agencies are the national administrator's."""
