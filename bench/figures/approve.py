"""Four eyes under a hundred hands: many approve at once, and money counts once, by another, within budget.

Four things are tried in each round against the real process: a hundred people approve one commitment,
a hundred approve commitments that share one budget, who proposed something tries it a hundred times, and so
does the other account of who proposed it, whose two records the registry has merged.
What counts is what the database says afterwards.
"""

import asyncio
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import httpx
import psycopg

from bench import figure
from bench.faults import house
from khabuan import keys
from shared import tokens
from shared.ids import new_id

NAME = "approve"
GOAL = "of 100 approvals at once exactly 1 counts; 0 by who proposed; 0 budgets exceeded"
PLANTS = "the rule, the locks and the constraints gone"
TRUSTING = "bench.faults.broken:trusting_partners"
CROWD = 100
ROUNDS = {figure.Size.SMALL: 2, figure.Size.FULL: 20}
BUDGET, SHARE = Decimal("1000.00"), Decimal("33.34")
FIT = int(BUDGET // SHARE)
MAKER = "approve:maker"
HELD_SECONDS = 0.3
"""How long all are held at their last step, so that what can overlap does."""
BUSY, MOST_TRIES = 503, 60
EXPECTED = frozenset({200, 403, 409, 422})
_FURNITURE = """
    INSERT INTO places (code, level, name_th, name_en, revision)
    VALUES ('720602', 'TAMBON', 'หนองสาหร่าย', 'Nong Sarai', 1)
    ON CONFLICT DO NOTHING
"""
_AGENCY = """
    INSERT INTO agencies (id, code, name_th, kind, name_sort, fingerprint, revision)
    VALUES (%s, 'CODI', 'พอช.', 'PUBLIC_ORGANIZATION', '', '', 1)
"""
_ITEM = """
    INSERT INTO plan_items (id, plan_id, title_th, area_code, level, fiscal_year_be, budget_baht, status,
                            plan_status, revision)
    VALUES (%s, %s, 'ฝายชะลอน้ำ', '720602', 'TAMBON', 2568, %s, 'PLANNED', 'ADOPTED', 1)
"""
_UNLOCK = """
    ALTER TABLE commitments DROP CONSTRAINT ck_commitments_approved_by_another;
    ALTER TABLE commitment_approvals DROP CONSTRAINT uq_commitment_approvals_commitment
"""
_DOUBLED = """
    SELECT count(*) FROM (
        SELECT subject FROM (SELECT subject, type FROM outbox UNION ALL SELECT subject, type FROM feed) told
        WHERE type = 'commitment.approved' GROUP BY subject HAVING count(*) > 1
        UNION SELECT commitment_id::text FROM commitment_approvals GROUP BY 1 HAVING count(*) > 1
    ) twice
"""
_OWN = """
    SELECT count(*) FROM commitments WHERE approved_by = proposed_by OR approved_by IN (
        SELECT into_id::text FROM merged_people WHERE id::text = proposed_by)
"""
_MERGED = "INSERT INTO merged_people (id, into_id, revision) VALUES (%s, %s, 2)"
_OVER = """
    SELECT count(*) FROM plan_items i WHERE budget_baht < (
        SELECT sum(amount_baht) FROM commitments c WHERE c.plan_item_id = i.id AND status = 'APPROVED')
"""
_COUNTED = "SELECT count(*) FROM commitments WHERE status = 'APPROVED' AND id = ANY(%s)"


@dataclass
class Outcome:
    """What was asked, and what the database says."""

    asked: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    surprises: list[str] = field(default_factory=list)
    miscounted: list[str] = field(default_factory=list)
    """Rounds in which another number of approvals counted than must."""
    doubled: int = 0
    own: int = 0
    over: int = 0

    @property
    def met(self) -> bool:
        """Say whether enough was asked and nothing went wrong."""
        wrong = (self.surprises, self.miscounted, self.doubled, self.own, self.over)
        return self.asked > 0 and not any(wrong)


@dataclass
class Scene:
    """The running service, its database and the agency whose people approve."""

    stand: house.House
    client: httpx.AsyncClient
    agency: str
    key: dict[str, Any]
    outcome: Outcome

    def person(self, name: str, record: str = "") -> dict[str, str]:
        """Return the header of one of the agency's people, and of which record in the registry they are."""
        grant = {"role": "PARTNER_AGENCY", "agency": self.agency}
        token = tokens.sign(self.key, name, [grant], minutes=240, strong=True, person=record)
        return {"Authorization": f"Bearer {token}", "Idempotency-Key": str(new_id())}

    def ask(self, query: str, *values: object) -> int:
        """Return the one number that a query answers."""
        with psycopg.connect(self.stand.urls["partners"], autocommit=True) as connection:
            row = connection.execute(query.encode(), values).fetchone()
        return int(row[0]) if row else 0


async def measure(size: figure.Size, seed: int, control: bool) -> figure.Figure:  # noqa: ARG001
    """Let people approve on a platform of our own; chance is what the machine makes of it."""
    async with house.standing("partners") as stand:
        stand.add(
            "partners",
            factory=TRUSTING if control else None,
            KHABUAN_FOLLOW="false",
        )
        await stand.start()
        outcome = await run(stand, ROUNDS[size], unlocked=control)
    return figure.Figure(
        f"{outcome.doubled} approved twice, {outcome.own} by who proposed, {outcome.over} budgets exceeded,"
        f" {len(outcome.miscounted) + len(outcome.surprises)} other faults of {outcome.asked:,} approvals,"
        f" {CROWD} at once",
        met=outcome.met,
        n=outcome.asked,
        details={
            "statuses": {str(key): count for key, count in sorted(outcome.statuses.items())},
            "miscounted": outcome.miscounted[:20],
            "surprises": outcome.surprises[:20],
        },
    )


async def run(stand: house.House, rounds: int, *, unlocked: bool = False) -> Outcome:
    """Approve in so many rounds at the started service; `unlocked` takes the constraints away first."""
    key = json.loads(keys.make(stand.home).issuer.read_text("utf-8"))
    agency = str(new_id())
    with psycopg.connect(stand.urls["partners"], autocommit=True) as connection:
        connection.execute(_FURNITURE)
        connection.execute(_AGENCY, (agency,))
        if unlocked:
            connection.execute(_UNLOCK)
    limits = httpx.Limits(max_connections=CROWD)
    async with httpx.AsyncClient(
        base_url=stand.base("partners"), timeout=60, limits=limits
    ) as client:
        scene = Scene(stand, client, agency, key, Outcome())
        for _ in range(rounds):
            await _one_commitment(scene)
            await _one_budget(scene)
            await _own_commitments(scene)
            await _of_two_records(scene)
    outcome = scene.outcome
    outcome.doubled = scene.ask(_DOUBLED)
    outcome.own = scene.ask(_OWN)
    outcome.over = scene.ask(_OVER)
    return outcome


async def _one_commitment(scene: Scene) -> None:
    """Let a hundred people approve one commitment, who proposed it among them."""
    (path,) = await _propose(scene, 1)
    people = [MAKER, *(f"approve:{number}" for number in range(CROWD - 1))]
    await _crowd(scene, [(path, person) for person in people])
    _count(scene, "one commitment", [path], 1)


async def _one_budget(scene: Scene) -> None:
    """Let a hundred people approve a commitment each, all for one budget."""
    paths = await _propose(scene, CROWD)
    await _crowd(scene, [(path, f"approve:{number}") for number, path in enumerate(paths)])
    _count(scene, "one budget", paths, FIT)


async def _own_commitments(scene: Scene) -> None:
    """Let who proposed it try again and again."""
    (path,) = await _propose(scene, 1)
    await _crowd(scene, [(path, MAKER)] * CROWD)
    _count(scene, "own commitment", [path], 0)


async def _of_two_records(scene: Scene) -> None:
    """Let who proposed it try with another account, whose record turned out to be a second one of theirs."""
    double, kept = str(new_id()), str(new_id())
    (path,) = await _propose(scene, 1, record=double)
    with psycopg.connect(scene.stand.urls["partners"], autocommit=True) as connection:
        connection.execute(_MERGED, (double, kept))
    await _crowd(scene, [(path, "approve:other")] * CROWD, record=kept)
    _count(scene, "own commitment of another account", [path], 0)


def _count(scene: Scene, what: str, paths: Sequence[str], right: int) -> None:
    counted = scene.ask(_COUNTED, [path.rpartition("/")[2] for path in paths])
    if counted != right:
        scene.outcome.miscounted.append(f"{what}: {counted} approved, not {right}")


async def _propose(scene: Scene, times: int, record: str = "") -> list[str]:
    """Propose shares of the budget of a new plan item as one person; return their paths."""
    item = str(new_id())
    with psycopg.connect(scene.stand.urls["partners"], autocommit=True) as connection:
        connection.execute(_ITEM, (item, str(new_id()), BUDGET))
    paths = []
    for _ in range(times):
        body = {
            "id": str(new_id()),
            "agency_id": scene.agency,
            "plan_item_id": item,
            "amount": {"amount": str(SHARE), "currency": "THB"},
            "fiscal_year_be": 2568,
            "committed_on": "2024-12-02",
        }
        who = scene.person(MAKER, record)
        made = await scene.client.post("/v1/commitments", json=body, headers=who)
        made.raise_for_status()
        paths.append(str(made.headers["location"]))
    return paths


async def _crowd(scene: Scene, asks: Sequence[tuple[str, str]], record: str = "") -> None:
    """Send all approvals at once, each held at its last step for a moment."""
    with psycopg.connect(scene.stand.urls["partners"]) as holding:
        await asyncio.to_thread(holding.execute, "LOCK TABLE outbox IN EXCLUSIVE MODE")
        answers = asyncio.gather(
            *(_approve(scene, path, scene.person(name, record)) for path, name in asks)
        )
        await asyncio.sleep(HELD_SECONDS)
        holding.rollback()
        await answers


async def _approve(scene: Scene, path: str, who: dict[str, str]) -> None:
    """Approve as a person who comes back when told that the service is busy."""
    body = {"id": str(new_id()), "approved_on": "2025-02-03"}
    outcome = scene.outcome
    outcome.asked += 1
    for _ in range(MOST_TRIES):
        answer = await scene.client.post(f"{path}/approvals", json=body, headers=who)
        if answer.status_code != BUSY:
            break
        await asyncio.sleep(0.1)
    outcome.statuses[answer.status_code] += 1
    if answer.status_code not in EXPECTED:
        outcome.surprises.append(f"{answer.status_code} {answer.text[:200]}")
