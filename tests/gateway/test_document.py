"""The merged document: everything once, nothing from the inside, one language of names."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from gateway import directory, openapi
from gateway.directory import METHODS
from gateway.views import journey
from tests.gateway.conftest import DOCUMENTS, document

PROBLEM = {"$ref": "#/components/schemas/Problem"}


def operations(made: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (path, method, each[method.lower()])
        for path, each in made["paths"].items()
        for method in METHODS
        if method.lower() in each
    ]


def test_every_operation_is_there_once_with_its_owner_and_a_name_of_its_own() -> None:
    made = openapi.merged(DOCUMENTS)
    given = {
        (path, method): service
        for service, each in {**DOCUMENTS, "gateway": openapi.own()}.items()
        for path, method, _ in operations(each)
    }
    assert {(p, m): o["x-service"] for p, m, o in operations(made)} == given
    names = [operation["operationId"] for _, _, operation in operations(made)]
    assert len(names) == len(set(names)) == len(given)
    assert "/internal/" not in json.dumps(made)


def test_every_reference_leads_somewhere_and_every_tag_is_described_in_order() -> None:
    made = openapi.merged(DOCUMENTS)
    targets = set(re.findall(r'"#/components/schemas/([^"]+)"', json.dumps(made)))
    assert targets <= set(made["components"]["schemas"])
    described = [tag["name"] for tag in made["tags"]]
    assert {tag for _, _, o in operations(made) for tag in o["tags"]} == set(described)
    assert described == [name for name in openapi.TAGS if name in described]
    assert all(tag["description"] for tag in made["tags"])


def test_what_passes_through_says_that_it_can_fail_on_the_way() -> None:
    made = openapi.merged(DOCUMENTS)
    for _, _, operation in operations(made):
        passed_on = operation["x-service"] != "gateway"
        assert ({"502", "504"} <= set(operation["responses"])) is passed_on


def test_the_screens_have_real_examples_and_the_document_says_how_to_get_a_token() -> None:
    made = openapi.merged(DOCUMENTS)
    schemas = made["components"]["schemas"]
    assert schemas["ProvinceDashboard"]["examples"][0]["registry"]["name_th"] == "สุพรรณบุรี"
    assert schemas["TambonProfile"]["examples"][0]["registry"]["name_th"] == "หนองสาหร่าย"
    hops = schemas["Journey"]["examples"][0]["planning"]["hops"]
    assert {h["kind"]: h["amount"]["amount"] for h in hops if h["amount"]} == {
        "PLAN_ITEM": "350000.00",
        "INCLUSION": "350000.00",
        "PROPOSAL": "350000.00",
        "ANSWER": "200000.00",
        "SHARE": "200000.00",
        "RESULT": "300000.00",
    }
    assert "khabuan token" in made["info"]["description"]


def test_equal_schemas_are_shared_and_others_carry_their_services_name() -> None:
    alike = {"type": "string"}
    registry = document("GET /v1/a getA", Alike=alike, Area={"type": "object"})
    planning = document(
        "GET /v1/b getB",
        Alike=alike,
        Area={"type": "integer"},
        Holder={"items": {"$ref": "#/components/schemas/Area"}},
    )
    partners = document(
        "GET /v1/c getC",
        Area={"type": "object"},
        Holder={"items": {"$ref": "#/components/schemas/Area"}},
    )
    documents = {"registry": registry, "planning": planning, "partners": partners}
    schemas = openapi.merged(documents)["components"]["schemas"]
    assert schemas["Area"] == {"type": "object"}
    assert schemas["PlanningArea"] == {"type": "integer"}
    assert schemas["Holder"] == {"items": {"$ref": "#/components/schemas/PlanningArea"}}
    assert schemas["PartnersHolder"] == {"items": {"$ref": "#/components/schemas/Area"}}
    assert "PlanningAlike" not in schemas
    assert planning["components"]["schemas"]["Area"] == {"type": "integer"}, (
        "the given is left alone"
    )


def test_a_path_or_a_name_that_comes_twice_stops_the_making() -> None:
    first = document("GET /v1/a getA")
    with pytest.raises(ValueError, match="/v1/a"):
        openapi.merged({"registry": first, "planning": document("POST /v1/a makeA")})
    with pytest.raises(ValueError, match="getA"):
        openapi.merged({"registry": first, "planning": document("GET /v1/b getA")})
    with pytest.raises(ValueError, match="/internal"):
        openapi.merged({"registry": document("GET /internal/v1/feed readFeed")})


def test_the_committed_documents_hold_the_same_and_every_tag_of_theirs_is_described() -> None:
    documents = directory.read()
    made = openapi.merged(documents)
    assert json.loads((directory.FOLDER / "gateway.json").read_text("utf-8")) == made
    assert [tag["name"] for tag in made["tags"]] == list(openapi.TAGS)
    public = [p for each in documents.values() for p in each["paths"]]
    assert sorted([*public, *openapi.own()["paths"]]) == list(made["paths"])


def test_a_hop_leads_to_an_operation_that_exists() -> None:
    paths = directory.read()["planning"]["paths"]
    for template in journey.PLACES.values():
        assert "get" in paths[template.replace("{}", "{id}")]


def test_a_missing_document_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="make openapi"):
        directory.read(tmp_path)
