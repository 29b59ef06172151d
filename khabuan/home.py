"""`$KHABUAN_HOME`: the one folder that holds what the development platform keeps."""

import os
from pathlib import Path


def folder() -> Path:
    """Return the absolute path of `$KHABUAN_HOME` (default `.khabuan` here) without making it."""
    return Path(os.environ.get("KHABUAN_HOME") or ".khabuan").absolute()


def project() -> Path:
    """Return the folder that holds `alembic.ini`, `examples/` and the packages."""
    return Path(__file__).resolve().parent.parent


def write_private(path: Path, text: str) -> None:
    """Write a file that only its owner can read, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
