"""A planted bug: planning in which nobody holds the shares of an item against its budget."""

import importlib

from fastapi import FastAPI


def leaking_planning() -> FastAPI:
    """Build planning without the rule that an item is never given away beyond what it has."""
    rules = importlib.import_module("services.planning.rollups.rules")
    rules.check_conserved = lambda *_: None  # type: ignore[attr-defined]
    app: FastAPI = importlib.import_module("services.planning.main").create_app()
    return app
