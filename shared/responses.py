"""What an operation answers, in the documents: what good answers mean, and a real problem for every code."""

import json
from collections.abc import Iterable
from typing import Any

from shared import errors, refusals
from shared.policies import Role
from shared.problems import CATALOGUE

PROBLEM = {
    "type": "object",
    "description": "RFC 9457: อะไรผิด ตรงไหน และทำอย่างไรต่อ · what is wrong, where, and what to do",
    "required": ["type", "code", "status", "title", "detail", "request_id"],
    "properties": {
        "type": {"type": "string", "maxLength": 200, "examples": ["/problems/validation-failed"]},
        "code": {"type": "string", "maxLength": 100, "x-extensible-enum": sorted(CATALOGUE)},
        "status": {"type": "integer", "format": "int32"},
        "title": {"type": "string", "maxLength": 500},
        "detail": {"type": "string", "maxLength": 2000},
        "request_id": {"type": "string", "maxLength": 100},
        "roles": {
            "type": "array",
            "maxItems": 20,
            "items": {"type": "string", "maxLength": 40},
            "description": "บทบาทที่ทำได้ (insufficient-scope) · the roles that may",
        },
        "granted": {
            "type": "array",
            "maxItems": 100,
            "items": {"type": "string", "maxLength": 8},
            "description": "พื้นที่ของบัตรผ่าน (outside-area-grant) · the areas of the token",
        },
        "area": {
            "type": "string",
            "maxLength": 8,
            "description": "พื้นที่ของคำขอ (outside-area-grant) · the area of the request",
        },
        "errors": {
            "type": "array",
            "maxItems": 50,
            "items": {
                "type": "object",
                "required": ["code", "detail"],
                "properties": {
                    "pointer": {"type": "string", "maxLength": 1000},
                    "parameter": {"type": "string", "maxLength": 200},
                    "header": {"type": "string", "maxLength": 200},
                    "code": {"type": "string", "maxLength": 100},
                    "params": {"type": "object"},
                    "detail": {"type": "string", "maxLength": 1000},
                },
            },
        },
    },
}
HEADERS: dict[str, dict[str, Any]] = {
    "ETag": {
        "description": "รุ่นของข้อมูล ใช้กับ If-Match · the revision",
        "schema": {"type": "string"},
    },
    "Location": {"description": "ที่อยู่ของสิ่งที่สร้าง · where it is", "schema": {"type": "string"}},
}
REPEATED = "บันทึกไว้แล้ว ส่งซ้ำไม่เปลี่ยนอะไร · written before; sending it again changes nothing"


def of(
    declared: dict[str, Any], codes: Iterable[str], *, method: str, path: str
) -> dict[str, Any]:
    """Return all answers of an operation: the good ones that it declares, and the problems of `codes`."""
    done = {status: answer for status, answer in declared.items() if status[0] == "2"}
    for status, answer in done.items():
        answer["description"] = _meaning(answer, status, method, path)
        answer["headers"] = {k: v for k, v in HEADERS.items() if k == "ETag" or status == "201"}
    if "201" in done:
        tag = {"ETag": HEADERS["ETag"]}
        done["200"] = {**done["201"], "description": REPEATED, "headers": tag}
    if method in {"GET", "HEAD"}:
        done["304"] = {"description": "ไม่เปลี่ยนจากที่มี · not modified"}
    by_status: dict[str, list[str]] = {}
    for code in dict.fromkeys(codes):
        by_status.setdefault(str(CATALOGUE[code].status), []).append(code)
    done |= {status: problem(which) for status, which in sorted(by_status.items())}
    for status, answer in declared.items():
        if status in done and status[0] == "4" and status != "422":
            done[status]["content"] |= answer.get("content", {})  # another standard's own refusals
    other = problem(["internal-error"])
    return {**done, "default": {**other, "description": "ปัญหาอื่น · any other problem"}}


def problem(codes: Iterable[str]) -> dict[str, Any]:
    """Return the answer that one of `codes`, all of one status, stands for."""
    codes = list(codes)
    return {
        "description": " · ".join(f"`{code}` {CATALOGUE[code].title_th}" for code in codes),
        "content": {
            errors.MEDIA_TYPE: {
                "schema": {"$ref": "#/components/schemas/Problem"},
                "examples": {code: {"$ref": f"#/components/examples/{code}"} for code in codes},
            }
        },
    }


def problems_shown() -> dict[str, Any]:
    """Return for every code of the catalogue a problem as we answer it, in Thai."""
    special = {
        "insufficient-scope": refusals.unfit("needs.record"),
        "outside-area-grant": refusals.outside(
            "needs.record", [(Role.TAMBON_STAFF, "600101")], "720602"
        ),
        "validation-failed": errors.field_problem("title_th", "required"),
    }
    made = {code: special.get(code) or errors.Problem(code) for code in CATALOGUE}
    request = {"request_id": "019aa0d4-6c00-7000-8000-000000000001"}
    return {
        code: {
            "summary": CATALOGUE[code].title_th,
            "value": json.loads(errors.body_of(each, "th")) | request,
        }
        for code, each in made.items()
    }


def _meaning(answer: dict[str, Any], status: str, method: str, path: str) -> str:
    schema = str(answer.get("content", {}).get("application/json", {}).get("schema", {}))
    if status == "201":
        return "บันทึกแล้ว · written down"
    if method == "PATCH":
        return "แก้ไขแล้ว นี่คือข้อมูลล่าสุด · changed, and how it is now"
    if method == "POST":
        return "ทำแล้ว นี่คือข้อมูลหลังจากนั้น · done, and how it is after that"
    if path.endswith("/history"):
        return "การเปลี่ยนแปลงเรียงตามเวลา · the changes, oldest first"
    if "Page'" in schema:
        return "รายการหนึ่งหน้า ไปต่อด้วย next · a page of the list; go on with `next`"
    return "ข้อมูลล่าสุด · how it is now"
