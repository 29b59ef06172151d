"""One OpenAPI document for the whole platform, put together from those of the services and our own."""

import json
from collections.abc import Iterator
from typing import Any

from fastapi import FastAPI

from gateway.directory import METHODS, OURSELVES, Document
from gateway.views import journey, province, tambon
from shared import openapi, responses
from shared.problems import CATALOGUE

VIEWS = (province.router, tambon.router, journey.router)
TITLE = "ขบวน · Khabuan"
DESCRIPTION = """ระบบข้อมูลของขบวนองค์กรชุมชนไทย: ทะเบียนองค์กร แผนที่ขึ้นจากตำบลสู่จังหวัดและกลับลงมา
หน่วยงานภาคี และภาพรวมที่รวมทุกระบบไว้ในหน้าเดียว ทุกคนอ่านได้โดยไม่ต้องมีบัตรผ่าน

The data system of Thailand's community-organization movement: the registry of organizations, plans
that rise from tambon to province and come back down, partner agencies, and screens that show it all.
What is public is read without a token.

**บัตรผ่านสำหรับทดลอง · a token in development**: `.venv/bin/khabuan token --role PROVINCE_WORKING_GROUP --area 72`
แล้ววางในปุ่ม Authorize · and paste it under Authorize.

**ปัญหา · problems** ตอบเป็น `application/problem+json` ภาษาไทยหรืออังกฤษตาม `Accept-Language`
ความหมายของแต่ละรหัสอยู่ที่ [/problems](/problems)
"""
TAGS = {
    "ภาพรวม": "หน้าที่รวมทุกระบบ บอกว่าส่วนใดสด เก่า หรือขาด · Screens of all services, each part marked",
    "พื้นที่": "จังหวัด อำเภอ ตำบล และกลุ่มพื้นที่ · Areas and their groups",
    "องค์กรชุมชน": "กลุ่ม องค์กร กองทุน เครือข่าย · Community organizations",
    "การรับรองสถานภาพองค์กรชุมชน": "ค้นหา รับรอง พัฒนา และใบรับรอง · Organizations found, certified, developed",
    "เครือข่าย": "เครือข่ายทุกระดับและสมาชิก · Networks at every level and their members",
    "พี่เลี้ยงของตำบล": "เครือข่ายที่ดูแลตำบล · Networks that mentor tambons",
    "การจดแจ้งชุมชน": "ชุมชนที่จดแจ้งและความเห็นเรื่องตั้งสภา · Communities that gave notice",
    "การจัดตั้งสภา": "ตำบลใกล้ตั้งสภาได้เพียงใด · How close a tambon is to a council",
    "สภาองค์กรชุมชน": "สภาที่จดแจ้งและสถานะ · Councils, their notices and standing",
    "วาระและสมาชิกสภา": "วาระ ที่นั่ง และผู้แทนในสภา · Terms and seats of councils",
    "การประชุมสภาระดับจังหวัดและชาติ": "การประชุมและผู้แทนที่ส่งไป · Meetings of councils and their delegates",
    "รายงานประจำปีของสภา": "สภารายงานปีละครั้ง · What councils report each year",
    "คณะกรรมการและคณะทำงาน": "คณะ ที่นั่ง และการหมุนเวียน · Bodies, their seats and rotations",
    "ความเข้มแข็ง": "เกณฑ์ การประเมิน และความครอบคลุม · Rubrics, assessments and coverage",
    "พื้นที่รูปธรรม": "พื้นที่ที่ทำได้จริง เรื่องราวและขั้น · Demonstrations, their stories and steps",
    "พื้นที่ขยายผล": "ตำบลข้างเคียงที่ทำตาม · Where demonstrations spread to",
    "ประชุม เวที และมติ": "การประชุม ผู้เข้าร่วม และมติ · Meetings, forums and resolutions",
    "งานที่มอบหมายและการติดตาม": "ใครต้องทำอะไร ถึงไหนแล้ว · Who has to do what, and how it stands",
    "เอกสาร": "ไฟล์และสิ่งที่แนบไว้ · Files, and what they are attached to",
    "ศูนย์ข้อมูลท้องถิ่น": "ข้อมูลของพื้นที่ อายุ และใครรับรอง · What is known of a place, how old, who verifies it",
    "ค้นหา": "ค้นทุกสิ่งจากชื่อ · Everything by its name",
    "ข้อเสนอแก้ข้อมูล": "ผู้อื่นเสนอ เจ้าของตัดสิน · Changes that others ask for",
    "แถวข้อมูลรอสะสาง": "แถวตามที่พิมพ์มา จนกว่าจะมีผู้สะสาง · Rows as they were typed, until somebody settles them",
    "กติกาของขบวน": "การตีความที่ตั้งใหม่ได้ ตามวันและจังหวัด · Readings of the sources that can be set otherwise",
    "ประเด็นงาน": "เรื่องที่ขบวนทำ · The issues that the movement works on",
    "ความต้องการ": "เสียงจากพื้นที่ · What people in the tambons need",
    "ทางของความต้องการ": "ความต้องการหนึ่งมาจากไหน เป็นอะไรต่อไป · Where needs and items come from, as W3C PROV",
    "รอบปีของแผน": "ปิดปี และความต้องการที่ยกไปปีถัดไป · Years that are closed, and what is carried on",
    "แผน": "แผนตำบล อำเภอ และจังหวัด · Plans at every level",
    "การส่งแผน": "ส่งขึ้นระดับบน รับ หรือส่งกลับ · Plans handed up, received or returned",
    "กติกาการทำแผน": "กติกาที่ตั้งใหม่ได้ ตามวันและจังหวัด · Rules of planning that can be set otherwise",
    "ธรรมนูญ": "ธรรมนูญและกติกาการอยู่ร่วมกัน · Charters and agreements to live together",
    "โครงการในแผน": "โครงการ งบประมาณ และผลที่คาดหวัง · Items of plans and their money",
    "การรวมแผน": "โครงการจากแผนล่างขึ้นสู่แผนบน · How items rise into the plan above",
    "ข้อเสนอ": "ข้อเสนอต่อผู้ว่าราชการและคำตอบ · Proposals and what became of them",
    "ผู้รับข้อเสนอ": "ใครรับข้อเสนอ เมื่อใด · Addressees and their calendars",
    "การติดตามข้อเสนอ": "ใครติดตาม ได้อะไรแล้ว · Who follows proposals up, and what came of them",
    "การแจ้งผลกลับถึงผู้เสนอ": "บอกผู้เสนอครั้งเดียวทุกความเปลี่ยนแปลง · Notices to the authors of needs",
    "ผลการดำเนินงาน": "ผลที่เกิดขึ้นจริง · Results",
    "วาระร่วม": "วาระ แผน และงบประมาณร่วมของปี · Joint agendas of a year",
    "หนึ่งจังหวัดหนึ่งโครงการ": "โครงการร่วมของหลายหน่วยงาน · One province, one project",
    "จังหวัดบูรณาการและจัดการตนเอง": "รุ่นของจังหวัดและสมาชิก · Programmes, their cohorts and members",
    "ปัจจัย 10 ข้อของจังหวัด": "ความพร้อมจากหลักฐาน · Ten factors, computed from evidence",
    "ข้อมูลตัวชี้วัด": "ข้อมูลที่พื้นที่และจังหวัดรับรอง · Indicator data, verified twice",
    "ประเมินผลและบทเรียน": "ทีมประเมิน ผลประเมิน และบทเรียน · Evaluations and lessons",
    "หน่วยงานภาคี": "หน่วยงานที่ร่วมสนับสนุน · Partner agencies",
    "ข้อตกลงความร่วมมือ": "ข้อตกลงระหว่างหน่วยงานและระดับจังหวัด · Agreements",
    "โหนดของหน่วยงาน": "จุดประสานของหน่วยงานในจังหวัด · Nodes of agencies in provinces",
    "การเข้าระบบ": "รหัสผ่าน บัตรผ่าน และกุญแจ · Signing in, tokens and keys",
    "ตัวฉัน": "บัญชี สิทธิ และรหัสของตนเอง · One's own account, rights and secrets",
    "บัญชีผู้ใช้": "เชิญ ปิด และดูบัญชี · Accounts and their invitations",
    "สิทธิ": "ใครทำอะไรได้ ที่ไหน ถึงเมื่อใด · Grants: who may do what, where, until when",
    "ระบบของหน่วยงาน": "บัญชีเครื่องของหน่วยงานภาคี · Agencies' machines",
    "แกนนำและสมาชิก": "บุคคล ปิดบังไว้จนกว่าจะบอกวัตถุประสงค์ · People, masked until a purpose is given",
    "ตำแหน่งและสมาชิกภาพ": "ใครดำรงตำแหน่งอะไร ตั้งแต่เมื่อใด · Posts and memberships",
    "บันทึกการเข้าดูข้อมูลส่วนบุคคล": "ใครดูข้อมูลของใคร เพื่ออะไร · Who looked at whose data, and why",
    "สิทธิของเจ้าของข้อมูล": "ขอดู แก้ คัดค้าน และลบ · Requests of those whom the data is about",
    "งบสนับสนุน": "เงินที่หน่วยงานผูกพันกับโครงการ · Funds committed to plan items",
}
"""Tags in the order in which a reader meets them."""
PASSED_ON = ("upstream-unavailable", "upstream-timeout")


