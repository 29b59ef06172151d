"""The hostile corpus through the gateway, at every field and parameter of the merged document.

No answer is a 5xx, none repeats what was sent, every one is what the corpus says, and nothing of it
is stored: no table of any service has a row more afterwards.
"""

import asyncio
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from string import punctuation
from typing import Any
from urllib.parse import quote

import httpx
import psycopg
from psycopg import sql

from bench import figure
from bench.faults import corpus, house
from bench.faults.probes import Document, Probe
from shared.ids import new_id

NAME = "nasty"
GOAL = "0 five-hundreds, 0 echoes, 0 stored, 0 other answers of >= 2,000 probes (400 small)"
PLANTS = "the kit off: plain JSON, any address, any parameter, any text"
NAKED = "bench.faults.broken:naked_"
SMALL = 400
AT_ONCE = 8
LARGEST_ANSWER = 6_000
RIGHTS = [
    {"role": "NATIONAL_ADMIN", "area": ""},
    {"role": "PARTNER_AGENCY", "agency": str(new_id())},
]
COMPARED = {
    "login": {401},
    "password": {401, 404, 422, 429},
    "present": {404, 429},
    "invitation": {422},
    "id_token": {404, 422, 429},
}
"""Fields that are held against what is kept, whatever they say, and the answers when they differ."""
JSON = {"Content-Type": "application/json"}
_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"


@dataclass
class Outcome:
    """What came back, and what stayed."""

    probes: int = 0
    crashes: list[str] = field(default_factory=list)
    echoes: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    """Answers with another status or form than the corpus says."""
    stored: int = 0
    statuses: Counter[int] = field(default_factory=Counter)

    def met(self, least: int) -> bool:
        """Say whether enough was tried and nothing found."""
        found = (self.crashes, self.echoes, self.others, self.stored)
        return self.probes >= least and not any(found)


async def measure(size: figure.Size, seed: int, control: bool) -> figure.Figure:
    """Attack a platform of our own."""
    small = size is figure.Size.SMALL
    async with house.standing("registry", "planning", "partners") as stand:
        for name in house.TABLE:
            stand.add(name, factory=f"{NAKED}{name}" if control else None)
        await stand.start()
        await stand.furnish()
        outcome = await run(stand, seed, most=SMALL if small else None)
    return figure.Figure(
        f"{len(outcome.crashes)} five-hundreds, {len(outcome.echoes)} echoes, {outcome.stored} stored,"
        f" {len(outcome.others)} other answers of {outcome.probes:,} probes",
        met=outcome.met(SMALL if small else 2_000),
        n=outcome.probes,
        details={
            "statuses": {str(key): count for key, count in sorted(outcome.statuses.items())},
            "crashes": outcome.crashes[:30],
            "echoes": outcome.echoes[:30],
            "others": outcome.others[:60],
        },
    )


async def run(stand: house.House, seed: int, *, most: int | None = None) -> Outcome:
    """Send the probes, `most` of them chosen by the seed, and count the rows before and after."""
    outcome = Outcome()
    async with httpx.AsyncClient(base_url=stand.base("gateway"), timeout=30) as client:
        probes = list(Document((await client.get("/openapi.json")).json()).probes())
        random.Random(seed).shuffle(probes)
        await stand.followed()
        before = _rows(stand)
        turn = iter(probes[:most])
        async with asyncio.TaskGroup() as group:
            for _ in range(AT_ONCE):
                group.create_task(_attack(client, turn, stand, outcome))
    outcome.stored = sum((_rows(stand) - before).values())
    return outcome


async def _attack(
    client: httpx.AsyncClient, turn: Iterator[Probe], stand: house.House, outcome: Outcome
) -> None:
    usually = stand.token_with(RIGHTS)
    for probe in turn:
        who = usually
        body = probe.body() if probe.body else None
        if "sign-outs" in probe.target:  # it ends the token that it is asked with
            who = stand.token_with(RIGHTS)
        usual = {**who, "Idempotency-Key": str(new_id()), "If-Match": '"r1"'}
        if probe.method == "GET":
            usual = who
        headers: dict[str, Any] = {**usual, **(JSON if body is not None else {}), **probe.headers}
        url = client.base_url.copy_with(raw_path=quote(probe.target, safe=punctuation).encode())
        request = client.build_request(
            probe.method, url, content=body, headers=list(headers.items())
        )
        try:
            answer = await client.send(request)
        except httpx.HTTPError as error:
            outcome.crashes.append(f"{probe.name}: {type(error).__name__}")
            continue
        _judge(outcome, probe, answer)


def _judge(outcome: Outcome, probe: Probe, answer: httpx.Response) -> None:
    outcome.probes += 1
    outcome.statuses[answer.status_code] += 1
    said = f"{probe.name}: {answer.status_code} {answer.text[:300]}"
    if answer.status_code >= 500:
        outcome.crashes.append(said)
    elif answer.status_code in COMPARED.get(probe.field or "", ()):
        pass
    elif answer.status_code not in probe.right or not _is_clear(probe, answer):
        outcome.others.append(said)
    told = answer.text + repr(answer.headers.raw)
    if answer.status_code >= 400 and any(echo in told for echo in corpus.ECHOES):
        outcome.echoes.append(said)


def _is_clear(probe: Probe, answer: httpx.Response) -> bool:
    """Say whether a refusal is a short problem document that points to the field which was attacked."""
    if answer.status_code < 400:
        return True
    if answer.headers.get("content-type") != "application/problem+json":
        return False
    if len(answer.content) > LARGEST_ANSWER:
        return False
    told = answer.json()
    places = [str(error.get("pointer", "")) for error in told.get("errors", [])]
    points = answer.status_code != 422 or not probe.field or any(probe.field in p for p in places)
    return bool(told.get("code")) and points


def _rows(stand: house.House) -> Counter[str]:
    """Count the rows of every table of every service."""
    counted: Counter[str] = Counter()
    for service, url in stand.urls.items():
        with psycopg.connect(url, autocommit=True) as connection:
            for (table,) in connection.execute(_TABLES).fetchall():
                query = sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))
                row: Sequence[Any] = connection.execute(query).fetchone() or (0,)
                counted[f"{service}.{table}"] = row[0]
    return counted
