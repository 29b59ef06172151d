"""Examples in the documents: whole again after FastAPI dropped their nulls, on every body and answer."""

from typing import Any

Schemas = dict[str, Any]

STORY = "01680000-0000-7000-8000-000000000{}".format
PLACES = {
    "area-changes": STORY(961),
    "area-group-members": STORY(952),
    "area-groups": "R-SOUTH",
    "area-rollups": "72",
    "action-items": STORY("a21"),
    "agencies": STORY(402),
    "assignments": STORY("a21"),
    "follow-ups": "72",
    "local-data-centres": "720602",
    "meetings": STORY("a01"),
    "resolutions": STORY("a11"),
    "bodies": STORY("d01"),
    "holdings": STORY("f01"),
    "organization-mergers": STORY("f11"),
    "seats": STORY("d11"),
    "rotations": STORY("d21"),
    "trainings": STORY("d31"),
    "people": STORY(701),
    "memberships": STORY(801),
    "accounts": STORY(601),
    "grants": STORY(611),
    "clients": STORY(641),
    "me": STORY(621),
    "legal-bases": STORY(901),
    "data-subject-requests": STORY(951),
    "community-notices": STORY("b21"),
    "council-delegates": STORY("b71"),
    "council-formations": "720602",
    "council-meetings": STORY("b61"),
    "council-reports": STORY("b31"),
    "council-seats": STORY("b51"),
    "councils": STORY(303),
    "mentorings": STORY("b95"),
    "network-memberships": STORY("b91"),
    "networks": STORY("b81"),
    "agreements": STORY(412),
    "attachments": STORY(311),
    "document-files": "f4298d39bf06c45a4d9238f47377d416c949d6b042d51a7678a6a1eac686e8f1",
    "suggestions": STORY(961),
    "intake-rows": STORY("e91"),
    "rubrics": STORY("d01"),
    "strength-assessments": STORY("d11"),
    "strength-coverages": "18",
    "demonstrations": STORY("d21"),
    "demonstration-expansions": STORY("d31"),
    "council-readiness": "920211",
    "areas": "720602",
    "certificates": "25-2570-0001",
    "certification-counts": "25",
    "certifications": STORY("c01"),
    "commitments": STORY(551),
    "inclusions": STORY(523),
    "issues": "WATER",
    "journeys": STORY(501),
    "needs": STORY(501),
    "nodes": STORY(421),
    "organizations": STORY(303),
    "plan-items": STORY(512),
    "plans": STORY(511),
    "proposals": STORY(541),
    "province-dashboards": "72",
    "results": STORY(561),
    "rollups": STORY(531),
    "tambon-profiles": "720602",
}
"""For each collection one that exists after `make run` (the stories of `examples/`)."""
AREAS = {"agreements": "18", "bodies": "", "certifications": "25", "demonstration-expansions": "92",
         "demonstrations": "92", "intake-rows": "46", "networks": "71", "nodes": "60"}  # fmt: skip
AREA = "72"
"""An area in which each list is not empty; '' is the nation, tried without an area."""
LAST_CHANGES = {
    "certifications": "certification.developed",
    "holdings": "holding.moved",
    "organization-mergers": "organization-merger.recorded",
    "action-items": "action-item.assigned",
    "meetings": "meeting.recorded",
    "resolutions": "resolution.written",
    "strength-assessments": "strength-assessment.recorded",
    "demonstrations": "demonstration.recorded",
    "demonstration-expansions": "demonstration-expansion.planned",
    "agencies": "agency.registered",
    "bodies": "body.defined",
    "seats": "body-seat.taken",
    "rotations": "rotation.begun",
    "community-notices": "community-notice.agreed",
    "council-meetings": "council-meeting.sent_delegate",
    "council-seats": "council-seat.taken",
    "councils": "council.reported",
    "mentorings": "mentoring.begun",
    "network-memberships": "network-membership.joined",
    "networks": "network.member_joined",
    "people": "person.registered",
    "accounts": "account.second_factor_confirmed",
    "grants": "grant.given",
    "clients": "client.registered",
    "memberships": "membership.begun",
    "agreements": "agreement.signed",
    "commitments": "commitment.approved",
    "needs": "need.done",
    "nodes": "node.opened",
    "organizations": "organization.registered",
    "plan-items": "plan-item.adopted",
    "plans": "plan.adopted",
    "proposals": "proposal.accepted_in_part",
}
"""What happened last to those of PLACES."""
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
            parameter["example"] = PLACES[collection]
        elif parameter["name"] == "area" and (place := AREAS.get(collection, AREA)):
            parameter["example"] = place
        elif parameter.get("required") and "examples" in parameter["schema"]:
            parameter["example"] = parameter["schema"]["examples"][0]
        elif parameter["name"] == "If-Match":
            shown = operation["responses"]["200"]["content"]["application/json"]["example"]
            example = {"example": f'"r{shown["revision"]}"'}
            operation["parameters"][index] = {**parameter, **example}


def _show_history(path: str, operation: dict[str, Any], paths: dict[str, Any]) -> None:
    """Show the last change of what the path without `/history` shows."""
    answer = paths[path.removesuffix("/history")]["get"]["responses"]["200"]
    shown = answer["content"]["application/json"]["example"]
    collection, data = path.split("/")[2], shown
    if collection in {"people", "memberships", "seats"}:
        place = {"area_code": shown["area"]["code"]} if "area" in shown else {}
        data = {**place, **{k: v for k, v in shown.items() if k not in NEVER_IN_EVENTS}}
    elif collection == "accounts":
        data = {name: value for name, value in shown.items() if name != "login"}
    entry = {
        "position": 1,
        "type": LAST_CHANGES[collection],
        "revision": shown["revision"],
        "at": shown.get("updated_at", "2026-11-20T03:00:05.120000Z"),
        "reason": None,
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