def own() -> Document:
    """Return the document of the gateway's own screens."""
    app = FastAPI(title=TITLE, version="1")
    for view in VIEWS:
        app.router.routes.extend(view.routes)
    document = openapi.document(app)
    for model in (province.ProvinceDashboard, tambon.TambonProfile, journey.Journey):
        extra: Any = model.model_config["json_schema_extra"]
        # FastAPI drops every null, and an example without its nulls is not what we answer.
        document["components"]["schemas"][model.__name__]["examples"] = extra["examples"]
    return document


def merged(documents: dict[str, Document], ours: Document | None = None) -> Document:
    """Return one document of all services and the gateway.

    A schema that two of them define alike is shared, one that they define differently carries the
    later service's name. Raise ValueError for a path or operation id that comes twice.
    """
    paths: dict[str, Any] = {}
    schemas: dict[str, Any] = {}
    described: dict[str, str] = {}
    operation_ids: set[str] = set()
    for service, original in {OURSELVES: ours or own(), **documents}.items():
        document = _renamed(original, service, schemas)
        schemas.update(document.get("components", {}).get("schemas", {}))
        described.update({t["name"]: t.get("description", "") for t in document.get("tags", [])})
        for path, operations in document["paths"].items():
            if path in paths or path.startswith("/internal"):
                raise ValueError(f"{path} of {service} has no place in the document")
            paths[path] = operations
            for operation in _operations(operations):
                _claim(operation, service, operation_ids)
    return {
        "openapi": openapi.VERSION,
        "info": _info(),
        "servers": [{"url": "/", "description": "ที่อยู่นี้ · this address"}],
        "tags": _tags(paths, described),
        "paths": dict(sorted(paths.items())),
        "components": {
            "schemas": dict(sorted(schemas.items())),
            "examples": responses.problems_shown(),
            "securitySchemes": openapi.SECURITY,
        },
    }


