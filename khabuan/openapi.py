"""Write the OpenAPI documents of the four processes, or tell how the written ones differ."""

import importlib
import json
from pathlib import Path
from typing import Any

from khabuan import home, postgres, refusal

FOLDER = "openapi"


def documents() -> dict[str, str]:
    """Return the text of every document by file name, made from the code."""
    services = {name: _of_service(name) for name in postgres.SERVICES}
    merged = importlib.import_module("gateway.openapi").merged(services)
    return {
        f"{name}.json": json.dumps(document, ensure_ascii=False, indent=1, sort_keys=False) + "\n"
        for name, document in {**services, "gateway": merged}.items()
    }


def _of_service(name: str) -> dict[str, Any]:
    application = importlib.import_module(f"services.{name}.main").create_app()
    document: dict[str, Any] = application.openapi()
    return document


def write(folder: Path | None = None) -> list[Path]:
    """Write the documents that changed and return their paths."""
    folder = folder or home.project() / FOLDER
    folder.mkdir(exist_ok=True)
    changed = []
    for name, text in documents().items():
        path = folder / name
        if not path.is_file() or path.read_text("utf-8") != text:
            path.write_text(text, "utf-8")
            changed.append(path)
    return changed


def check(folder: Path | None = None) -> None:
    """Raise `Refusal` naming the documents that are not what the code would write."""
    folder = folder or home.project() / FOLDER
    made = documents()
    written = {path.name: path.read_text("utf-8") for path in folder.glob("*.json")}
    different = sorted(n for n in made.keys() | written.keys() if made.get(n) != written.get(n))
    if different:
        message = f"not what the code says: {', '.join(different)}; run `make openapi`"
        raise refusal.Refusal(message)
