"""Needs under many hands: merged, split, planned, proposed, refused, funded, carried on – and each in one state.

Many writers do at random what people do, while the service is killed now and then. Afterwards the
database is looked at from outside: every need has one state and a path without a gap that its events
tell as well, and what was done to a need reached what it became.
"""

import asyncio
import contextlib
import random
from dataclasses import dataclass, field

import httpx
import psycopg

from bench import figure, purses
from bench.faults import audit, house
from bench.figures import conserve
from bench.planning_ground import Facts, Planning, define_issue, furnish
from shared.ids import new_id

NAME = "passport"
GOAL = (
    "every need in one state with its whole path: 0 gaps, 0 strays, 0 carried twice; sums off by 0"
)
PLANTS = "a move stops at a need that was merged or split"
STRAYING = "bench.faults.straying:straying_planning"
PROVINCE = "98"
"""A code that no province has."""
SIZES = {figure.Size.SMALL: (250, 8, 1), figure.Size.FULL: (100_000, 32, 60)}
"""How many operations, by how many writers, over how many kills."""
LONGEST_SECONDS = 7200.0
YEARS = range(2567, 2600)
_FINDINGS = {
    "a gap in a path": """
        SELECT need_id FROM (SELECT need_id, number, from_status, to_status,
            lag(to_status) OVER w AS former, row_number() OVER w AS place
            FROM need_steps WINDOW w AS (PARTITION BY need_id ORDER BY number)) s
        WHERE number <> place OR from_status IS DISTINCT FROM former""",
    "a state that is not the path's end": """
        SELECT n.id FROM needs n WHERE n.status IS DISTINCT FROM (SELECT to_status FROM need_steps s
            WHERE s.need_id = n.id ORDER BY number DESC LIMIT 1)""",
    "a path that the events do not tell": """
        SELECT n.id FROM needs n WHERE
            (SELECT string_agg(to_status, ' ' ORDER BY number) FROM need_steps s WHERE s.need_id = n.id
             AND cause_kind <> 'CLOSING') IS DISTINCT FROM
            (SELECT string_agg(data ->> 'status', ' ' ORDER BY revision) FROM feed f
             WHERE f.kind = 'need' AND f.subject = n.id::text AND type NOT IN ('need.carried', 'need.changed'))""",
    "a need that is gone and went nowhere, or is here and went": """
        SELECT n.id FROM needs n WHERE (n.status IN ('MERGED', 'SPLIT')) <>
            EXISTS (SELECT FROM need_origins o WHERE o.origin_id = n.id AND o.standing)""",
    "a circle": """
        WITH RECURSIVE ahead AS (SELECT origin_id AS start, into_id AS id FROM need_origins WHERE standing
            UNION SELECT a.start, o.into_id FROM ahead a JOIN need_origins o ON o.origin_id = a.id AND o.standing)
        SELECT start FROM ahead WHERE start = id""",
    "a stray: planned, and what it became is not": """
        WITH RECURSIVE ahead AS (SELECT l.need_id AS start, l.need_id AS id FROM plan_item_needs l
            JOIN plan_items i ON i.id = l.plan_item_id AND i.plan_status = 'ADOPTED'
            UNION SELECT a.start, o.into_id FROM ahead a JOIN need_origins o ON o.origin_id = a.id AND o.standing)
        SELECT n.id FROM ahead a JOIN needs n ON n.id = a.id WHERE n.status = 'RECORDED'""",
    "in a plan, and no plan in force answers it": """
        WITH RECURSIVE behind AS (SELECT id AS start, id FROM needs WHERE status IN
            ('IN_PLAN', 'PROPOSED', 'ACCEPTED', 'ACCEPTED_IN_PART', 'REJECTED', 'DONE')
            UNION SELECT b.start, o.origin_id FROM behind b JOIN need_origins o ON o.into_id = b.id AND o.standing)
        SELECT b.start FROM behind b GROUP BY 1 HAVING NOT bool_or(EXISTS (SELECT FROM plan_item_needs l
            JOIN plan_items i ON i.id = l.plan_item_id AND i.plan_status = 'ADOPTED' WHERE l.need_id = b.id))""",
    "dropped or carried on, and its author did not hear": """
        SELECT s.need_id FROM need_steps s WHERE s.cause_kind IN ('DROP', 'CLOSING')
            AND NOT EXISTS (SELECT FROM need_origins o WHERE o.into_id = s.need_id)
            AND 1 <> (SELECT count(*) FROM notices n WHERE n.origin_id = s.need_id AND n.cause_id = s.cause_id)""",
    "ended by the result of a period": """
        SELECT s.need_id FROM need_steps s JOIN results r ON r.id = s.cause_id WHERE NOT r.closes""",
    "a need carried twice into a year": """
        SELECT need_id FROM carried_needs GROUP BY need_id, into_year_be HAVING count(*) > 1""",
    "a carried need whose path does not tell it": """
        SELECT c.need_id FROM carried_needs c WHERE 1 <> (SELECT count(*) FROM need_steps s
            WHERE s.need_id = c.need_id AND s.cause_id = c.closing_id)""",
}


