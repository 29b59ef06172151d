"""Give the registry the country's areas, once."""

import asyncio
import hashlib
from pathlib import Path

from khabuan import loaded

AREAS = Path(__file__).parent / "areas"


def fingerprint() -> str:
    """Return the hash of the committed area files."""
    digest = hashlib.sha256()
    for file in sorted(AREAS.glob("*.csv")):
        digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return f"areas-{digest.hexdigest()}"


def load(url: str, *, home: Path, databases: str) -> bool:
    """Load the areas into the registry at `url` once; tell whether there was anything to do."""
    content = fingerprint()
    if loaded.is_recorded(home, databases, content):
        return False
    asyncio.run(_load(url))
    loaded.record(home, databases, content)
    return True


async def _load(url: str) -> None:
    from services.registry.areas import loading
    from shared import database

    async with database.connect(url) as opened, opened.transaction() as session:
        await loading.load(session)
