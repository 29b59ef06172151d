"""The documents: every example fits its schema, every operation says what it may answer."""

import json
import re
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

ROOT = Path(__file__).parents[2]
DOCUMENTS = {
    name: json.loads((ROOT / "openapi" / f"{name}.json").read_text())
    for name in ("registry", "planning", "partners", "gateway")
}


def operations(document: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    return [(m, p, o) for p, methods in document["paths"].items() for m, o in methods.items()]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_example_fits_its_schema(name: str) -> None:
    document = DOCUMENTS[name]
    seen = 0
    for schema_name, schema in document["components"]["schemas"].items():
        whole = {**schema, "components": document["components"]}
        for example in schema.get("examples", ()):
            if isinstance(example, dict):
                jsonschema_rs.validator_for(whole).validate(example)
                seen += 1
        assert schema_name != "HTTPValidationError"
    assert seen > 3


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_operation_has_an_example_a_summary_and_its_problems(name: str) -> None:
    for method, path, operation in operations(DOCUMENTS[name]):
        where = f"{method} {path}"
        assert operation["summary"], where
        assert operation["operationId"], where
        assert "x-policy" in operation or name == "gateway", where
        good = [a for code, a in operation["responses"].items() if code[0] == "2"]
        for answer in good:
            for kind, content in answer.get("content", {}).items():
                if kind == "application/json":
                    assert "example" in content, where
        if "requestBody" in operation:
            for content in operation["requestBody"]["content"].values():
                assert "example" in content, where
        assert {"400", "401", "422", "503"} <= set(operation["responses"]) or name == "gateway", (
            where
        )


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_text_and_list_is_bounded(name: str) -> None:
    def walk(node: Any, where: str) -> None:
        if isinstance(node, dict):
            if node.get("type") == "array":
                assert "maxItems" in node or node.get("uniqueItems"), where
            for key, value in node.items():
                walk(value, f"{where}/{key}")

    for schema_name, schema in DOCUMENTS[name]["components"]["schemas"].items():
        walk(schema.get("properties", {}), schema_name)


def test_no_inside_route_is_documented_and_ids_are_unique() -> None:
    document = DOCUMENTS["gateway"]
    ids = [operation["operationId"] for _, _, operation in operations(document)]
    assert len(ids) == len(set(ids)) > 50
    assert not [path for path in document["paths"] if "internal" in path]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_problem_is_shown_as_it_is_answered(name: str) -> None:
    document = DOCUMENTS[name]
    whole = {**document["components"]["schemas"]["Problem"], "components": document["components"]}
    fits = jsonschema_rs.validator_for(whole)
    shown = {code: each["value"] for code, each in document["components"]["examples"].items()}
    for code, problem in shown.items():
        fits.validate(problem)
        assert (problem["code"], problem["type"]) == (code, f"/problems/{code}")
        assert problem["detail"] not in {"", problem["title"]}, f"{code} says what to do"
    for method, path, operation in operations(document):
        for status, answer in operation["responses"].items():
            content = answer.get("content", {}).get("application/problem+json")
            if content is None:
                continue
            assert content["examples"], f"{method} {path} {status}"
            for code, each in content["examples"].items():
                assert each == {"$ref": f"#/components/examples/{code}"}
                assert status in {str(shown[code]["status"]), "default"}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_good_answer_says_what_it_is_in_both_languages(name: str) -> None:
    for method, path, operation in operations(DOCUMENTS[name]):
        for status, answer in operation["responses"].items():
            if status[0] == "2":
                assert re.search("[ก-๙].* · [a-z]", answer["description"]), f"{method} {path}"
                assert ("Location" in answer["headers"]) is (status == "201"), f"{method} {path}"


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_part_of_a_path_and_every_area_has_a_value_to_try(name: str) -> None:
    for method, path, operation in operations(DOCUMENTS[name]):
        for parameter in operation.get("parameters", ()):
            if parameter["in"] == "path" or parameter["name"] in {"area", "If-Match"}:
                fits = jsonschema_rs.validator_for(parameter["schema"])
                assert fits.is_valid(parameter["example"]), f"{method} {path}"