@dataclass
class Outcome:
    """What was done and what is wrong afterwards."""

    done: int = 0
    kills: int = 0
    needs: int = 0
    shares: int = 0
    """Decisions about shares that stand."""
    repeats: int = 0
    wrong: list[str] = field(default_factory=list)
    statuses: dict[str, int] = field(default_factory=dict)

    @property
    def met(self) -> bool:
        """Say whether something was let through and refused, and nothing is wrong."""
        return self.needs > 0 and self.statuses.get("201", 0) > 0 and not self.wrong


@dataclass
class Crowd:
    """What the writers know of one another's work."""

    planning: Planning
    tambons: list[str]
    left: int
    needs: list[Facts] = field(default_factory=list)
    drafts: list[tuple[Facts, Facts]] = field(default_factory=list)
    items: list[Facts] = field(default_factory=list)
    mergers: list[str] = field(default_factory=list)
    proposals: list[tuple[str, str]] = field(default_factory=list)
    year: int = 0


async def measure(size: figure.Size, seed: int, control: bool) -> figure.Figure:
    """Let the crowd work on a planning service of our own."""
    async with house.standing("planning") as stand:
        stand.add("planning", factory=STRAYING if control else None, KHABUAN_FOLLOW="false")
        await stand.start()
        outcome = await run(stand, *SIZES[size], seed)
    return figure.Figure(
        f"{len(outcome.wrong)} wrong of {outcome.needs:,} needs and {outcome.shares:,} shares after"
        f" {outcome.done:,} operations, {SIZES[size][1]} writers, {outcome.kills} kills, {outcome.repeats} repeats",
        met=outcome.met,
        n=outcome.done,
        details={"statuses": outcome.statuses, "wrong": outcome.wrong[:40]},
    )


async def run(stand: house.House, operations: int, writers: int, kills: int, seed: int) -> Outcome:
    """Let so many writers do so much to the needs of one province, and look at all of them."""
    who = stand.token("NATIONAL_ADMIN", area="")
    limits = httpx.Limits(max_connections=writers)
    async with httpx.AsyncClient(
        base_url=stand.base("planning"), headers=who, timeout=60, limits=limits
    ) as client:
        planning = Planning(stand, client, random.Random(seed))
        crowd = Crowd(planning, furnish(stand, PROVINCE, 2, 6), operations)
        await define_issue(planning)
        outcome = Outcome()
        async with asyncio.TaskGroup() as group:
            group.create_task(_strike(crowd, kills, operations, outcome))
            for number in range(writers):
                group.create_task(_work(crowd, random.Random(f"{seed}/{number}")))
        outcome.done = operations
        await audit.settled(stand.urls["planning"])
        await _look(crowd, outcome)
    outcome.wrong += planning.surprises
    outcome.repeats = planning.repeats
    outcome.statuses = {str(k): v for k, v in sorted(planning.statuses.items())}
    return outcome


async def _strike(crowd: Crowd, kills: int, operations: int, outcome: Outcome) -> None:
    """Kill the service at even distances of the work, and start it again."""
    for number in range(kills):
        point = operations - operations * (number + 1) // (kills + 1)
        await house.until(lambda: crowd.left <= point, seconds=LONGEST_SECONDS)  # noqa: B023
        crowd.planning.stand.services["planning"].kill()
        await crowd.planning.stand.services["planning"].start()
        outcome.kills += 1


