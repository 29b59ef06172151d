"""Every column of partners that holds an area code says whether it follows a change by law."""

from importlib import import_module
from pathlib import Path

from services.partners.area_changes.queries import REFERENCES
from services.partners.base import Table
from shared import moving


def test_every_column_that_holds_an_area_code_says_whether_it_follows() -> None:
    for path in Path("services/partners").glob("*/tables.py"):
        import_module(f"services.partners.{path.parent.name}.tables")
    assert moving.unlisted(Table.metadata, REFERENCES) == []
