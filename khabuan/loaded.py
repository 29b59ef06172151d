"""What has been loaded into which databases, so that nothing is loaded twice.

`$KHABUAN_HOME/loaded.json` maps the identity of the databases to the hashes of what they were
given. A database that was made anew has another identity and is loaded again.
"""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from khabuan import home as home_folder


def identity(urls: Mapping[str, str]) -> str:
    """Return what tells these databases from any others, wherever they are reached."""
    import psycopg

    marks = hashlib.sha256()
    query = (
        "SELECT system_identifier, oid, datname FROM pg_control_system(), pg_database"
        " WHERE datname = current_database()"
    )
    for service, url in sorted(urls.items()):
        with psycopg.connect(url, autocommit=True, connect_timeout=5) as connection:
            marks.update(repr((service, connection.execute(query).fetchone())).encode())
    return marks.hexdigest()[:32]


def is_recorded(home: Path, databases: str, content: str) -> bool:
    """Tell whether content of this hash was loaded into these databases."""
    return content in _read(home).get(databases, [])


def record(home: Path, databases: str, content: str) -> None:
    """Remember that content of this hash was loaded into these databases."""
    known = _read(home)
    hashes = known.setdefault(databases, [])
    if content not in hashes:
        hashes.append(content)
        home_folder.write_private(_path(home), json.dumps(known, indent=1))


def forget(home: Path, databases: str) -> None:
    """Forget what was loaded into these databases: they were given another content."""
    known = _read(home)
    if known.pop(databases, None) is not None:
        home_folder.write_private(_path(home), json.dumps(known, indent=1))


def _path(home: Path) -> Path:
    return home / "loaded.json"


def _read(home: Path) -> dict[str, list[str]]:
    try:
        found: dict[str, list[str]] = json.loads(_path(home).read_text("utf-8"))
    except (OSError, ValueError):
        return {}  # without the record everything is played again, which changes nothing
    return found