async def _work(crowd: Crowd, chance: random.Random) -> None:
    deeds = (
        _record,
        _record,
        _merge,
        _split,
        _draft,
        _adopt,
        _revise,
        _propose,
        _answer,
        _decide,
        _decide,
        _report,
        _undo,
        _close,
    )
    while crowd.left > 0:
        crowd.left -= 1
        with contextlib.suppress(IndexError, ValueError, httpx.HTTPStatusError):
            await chance.choice(deeds)(crowd, chance)


async def _record(crowd: Crowd, chance: random.Random) -> None:
    crowd.needs.append(await crowd.planning.need(chance.choice(crowd.tambons)))


def _some(crowd: Crowd, chance: random.Random, most: int) -> list[Facts]:
    """Return some needs, mostly of the latest, so that many hands reach for the same ones."""
    latest = crowd.needs[-40:]
    return chance.sample(latest, min(len(latest), chance.randint(1, most)))


async def _merge(crowd: Crowd, chance: random.Random) -> None:
    origins = _some(crowd, chance, 3)
    told: Facts = {"area_code": PROVINCE, "origin_ids": [each["id"] for each in origins]}
    told |= {"reason_th": "เรื่องเดียวกัน", "merged_on": "2024-02-01"}
    target = chance.choice(crowd.needs[-40:])
    if chance.random() < 0.5 and target not in origins:
        told["into_id"] = target["id"]
    else:
        told["into"] = _fresh()
    answer = await crowd.planning.act("/v1/need-mergers", told)
    if answer.status_code == 201:
        crowd.mergers.append(answer.json()["id"])
        crowd.needs.append({"id": answer.json()["into_id"]})


def _fresh() -> Facts:
    return {"id": str(new_id()), "title_th": "เรื่องเดียวกัน", "issue_code": "WATER"}


async def _split(crowd: Crowd, chance: random.Random) -> None:
    whole = chance.choice(crowd.needs[-40:])
    told = {"need_id": whole["id"], "parts": [_fresh(), _fresh()], "reason_th": "งานคนละอย่าง"}
    answer = await crowd.planning.act("/v1/need-splits", {**told, "split_on": "2024-02-01"})
    if answer.status_code == 201:
        crowd.needs += [{"id": each} for each in answer.json()["part_ids"]]


async def _draft(crowd: Crowd, chance: random.Random) -> None:
    tambon = chance.choice(crowd.tambons)
    plan = await crowd.planning.plan(tambon[: chance.choice((2, 4, 6))])
    needs = [each["id"] for each in _some(crowd, chance, 4)]
    crowd.drafts.append((plan, await crowd.planning.item(plan, "1000.00", needs)))


async def _adopt(crowd: Crowd, chance: random.Random) -> None:
    """Adopt a draft of some time ago: what it answers may have become something else since."""
    plan, item = crowd.drafts.pop(chance.randrange(min(len(crowd.drafts), 10)))
    if await crowd.planning.finish(plan, [item], "2024-03-01"):
        crowd.items.append(item)


async def _revise(crowd: Crowd, chance: random.Random) -> None:
    """Give a tambon's plan a new version, in which items are left out or answer fewer needs; or give that up."""
    planning = crowd.planning
    item = chance.choice([each for each in crowd.items[-60:] if len(each["area"]["code"]) == 6])
    told: Facts = {"kind": "REVISE", "reason_th": "ทบทวนแผน"}
    told["leave_out_item_ids"] = [item["id"]] if chance.random() < 0.4 else []
    answer = await planning.act(f"/v1/plans/{item['plan_id']}/versions", told)
    if answer.status_code != 201:
        return
    draft = answer.json()
    needs = [each["id"] for each in _some(crowd, chance, 3)]
    fresh = await planning.item(draft, "1000.00", needs)
    with contextlib.suppress(httpx.TransportError):
        await _answer_fewer(planning, draft["id"], fresh["id"], chance)
    if await planning.finish(draft, [fresh], "2024-05-01"):
        crowd.items.append({**fresh, "plan_id": item["plan_id"]})
    else:
        given_up = {"reason_th": "ใช้ฉบับเดิม"}
        await planning.act(f"/v1/plans/{draft['id']}/withdrawals", given_up)


