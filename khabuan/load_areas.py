"""Give the registry the country's areas, once."""

import asyncio
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from khabuan import loaded

if TYPE_CHECKING:
    from shared.database import Database

AREAS = Path(__file__).parent / "areas"


def fingerprint() -> str:
    """Return the hash of the committed area files, and of what is told when they are loaded."""
    digest = hashlib.sha256()
    for file in sorted(AREAS.glob("*.csv")):
        digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return f"areas-and-groups-{digest.hexdigest()}"


def is_loaded(home: Path, databases: str) -> bool:
    """Tell whether these databases have the areas as the committed files say."""
    return loaded.is_recorded(home, databases, fingerprint())


def load(url: str, *, home: Path, databases: str) -> bool:
    """Load the areas into the registry at `url` once; tell whether there was anything to do."""
    if is_loaded(home, databases):
        return False
    asyncio.run(_load(url))
    loaded.record(home, databases, fingerprint())
    return True


async def _load(url: str) -> None:
    from shared import database

    async with database.connect(url, pool_size=2) as opened:
        await into(opened)


async def into(database: "Database") -> int:
    """Bring the registry's areas to what the files say; return how many areas changed."""
    from dataclasses import asdict

    from sqlalchemy import text

    from khabuan import areas
    from services.registry.area_groups import actions as area_groups
    from services.registry.areas import actions
    from shared.auth import Grant, Subject
    from shared.policies import Role

    by = Subject("khabuan:areas", (Grant(Role.NATIONAL_ADMIN),))
    groups = areas.read_groups()
    of_all_times = [*areas.read_areas(), *areas.read_former()]
    async with database.transaction() as session:
        await session.execute(text("SET LOCAL statement_timeout = '60s'"))
        await session.execute(text("SET LOCAL idle_in_transaction_session_timeout = '60s'"))
        changed = await actions.load(
            session,
            areas=[
                {**asdict(area), "zip": area.zip or None, "aliases": list(area.aliases)}
                for area in of_all_times
            ],
            groups=[asdict(group) for group in groups],
            members=[asdict(member) for member in areas.read_group_members()],
            successions=[asdict(old) for old in areas.read_successions()],
            by=by,
        )
        await area_groups.tell(session, [group.code for group in groups], by=by)
        return changed
