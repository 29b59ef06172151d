"""Examples in the documents: whole again after FastAPI dropped their nulls, on every body and answer."""

from typing import Any

from shared.told import AREA, AREAS, ASKED, ELSEWHERE, LAST_CHANGES, PLACES, WHY

Schemas = dict[str, Any]

NEVER_IN_EVENTS = frozenset(
    {
        "login", "holder_th", "area", "posts", "prefix_th", "given_name_th", "family_name_th",
        "birth_year_be", "phone", "work_phone", "email", "line_id", "address_th", "masked",
        "seats", "expertise", "new_generation_on", "attested_on", "created_at", "updated_at",
    }
)  # fmt: skip
"""Fields of people, posts and accounts that their histories do not hold: ids only."""


def complete(made: dict[str, Any]) -> None:
    """Give every request body and success answer of a document the example of its schema."""
    schemas: Schemas = made["components"]["schemas"]
    for schema in schemas.values():
        for example in schema.get("examples", ()):
            _restore_nulls(example, schema, schemas)
    _show_pages(schemas)
    for path, operations in made["paths"].items():
        for operation in operations.values():
            bodies = [operation["requestBody"]] if "requestBody" in operation else []
            answers = [a for code, a in operation["responses"].items() if code[0] == "2"]
            for each in (*bodies, *answers):
                for content in each.get("content", {}).values():
                    if (found := _example(content["schema"], schemas)) is not None:
                        content["example"] = found
            _show_parameters(path, operation)
    for path, operations in made["paths"].items():
        if path.endswith("/history"):
            _show_history(path, operations["get"], made["paths"])


def _show_parameters(path: str, operation: dict[str, Any]) -> None:
    """Give the parameters values with which the operation can be tried at once."""
    collection = path.split("/")[2]
    for index, parameter in enumerate(operation.get("parameters", ())):
        if parameter["in"] == "path":
            parameter["example"] = ELSEWHERE.get(path, PLACES[collection])
        elif (asked := ASKED.get(collection, {}).get(parameter["name"])) is not None:
            parameter["example"] = asked
        elif parameter["name"] == "area" and (place := AREAS.get(collection, AREA)):
            parameter["example"] = place
        elif parameter.get("required") and "examples" in parameter["schema"]:
            parameter["example"] = parameter["schema"]["examples"][0]
        elif parameter["name"] == "If-Match":
            shown = operation["responses"]["200"]["content"]["application/json"]["example"]
            example = {"example": f'"r{shown["revision"]}"'}
            operation["parameters"][index] = {**parameter, **example}


_NOT_TOLD = {
    "accounts": ("login",),
    "areas": ("as_of", "groups", "requested_code", "superseded"),
}
"""What is shown of a thing and does not stand in its events."""
_NOBODY = {"councils": ("chair",), "council-seats": ("holder_th",)}
"""What names somebody, and is null in events."""


def _show_history(path: str, operation: dict[str, Any], paths: dict[str, Any]) -> None:
    """Show the last change of what the path without `/history` shows."""
    answer = paths[path.removesuffix("/history")]["get"]["responses"]["200"]
    shown = answer["content"]["application/json"]["example"]
    collection, data = path.split("/")[2], shown
    if collection in {"people", "memberships", "seats"}:
        place = {"area_code": shown["area"]["code"]} if "area" in shown else {}
        data = {**place, **{k: v for k, v in shown.items() if k not in NEVER_IN_EVENTS}}
    elif collection in _NOT_TOLD:
        data = {k: v for k, v in shown.items() if k not in _NOT_TOLD[collection]}
    data = {**data, **dict.fromkeys(_NOBODY.get(collection, ()))}
    entry = {
        "position": 1,
        "type": LAST_CHANGES[collection],
        "revision": shown["revision"],
        "at": shown.get("updated_at", "2026-11-20T03:00:05.120000Z"),
        "reason": WHY.get(collection),
        "by": None,
        "request_id": None,
        "data": data,
    }
    page = {"items": [entry], "next": None, "limit": 50}
    operation["responses"]["200"]["content"]["application/json"]["example"] = page


def _show_pages(schemas: Schemas) -> None:
    for name, schema in schemas.items():
        if name.endswith("Page") and "examples" not in schema:
            of = _example(schema["properties"]["items"]["items"], schemas)
            if of is not None:
                schema["examples"] = [{"items": [of], "next": None, "limit": 50}]


def _example(schema: dict[str, Any], schemas: Schemas) -> Any:
    examples = _resolved(schema, schemas).get("examples")
    return examples[0] if examples else None


def _resolved(schema: dict[str, Any], schemas: Schemas) -> dict[str, Any]:
    if "$ref" in schema:
        found: dict[str, Any] = schemas[schema["$ref"].rpartition("/")[2]]
        return found
    return schema


def _restore_nulls(example: Any, schema: dict[str, Any], schemas: Schemas) -> None:
    """Put null where a required member may be null and FastAPI left it out."""
    schema = _resolved(schema, schemas)
    if isinstance(example, list):
        for each in example:
            _restore_nulls(each, schema.get("items", {}), schemas)
    if not isinstance(example, dict):
        return
    for name, member in schema.get("properties", {}).items():
        if name in example:
            choices = [c for c in member.get("anyOf", [member]) if c.get("type") != "null"]
            _restore_nulls(example[name], choices[0] if choices else {}, schemas)
        elif name in schema.get("required", ()) and {"type": "null"} in member.get("anyOf", ()):
            example[name] = None