async def _answer_fewer(planning: Planning, draft: str, but: str, chance: random.Random) -> None:
    """Let items that were carried into a draft answer some of their needs only."""
    shown = (await planning.client.get(f"/v1/plan-items?plan_id={draft}&limit=200")).json()
    for each in shown.get("items", ()):
        if each["id"] != but:
            kept = [one for one in each["need_ids"] if chance.random() < 0.5]
            tag = {"If-Match": f'"r{each["revision"]}"'}
            body = {"need_ids": kept}
            await planning.client.patch(f"/v1/plan-items/{each['id']}", json=body, headers=tag)


async def _propose(crowd: Crowd, chance: random.Random) -> None:
    baht = chance.choice(("1000.00", "400.00"))
    answer = await crowd.planning.propose(chance.choice(crowd.items[-20:]), baht)
    if answer.status_code == 201:
        crowd.proposals.append((answer.json()["id"], baht))


async def _answer(crowd: Crowd, chance: random.Random) -> None:
    proposal, baht = chance.choice(crowd.proposals[-10:])
    await crowd.planning.answer(proposal, chance.choice((baht, None)))


async def _decide(crowd: Crowd, chance: random.Random) -> None:
    """Take a part of an item into a draft one level up, or leave it out; often it is too much."""
    below = chance.choice(crowd.items[-60:])
    up = below["area"]["code"][:-2]
    above = chance.choice([item for _, item in crowd.drafts if item["area"]["code"] == up])
    told: Facts = {"into_item_id": above["id"], "decided_on": "2024-04-01"}
    share = chance.choice(("500.00", "333.33", "0.01", "1000.00", None))
    told |= {"share": {"amount": share or "0.00", "currency": "THB"}}
    left_out = {"decision": "EXCLUDED", "reason_th": "ซ้ำกับแผนอื่น"}
    told |= {"decision": "INCLUDED"} if share else left_out
    await crowd.planning.act(f"/v1/plan-items/{below['id']}/inclusions", told)


async def _report(crowd: Crowd, chance: random.Random) -> None:
    item = chance.choice(crowd.items[-30:])
    told: Facts = {"reported_on": "2024-08-01", "summary_th": "เสร็จ"}
    if chance.random() < 0.5:
        told |= {"starts_on": "2024-05-01", "ends_on": "2024-08-01", "closes": False}
    await crowd.planning.act(f"/v1/plan-items/{item['id']}/results", told)


async def _undo(crowd: Crowd, chance: random.Random) -> None:
    merger = chance.choice(crowd.mergers[-10:])
    told = {"reason_th": "คนละเรื่อง", "reversed_on": "2024-02-02"}
    await crowd.planning.act(f"/v1/need-mergers/{merger}/reversals", told)


async def _close(crowd: Crowd, chance: random.Random) -> None:
    """Defer: now and then a tambon, a district or the province closes its year."""
    if chance.random() < 0.05:
        crowd.year = min(crowd.year + 1, len(YEARS) - 1)
    area = chance.choice((PROVINCE, *crowd.tambons, crowd.tambons[0][:4]))
    told = {"area_code": area, "fiscal_year_be": YEARS[min(crowd.year, 2)]}
    await crowd.planning.act("/v1/cycle-closings", {**told, "closed_on": "2025-12-01"})


async def _look(crowd: Crowd, outcome: Outcome) -> None:
    """Look at every need from outside, and at some passports as people see them."""
    with psycopg.connect(crowd.planning.stand.urls["planning"]) as connection:
        for what, sql in _FINDINGS.items():
            found = connection.execute(sql.encode()).fetchall()
            outcome.wrong += [f"{what}: {row[0]}" for row in found]
        for what, sql in conserve.OFF.items():
            row = connection.execute(sql.encode()).fetchone()
            outcome.wrong += [f"sums are off, {what}: {row[0]}"] if row and row[0] else []
        if short := purses.missing(connection):
            outcome.wrong.append(f"money spoken for twice: {short}")
        states = connection.execute("SELECT id, status FROM needs").fetchall()
        shares = connection.execute("SELECT count(*) FROM inclusions").fetchall()
    outcome.needs, outcome.shares = len(states), shares[0][0]
    for need_id, status in crowd.planning.chance.sample(states, min(len(states), 400)):
        shown = await crowd.planning.client.get(f"/v1/needs/{need_id}/passport")
        told: Facts = shown.json()
        ends = [told.get("status"), *(each["to_status"] for each in told.get("steps", ())[-1:])]
        if ends != [status, status]:
            outcome.wrong.append(f"a passport that says otherwise: {need_id} {ends}")
