"""The OpenAPI document of a process: our problems, our parameters, no framework leftovers."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute

from shared import examples, responses
from shared.policies import POLICIES, READ, REASONED, STRONG, Role
from shared.policy_words import REACH_TH, ROLE_TH
from shared.routing import Route

VERSION = "3.1.0"
COMMON = (
    "malformed-request",
    "token-invalid",
    "token-revoked",
    "validation-failed",
    "temporarily-unavailable",
)
WRITES = (
    "malformed-json",
    "unauthenticated",
    "insufficient-scope",
    "outside-area-grant",
    "id-conflict",
    "payload-too-large",
    "unsupported-media-type",
    "idempotency-key-reused",
)
IDEMPOTENCY = {
    "name": "Idempotency-Key",
    "in": "header",
    "description": "กุญแจกันส่งซ้ำ เก็บคำตอบไว้ 30 วัน · the answer is kept for 30 days",
    "schema": {
        "type": "string",
        "minLength": 1,
        "maxLength": 255,
        "pattern": r"^[\x21-\x7e]{1,255}$",
    },
}
IF_MATCH = {
    "name": "If-Match",
    "in": "header",
    "required": True,
    "description": 'รุ่นที่เห็นก่อนแก้ เช่น "r3" · the revision you saw',
    "schema": {"type": "string", "pattern": '^"r[0-9]{1,18}"$', "maxLength": 40},
    "example": '"r1"',
}
REASON = {
    "name": "Change-Reason",
    "in": "header",
    "description": "เหตุผลของการแก้ไข UTF-8 เข้ารหัสแบบเปอร์เซ็นต์ · why, as percent-encoded UTF-8",
    "schema": {"type": "string", "minLength": 1, "maxLength": 4500, "pattern": "^[\\x21-\\x7e]+$"},
    "example": "%E0%B9%81%E0%B8%81%E0%B9%89%E0%B8%84%E0%B8%B3%E0%B8%9C%E0%B8%B4%E0%B8%94",
}
OF_PATHS = {
    "id": "รหัสของสิ่งที่ถามถึง (UUID) จากรายการหรือจากคำตอบที่สร้าง · its id, from a list or from what made it",
    "code": "รหัสของสิ่งที่ถามถึง เช่น รหัสพื้นที่หรือรหัสประเด็น · its code, such as that of an area or an issue",
    "number": "เลขลำดับหรือเลขฉบับ · its number",
    "area_code": "รหัสพื้นที่ 2/4/6/8 หลัก เช่น 72 หรือ 720602 · the code of an area",
    "province_code": "รหัสจังหวัด 2 หลัก เช่น 72 · the code of a province",
    "need_id": "รหัสของความต้องการ (UUID) · the id of a need",
    "plan_id": "รหัสของแผน (UUID) · the id of a plan",
}
"""What the parameters in paths are, unless a route says it better."""
SECURITY = {
    "bearer": {
        "type": "http",
        "scheme": "bearer",
        "bearerFormat": "JWT (ES256, at+jwt)",
        "description": "บัตรผ่านพร้อมบทบาทและพื้นที่ · a token with roles and areas",
    }
}


def document(app: FastAPI) -> dict[str, Any]:
    """Return the OpenAPI 3.1 document of the app's public routes, made once."""
    if app.openapi_schema:
        return app.openapi_schema
    routes = [r for r in app.router.routes if isinstance(r, Route) and r.include_in_schema]
    made: dict[str, Any] = get_openapi(
        title=app.title,
        version=app.version,
        openapi_version=VERSION,
        description=app.description,
        tags=app.openapi_tags,
        routes=routes,
    )
    for route in routes:
        path = made["paths"][route.path_format]
        path.pop("head", None)
        for method in route.methods or ():
            if operation := path.get(method.lower()):
                _finish(operation, route, method)
    parts = made.setdefault("components", {})
    schemas = parts.setdefault("schemas", {})
    schemas.pop("HTTPValidationError", None)
    schemas.pop("ValidationError", None)
    schemas["Problem"] = responses.PROBLEM
    parts["examples"] = responses.problems_shown()
    parts["securitySchemes"] = SECURITY
    _strip_null_defaults(made)
    examples.complete(made)
    app.openapi_schema = made
    return made


def _finish(operation: dict[str, Any], route: Route, method: str) -> None:
    operation["operationId"] = operation_id(route)
    writes = method not in {"GET", "HEAD"}
    codes = [*COMMON, *route.problems, *(WRITES if writes else ())]
    names = {p["name"] for p in operation.get("parameters", [])}
    if "{" in route.path_format:
        codes.append("not-found")
    if "cursor" in names:
        codes += ["invalid-cursor", "cursor-mismatch", "cursor-expired"]
    parameters = operation.setdefault("parameters", [])
    for parameter in parameters:
        _tidy(parameter)
    if writes:
        parameters.append(IDEMPOTENCY | ({"required": True} if route.act else {}))
        codes += ["invalid-idempotency-key"] + (["idempotency-key-required"] if route.act else [])
    if writes and route.action in REASONED:
        parameters.append(REASON)
        codes.append("reason-required")
    if route.action in STRONG:
        codes.append("second-factor-required")
    if method == "PATCH":
        parameters.append(IF_MATCH)
        codes += ["precondition-required", "stale-revision"]
    if not parameters:
        del operation["parameters"]
    operation["responses"] = responses.of(
        operation["responses"], codes, method=method, path=route.path_format
    )
    public = Role.PUBLIC in POLICIES[route.action]
    if not public and not writes:
        codes += ["unauthenticated", "insufficient-scope"]
    operation["security"] = [{}, {"bearer": []}] if public else [{"bearer": []}]
    operation["x-policy"] = {
        "action": route.action,
        "roles": {role.value: reach.value for role, reach in POLICIES[route.action].items()},
        "second_factor": route.action in STRONG,
        "reason_from": sorted(REASONED.get(route.action, ())),
    }
    operation["description"] = _described(operation.get("description", ""), route.action)


def _tidy(parameter: dict[str, Any]) -> None:
    """Say of a parameter what a caller needs: it is absent or has a value, never null."""
    schema = parameter["schema"]
    if parameter["in"] == "path" and "description" not in parameter:
        parameter["description"] = OF_PATHS[parameter["name"]]
    choices = [each for each in schema.pop("anyOf", []) if each != {"type": "null"}]
    if len(choices) == 1:
        schema.update(choices[0])
    elif choices:
        schema["anyOf"] = choices
    schema.pop("title", None)
    schema.pop("description", None)
    if schema.get("type") == "array":
        parameter |= {"style": "form", "explode": False}


def operation_id(route: APIRoute) -> str:
    """Return verbNoun in camelCase from the endpoint's snake_case name."""
    first, *rest = route.name.split("_")
    return first + "".join(part.capitalize() for part in rest)


def _described(text: str, action: str) -> str:
    if action == READ:
        return f"{text}\n\nสิทธิ: ทุกคนอ่านได้ · public".strip()
    roles = ", ".join(
        f"{ROLE_TH[role]} ({REACH_TH[reach]})" for role, reach in POLICIES[action].items()
    )
    more = " · ต้องยืนยันตัวตนสองขั้น (second factor)" if action in STRONG else ""
    return f"{text}\n\nสิทธิ `{action}`: {roles}{more}".strip()


def _strip_null_defaults(node: Any) -> None:
    if isinstance(node, dict):
        if node.get("default", ...) is None:
            del node["default"]
        for value in node.values():
            _strip_null_defaults(value)
    elif isinstance(node, list):
        for value in node:
            _strip_null_defaults(value)
