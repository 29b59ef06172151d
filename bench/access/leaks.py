"""Planted leaks: factories that break rules about personal data and then build the real registry.

Each is asked for by name, for example `bench.access.leaks:telling_registry`, by a figure's control or its tests.
"""

import importlib
from collections.abc import Mapping, Sequence
from typing import Any

import structlog
from fastapi import FastAPI
from sqlalchemy import select

from shared import privacy, strict
from shared.views import View


def telling_registry() -> FastAPI:
    """Build the registry with events that tell a person's name."""
    _tell()
    return _real()


def leaking_registry() -> FastAPI:
    """Build it with such events, one field that counts as public, and a log that quotes what is sent."""
    _unmask()
    _quote()
    _tell()
    return _real()


def hoarding_registry() -> FastAPI:
    """Build the registry whose erasure forgets one column."""
    right = privacy.emptied

    def leaving(model: Any, classes: Sequence[privacy.FieldClass]) -> Mapping[str, None]:
        return {name: None for name in right(model, classes) if name != "email"}

    privacy.emptied = leaving
    return _real()


def _tell() -> None:
    queries: Any = importlib.import_module("services.registry.people.queries")
    table = importlib.import_module("services.registry.people.tables").Person.__table__.c
    told = select(
        table.id, table.area_code, table.status, table.merged_into_id, table.revision,
        table.given_name_th,
    )  # fmt: skip
    queries.PERSON = View("person", told, key=table.id, area=table.area_code)


def _unmask() -> None:
    """Drop a field's class; call it before the registry makes its statements."""
    right = privacy.masked

    def careless(column: Any, mark: privacy.Pii, opened: privacy.Opened) -> Any:
        return column if column.key == "email" else right(column, mark, opened)

    privacy.masked = careless


def _quote() -> None:
    right = strict.loads

    def chatty(body: bytes) -> Any:
        structlog.get_logger("chatty").debug("read", body=body.decode("utf-8", "replace"))
        return right(body)

    strict.loads = chatty


def _real() -> FastAPI:
    app: FastAPI = importlib.import_module("services.registry.main").create_app()
    return app
