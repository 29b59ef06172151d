"""Write the OpenAPI documents of the four processes and the table of rights, or tell how they differ."""

import importlib
import json
import tempfile
from pathlib import Path
from typing import Any

from khabuan import access_table, environment, home, processes, refusal

FOLDER = "openapi"


def documents() -> dict[str, str]:
    """Return the text of every document by file name, made from the code; nothing is started."""
    with tempfile.TemporaryDirectory(prefix="khabuan-") as scratch:
        services = {p.name: _of_service(p, Path(scratch)) for p in processes.SERVICES}
    merged = importlib.import_module("gateway.openapi").merged(services)
    return {
        f"{name}.json": json.dumps(document, ensure_ascii=False, indent=1) + "\n"
        for name, document in {**services, "gateway": merged}.items()
    }


def _of_service(process: processes.Process, home: Path) -> dict[str, Any]:
    """Make the app with settings good enough to be made, and ask for its document."""
    somewhere = "127.0.0.1:9"
    settings = environment.of_process(
        process,
        home=home,
        urls={process.name: f"postgresql://nobody:nothing@{somewhere}/none"},
        addresses=dict.fromkeys(process.others, somewhere),
    )
    with environment.replaced(settings):
        application = importlib.import_module(f"services.{process.name}.main").create_app()
    document: dict[str, Any] = application.openapi()
    return document


def write(folder: Path | None = None) -> list[Path]:
    """Write the documents that changed and return their paths."""
    pages = [] if folder else [access_table.file()]
    folder = folder or home.project() / FOLDER
    folder.mkdir(exist_ok=True)
    changed = []
    for name, text in documents().items():
        path = folder / name
        if not path.is_file() or path.read_text("utf-8") != text:
            path.write_text(text, "utf-8")
            changed.append(path)
    for page in pages:
        if not access_table.is_printed(page):
            page.write_text(access_table.printed(page.read_text("utf-8")), "utf-8")
            changed.append(page)
    return changed


def check(folder: Path | None = None) -> None:
    """Raise `Refusal` naming the documents that are not what the code would write."""
    pages = [] if folder else [access_table.file()]
    folder = folder or home.project() / FOLDER
    made = documents()
    written = {path.name: path.read_text("utf-8") for path in folder.glob("*.json")}
    different = sorted(n for n in made.keys() | written.keys() if made.get(n) != written.get(n))
    different += [page.name for page in pages if not access_table.is_printed(page)]
    if different:
        message = f"not what the code says: {', '.join(different)}; run `make openapi`"
        raise refusal.Refusal(message)
