"""The rules of the house that no linter knows (ARCHITECTURE.md); each one names the place that breaks it."""

import ast
import inspect
import re
import textwrap
from enum import Enum
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest

from shared import errors, problems
from shared.policies import POLICIES
from shared.routing import Route

ROOT = Path(__file__).parents[1]
PACKAGES = ("shared", "services", "gateway", "khabuan")
SERVICES = ("registry", "planning", "partners")
FEATURE_FILES = {"__init__", "routes", "schemas", "tables", "queries", "actions", "rules"}
REFUSED_NAMES = {
    "utils", "util", "helpers", "common", "constants", "crud", "manager", "service", "models", "repository",
}  # fmt: skip
LONGEST = 300
LONGEST_SHARED = 220


def files() -> list[Path]:
    """Return our own Python files, migrations apart: Alembic writes those."""
    found = [path for package in PACKAGES for path in (ROOT / package).rglob("*.py")]
    return sorted(path for path in found if "versions" not in path.parts)


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", files(), ids=name)
def test_a_file_is_short_and_says_what_it_is_for(path: Path) -> None:
    lines = len(path.read_text().splitlines())
    most = LONGEST_SHARED if path.parent == ROOT / "shared" else LONGEST
    assert lines <= most, f"{name(path)} has {lines} lines"
    assert ast.get_docstring(tree(path)), f"{name(path)} does not say what it is for"
    assert path.stem not in REFUSED_NAMES, f"{name(path)}: call it by what it holds"


@pytest.mark.parametrize("path", files(), ids=name)
def test_every_public_function_says_what_it_does(path: Path) -> None:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            public = not node.name.startswith("_")
            nested = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and _is_nested(
                path, node
            )
            if public and not nested:
                assert ast.get_docstring(node), f"{name(path)}:{node.lineno} {node.name}"


def _is_nested(path: Path, wanted: ast.AST) -> bool:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node is not wanted:
            routes = any(
                "router" in ast.dump(d) or "inside" in ast.dump(d)
                for d in getattr(wanted, "decorator_list", [])
            )
            if any(child is wanted for child in ast.walk(node)) and not routes:
                return True
    return False


def test_a_feature_folder_has_only_the_files_that_answer_its_questions() -> None:
    for service in SERVICES:
        for folder in (ROOT / "services" / service).iterdir():
            if folder.is_dir() and folder.name not in {"migrations", "__pycache__"}:
                stems = {path.stem for path in folder.glob("*.py")}
                assert stems <= FEATURE_FILES, f"{name(folder)}: {stems - FEATURE_FILES}"
                assert "__init__" in stems


def test_only_the_database_commits() -> None:
    for path in files():
        if path != ROOT / "shared" / "database.py" and "migrations" not in path.parts:
            found = [
                node.lineno
                for node in ast.walk(tree(path))
                if isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr == "commit"
                and path != ROOT / "shared" / "migrations.py"
            ]
            assert not found, f"{name(path)}:{found} commits"


def test_rules_read_no_clock() -> None:
    for path in files():
        if path.stem == "rules":
            assert not re.search(r"\.(now|today|utcnow)\(", path.read_text()), name(path)


def test_no_pattern_takes_thai_digits_for_numbers() -> None:
    for path in files():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                assert r"\d" not in node.value, f"{name(path)}:{node.lineno} use [0-9]"


def test_no_leftovers() -> None:
    for path in files():
        text = path.read_text()
        assert not re.search(r"#\s*(TODO|FIXME|XXX)\b", text), name(path)
        assert not re.search(r"#\s*type: ignore(?!\[)", text), name(path)


@pytest.mark.parametrize("service", SERVICES)
def test_every_route_says_what_it_answers_and_needs(service: str) -> None:
    routers = [
        import_module(f"services.{service}.{path.parent.name}.routes").router
        for path in (ROOT / "services" / service).glob("*/routes.py")
    ]
    routes = [route for router in routers for route in router.routes]
    assert routes
    for route in routes:
        assert isinstance(route, Route), route.path
        assert route.response_model is not None, f"{route.path} has no response_model"
        assert route.action in POLICIES, route.path
        assert not route.include_in_schema or route.summary, f"{route.path} has no summary"
        assert route.description, f"{route.path} has no description"
        body = ast.parse(_source(route.endpoint)).body[0]
        statements = [
            n
            for n in body.body
            if not (isinstance(n, ast.Expr) and isinstance(n.value, ast.Constant))
        ]  # type: ignore[attr-defined]
        assert len(statements) <= 3, f"{route.path}: a route has at most three statements"


def _source(endpoint: object) -> str:
    return textwrap.dedent(inspect.getsource(endpoint))  # type: ignore[arg-type]


def test_every_code_that_people_see_has_a_thai_label() -> None:
    internal = {"Direction", "HopKind", "AreaScope", "Reach"}
    for service in SERVICES:
        for path in (ROOT / "services" / service).glob("*/schemas.py"):
            module = import_module(f"services.{service}.{path.parent.name}.schemas")
            labels = {
                key
                for value in vars(module).values()
                if isinstance(value, dict)
                for key in value
                if isinstance(key, Enum)
            }
            for value in vars(module).values():
                if (
                    isinstance(value, type)
                    and issubclass(value, Enum)
                    and value.__module__ == module.__name__
                    and not value.__name__.endswith("Sort")
                    and value.__name__ not in internal
                ):
                    missing = [member.value for member in value if member not in labels]
                    assert not missing, (
                        f"{module.__name__}.{value.__name__} has no Thai label for {missing}"
                    )


def test_every_problem_is_told_in_both_languages() -> None:
    for code, kind in problems.CATALOGUE.items():
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", code)
        assert re.search("[ก-๙]", kind.title_th), code
        assert kind.title_en.isascii(), code
        assert 400 <= kind.status < 600
    for code, (thai, english) in errors.FIELDS.items():
        assert re.search("[ก-๙]", thai), code
        assert re.search("[A-Za-z]", english), code


def test_the_glossary_holds_every_term_that_names_a_feature() -> None:
    glossary = (ROOT / "docs" / "glossary.md").read_text()
    for service in SERVICES:
        for folder in (ROOT / "services" / service).iterdir():
            if (folder / "__init__.py").exists() and folder.name != "migrations":
                assert f"`{folder.name}`" in glossary, f"{folder.name} is not in docs/glossary.md"
