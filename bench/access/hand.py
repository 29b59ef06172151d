"""The hand that makes worlds: as the national administrator, through the API."""

from typing import Any

from fastapi import FastAPI

from bench.access import wire
from bench.access.model import Facts
from bench.access.people import Desk
from khabuan import areas
from shared.follow import Event
from shared.ids import new_id

KNOWN = ("72", "7206", "720602", "720603", "7201", "71", "7109", "710911", "60")
ADMIN = [{"role": "NATIONAL_ADMIN", "area": ""}]


class Hand:
    """Makes things as the national administrator, through the API."""

    def __init__(self, app: FastAPI, desk: Desk) -> None:
        self.app, self.desk = app, desk
        self.admin, self.second = desk.of(ADMIN), desk.of(ADMIN)

    async def make(self, path: str, body: Facts, who: dict[str, str] | None = None) -> Facts:
        """Post what must succeed; return the answer."""
        body = {"id": str(new_id()), **body}
        headers = {
            **(who or self.admin),
            "Idempotency-Key": str(new_id()),
            "Change-Reason": "test",
        }
        answer = await wire.call(self.app, "POST", path, headers, body)
        if not answer.ok:
            raise RuntimeError(f"{path}: {answer.status} {answer.body.decode()}")
        return {"id": body["id"], **(answer.json() or {})}

    async def see(self, path: str) -> Facts:
        """Return what a path shows to the administrator."""
        answer = await wire.call(self.app, "GET", path, self.admin)
        if answer.status != 200:
            raise RuntimeError(f"{path}: {answer.status} {answer.body.decode()}")
        return dict(answer.json())

    async def revision(self, path: str) -> int:
        """Return the revision of a thing as it stands."""
        answer = await wire.call(self.app, "GET", path, self.admin)
        return int(answer.json()["revision"])

    async def tell(self, follows: Any, source: str, kind: str, *told: Facts) -> None:
        """Let a service take in what another one would tell it."""
        events = [
            Event(1, f"{kind}.changed", kind, str(data.get("id", data.get("code"))), 1, "", "test",
                  "2026-11-20T03:00:05Z", data)
            for data in told
        ]  # fmt: skip
        async with self.app.state.database.transaction() as session:
            await follows[source][kind](session, *events)

    async def tell_areas(self, follows: Any) -> None:
        """Let a service take in the areas of the world."""
        told = [
            {"code": a.code, "level": a.level, "name_th": a.name_th, "name_en": a.name_en}
            for a in areas.read_areas()
            if a.code in KNOWN
        ]
        await self.tell(follows, "registry", "area", *told)