def _info() -> Document:
    return {
        "title": TITLE,
        "version": "1",
        "summary": "The data system of Thailand's community-organization movement",
        "description": DESCRIPTION,
        "x-api-id": "khabuan",
        "x-audience": "external-public",
    }


def _claim(operation: Document, service: str, operation_ids: set[str]) -> None:
    """Mark whose operation it is and add what can happen on the way there."""
    name = operation["operationId"]
    if name in operation_ids:
        raise ValueError(f"operationId {name} of {service} is taken")
    operation_ids.add(name)
    operation["x-service"] = service
    if service == OURSELVES:
        return
    for code in PASSED_ON:
        status = str(CATALOGUE[code].status)
        operation["responses"].setdefault(status, responses.problem([code]))
    default = operation["responses"].pop("default", None)
    if default:
        operation["responses"]["default"] = default


def _renamed(document: Document, service: str, taken: Document) -> Document:
    """Return a copy of the document with schemas renamed whose names mean something else already."""
    names: dict[str, str] = {}
    while True:
        changed = _with_names(document, names)
        schemas = changed.get("components", {}).get("schemas", {})
        clashes = [n for n, s in schemas.items() if n in taken and taken[n] != s]
        if not clashes:
            return changed
        if twice := set(clashes).intersection(names.values()):
            raise ValueError(f"schemas {twice} of {service} clash even by their service's name")
        names |= {name: service.capitalize() + name for name in clashes}


def _with_names(document: Document, names: dict[str, str]) -> Document:
    text = json.dumps(document)
    for old, new in names.items():
        text = text.replace(f'"#/components/schemas/{old}"', f'"#/components/schemas/{new}"')
    changed: Document = json.loads(text)
    parts = changed.get("components", {})
    if "schemas" in parts:
        parts["schemas"] = {names.get(name, name): each for name, each in parts["schemas"].items()}
    return changed


def _tags(paths: Document, described: dict[str, str]) -> list[dict[str, str]]:
    used = {t for each in paths.values() for o in _operations(each) for t in o.get("tags", [])}
    known = [{"name": name, "description": text} for name, text in TAGS.items() if name in used]
    others = sorted(used - TAGS.keys())
    return known + [{"name": n, "description": described.get(n) or n} for n in others]


def _operations(path: Document) -> Iterator[Document]:
    return (path[method.lower()] for method in METHODS if method.lower() in path)
