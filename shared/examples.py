"""Examples in the documents: whole again after FastAPI dropped their nulls, on every body and answer."""

from typing import Any

Schemas = dict[str, Any]


def complete(made: dict[str, Any]) -> None:
    """Give every request body and success answer of a document the example of its schema."""
    schemas: Schemas = made["components"]["schemas"]
    for schema in schemas.values():
        for example in schema.get("examples", ()):
            _restore_nulls(example, schema, schemas)
    _show_pages(schemas)
    for path in made["paths"].values():
        for operation in path.values():
            bodies = [operation["requestBody"]] if "requestBody" in operation else []
            answers = [a for code, a in operation["responses"].items() if code[0] == "2"]
            for each in (*bodies, *answers):
                for content in each.get("content", {}).values():
                    if (found := _example(content["schema"], schemas)) is not None:
                        content["example"] = found


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
