"""People who ask to be forgotten, and what is still known of them afterwards."""

import asyncio
import os
import sys
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import psycopg

from bench import results
from bench.access import stores
from bench.access.canaries import Aviary, personal
from bench.access.register import HERE, Header, Human, Register
from shared.ids import new_id

NOBODY_TH = "ผู้นำ (ลบข้อมูลแล้ว)"
REFUSED_SECONDS = 5.0
WHOLE = {"registry": "/v1/people", "planning": "/v1/needs", "partners": "/v1/agencies"}
PURPOSE = "purpose=CONTACT_LEADERS"
_POSTS = "SELECT (SELECT count(*) FROM memberships) + (SELECT count(*) FROM seats)"
_LEFT = """
    SELECT person_id FROM memberships WHERE person_id = ANY(%(ids)s::uuid[])
    UNION ALL SELECT person_id FROM seats WHERE person_id = ANY(%(ids)s::uuid[])
"""
_OTHERS = """
    SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()
    AND backend_type = 'client backend' AND pid <> pg_backend_pid()
"""


@dataclass
class Leaving:
    """Who leaves, and what was found wrong about it."""

    register: Register
    gone: list[Human]
    urls: Mapping[str, str]
    bases: Mapping[str, str]
    """Where each process answers, by name."""
    wrong: Counter[str] = field(default_factory=Counter)
    refused_after: float = 0.0
    """Seconds until the last token of somebody erased was refused everywhere."""
    answers: int = 0

    def __post_init__(self) -> None:
        self.birds: Aviary = self.register.birds.of(*(human.id for human in self.gone))
        self.ids = [human.id for human in self.gone]
        self.tokens: list[Header] = []

    async def live(self) -> None:
        """Leave traces everywhere first: looks, requests of one's own, a sign-in that goes on."""
        for human in self.gone:
            staff = self.register.staff[human.area]
            await self.register.send("GET", f"/v1/people/{human.id}?{PURPOSE}", staff, told=True)
            if human.account:
                self.tokens.append({"Authorization": f"Bearer {human.account['access_token']}"})
                for path in ("/v1/me", "/v1/me/personal-data"):
                    await self.register.send("GET", path, self.tokens[-1], told=True)
        self.birds = self.register.birds.of(*self.ids)

    def known(self) -> int:
        """Return in how many places of the databases they are found."""
        return sum(1 for _ in stores.in_databases(self.birds, self.urls, at_home=False))

    async def numbers(self) -> dict[str, Any]:
        """Return the statistics that must stay: screens, organizations, seats."""
        found: dict[str, Any] = {"seats": self._ask(_POSTS)[0][0]}
        for path in (
            f"/v1/tambon-profiles/{HERE}",
            "/v1/province-dashboards/72",
            "/v1/organizations",
        ):
            told = (await self.register.send("GET", path, {}, told=True)).json()
            found[path] = _without(told, {"as_of", "age_seconds", "parts", "next"})
        return found

    async def go(self) -> None:
        """Let each ask, by their account or on paper, and let somebody else decide."""
        signed_in = iter(self.tokens)
        began = time.monotonic()
        for human in self.gone:
            asked: dict[str, Any] = {"id": str(new_id()), "kind": "ERASURE"}
            by = next(signed_in) if human.account else self.register.staff[human.area]
            if not human.account:
                asked["person_id"] = human.id
            await self.register.make("/v1/data-subject-requests", by, asked)
            decision = {"id": str(new_id()), "outcome": "ACCEPTED", "reason_th": "ตรวจตัวตนแล้ว"}
            path = f"/v1/data-subject-requests/{asked['id']}/decisions"
            own = await self.register.send("POST", path, by, decision)
            if own.status_code != 403:
                self.wrong[f"who asked decided: {own.status_code}"] += 1
            decider = self.register.province if human.area == HERE else self.register.admin
            began = time.monotonic()
            await self.register.make(path, decider, decision)
        await self._refused(began)

    async def _refused(self, began: float) -> None:
        """Wait until every process refuses their tokens."""
        async with httpx.AsyncClient(timeout=10) as client:
            for name, base in self.bases.items():
                for token in self.tokens:
                    path = WHOLE.get(name, "/v1/me")
                    while (await client.get(base + path, headers=token)).status_code != 401:
                        if time.monotonic() - began > REFUSED_SECONDS:
                            self.wrong[f"a token still counts at {name}"] += 1
                            break
                        await asyncio.sleep(0.05)
        self.refused_after = time.monotonic() - began

    async def knock(self) -> None:
        """Try to come back by password and by refresh token."""
        for human in (h for h in self.gone if h.account):
            account = human.account or {}
            words = {"login": account["login"], "password": account["password"]}
            answer = await self.register.send("POST", "/v1/sign-ins", {}, words, told=True)
            if answer.status_code not in {401, 429}:
                self.wrong[f"signed in: {answer.status_code}"] += 1
            form = {"grant_type": "refresh_token", "refresh_token": account["refresh_token"]}
            renewed = await self.register.client.post("/oauth/token", data=form)
            if renewed.status_code != 400:
                self.wrong[f"renewed: {renewed.status_code}"] += 1

    async def asked_after(self) -> None:
        """Ask about them as everybody, with and without a purpose: nothing of theirs is told."""
        auditor = self.register.desk.of([{"role": "AUDITOR", "area": ""}])
        everybody = [
            {},
            *self.register.staff.values(),
            self.register.province,
            self.register.admin,
            auditor,
        ]
        general = [
            f"/v1/people?limit=200&status=ERASED&area={HERE}", f"/v1/people?limit=200&{PURPOSE}",
            "/v1/people?limit=200", "/v1/memberships?limit=200&live=false", "/v1/accounts?limit=200",
            "/v1/data-subject-requests?limit=200", "/v1/access-log?limit=200", "/v1/grants?limit=200",
        ]  # fmt: skip
        for human in self.gone:
            start = f"/v1/people/{human.id}"
            general += [start, f"{start}?{PURPOSE}", f"{start}/history"]
            if human.account:
                account = f"/v1/accounts/{human.account['id']}"
                general += [account, f"{account}/history"]
        general += [f"/v1/data-subject-requests/{one}" for one in self.register.requests]
        answers = await asyncio.gather(
            *(
                self.register.send("GET", path, who, told=True)
                for path in general
                for who in everybody
            )
        )
        for answer in answers:
            self.answers += 1
            for canary in self.birds.found(f"{answer.text} {answer.headers}"):
                self.wrong[f"{answer.request.url.path} tells {canary.place}"] += 1
        for human in self.gone:
            path = f"/v1/access-log?person={human.id}"
            looks = (await self.register.send("GET", path, auditor, told=True)).json()["items"]
            if not looks and not human.merged:
                self.wrong["the access log of somebody is gone"] += 1

    async def seats(self) -> None:
        """Hold the seats: they are there, ended, and nobody's."""
        for group in {group for human in self.gone for group in human.organizations}:
            path = f"/v1/memberships?limit=200&live=false&organization={group}"
            told = (await self.register.send("GET", path, self.register.admin, told=True)).json()
            empty = [seat for seat in told["items"] if seat["person_id"] is None]
            wanted = sum(group in human.organizations for human in self.gone)
            if len(empty) != wanted or any(seat["holder_th"] != NOBODY_TH for seat in empty):
                self.wrong["a seat is not as it should be"] += 1

    def stored(self, when: str, *folders: Path) -> None:
        """Search every database and the files of these folders."""
        for place, canary in stores.in_databases(self.birds, self.urls, at_home=False):
            self.wrong[f"{when}: {place} holds {canary.place}"] += 1
        for place, canary in stores.in_files(self.birds, *folders):
            self.wrong[f"{when}: {place} holds {canary.place}"] += 1
        columns = personal()["people"]
        for table, row in stores.rows(self.urls["registry"]):
            if table == "people" and row["id"] in self.ids:
                left = [name for name in columns if row[name] is not None]
                self.wrong.update(f"{when}: people.{name} is filled" for name in left)
        for _ in self._ask(_LEFT, ids=self.ids):
            self.wrong[f"{when}: a seat names who held it"] += 1

    def others(self, when: str) -> None:
        """Hold everybody else: they are still there."""
        rest = [h.id for h in self.register.humans if h.id not in self.ids]
        birds = self.register.birds.of(*rest)
        urls = {"registry": self.urls["registry"]}
        seen = {c.owner for _, c in stores.in_databases(birds, urls, at_home=False)}
        self.wrong.update({f"{when}: somebody else is gone": len(set(rest) - seen)})

    def _ask(self, query: str, **values: Sequence[str]) -> list[tuple[Any, ...]]:
        with psycopg.connect(self.urls["registry"], autocommit=True) as connection:
            return connection.execute(query.encode(), values or None).fetchall()


def visitors(url: str) -> int:
    """Return how many others are connected to a database."""
    with psycopg.connect(url, autocommit=True) as connection:
        row = connection.execute(_OTHERS).fetchone()
    return int(row[0]) if row else 0


async def restored(folder: Path, urls: Mapping[str, str], home: Path, program: str) -> str:
    """Run `khabuan restore` on a backup, by whichever program; return what it said. Raises when it fails."""
    given = {f"{service.upper()}_DATABASE_URL": url for service, url in urls.items()}
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", program, "restore", str(folder)),
        cwd=results.ROOT,
        env={
            **os.environ,
            **given,
            "KHABUAN_HOME": str(home),
            "KHABUAN_ENVIRONMENT": "development",
        },
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await child.communicate()
    if child.returncode:
        raise RuntimeError(said.decode())
    return said.decode()


def _without(told: Any, names: set[str]) -> Any:
    """Return facts without those that change by themselves."""
    if isinstance(told, dict):
        return {name: _without(value, names) for name, value in told.items() if name not in names}
    return [_without(each, names) for each in told] if isinstance(told, list) else told
