"""A planning year of a province from the first need to the backlog: plans roll up, the year closes, twice the same.

What should be carried on is reckoned here from what was asked and answered, not read from the service: each
need without money once, with its age and how often it was refused, and who came late not at all. Who voiced
what is carried on is told so once.
"""

import asyncio
import datetime as dt
import random
from collections import Counter
from collections.abc import Coroutine, Iterable
from dataclasses import dataclass, field
from typing import Any

import httpx

from bench import figure
from bench.faults import house
from bench.planning_ground import Facts, Planning, define_issue, furnish

NAME = "cycle"
GOAL = "a province closes, rolls up and carries forward, twice with the same result: 0 differences"
PLANTS = "who comes late still comes into a year that is closed"
REOPENING = "bench.faults.straying:reopening_planning"
PROVINCE = "97"
"""A code that no province has."""
SIZES = {figure.Size.SMALL: (2, 4, 24, 8), figure.Size.FULL: (10, 110, 2_000, 800)}
"""Districts, tambons, needs and projects of the province."""
AT_ONCE = 8
FATES = ("GRANTED", "", "REFUSED", "SILENT")
"""What becomes of projects, in turn; nothing: nobody proposes it."""
YEAR, CLOSED, VOICED = 2567, "2024-10-04", "2024-01-10"
BAHT = 1_000


@dataclass
class Outcome:
    """What was asked, and where it came out otherwise than reckoned."""

    needs: int = 0
    projects: int = 0
    carried: int = 0
    funded: int = 0
    refused: int = 0
    differences: list[str] = field(default_factory=list)

    @property
    def met(self) -> bool:
        """Say whether needs were carried on, funded and refused, and nothing differs."""
        tried = min(self.carried, self.funded, self.refused) > 0
        return tried and not self.differences


@dataclass
class Province:
    """What is known here of every need: its tambon, whether it has money, how often it was refused."""

    planning: Planning
    tambons: list[str]
    needs: dict[str, str] = field(default_factory=dict)
    funded: set[str] = field(default_factory=set)
    refused: Counter[str] = field(default_factory=Counter)
    items: list[Facts] = field(default_factory=list)


async def measure(size: figure.Size, seed: int, control: bool) -> figure.Figure:
    """Live through the year of a province on a planning service of our own."""
    async with house.standing("planning") as stand:
        stand.add("planning", factory=REOPENING if control else None, KHABUAN_FOLLOW="false")
        await stand.start()
        outcome = await run(stand, *SIZES[size], seed)
    return figure.Figure(
        f"{len(outcome.differences)} differences: {outcome.needs:,} needs, {outcome.projects:,} projects,"
        f" {outcome.funded:,} funded, {outcome.carried:,} carried on once over two"
        f" closings of {SIZES[size][0]} districts and the province",
        met=outcome.met,
        n=outcome.needs,
        details={"differences": outcome.differences[:40]},
    )


async def run(
    stand: house.House, districts: int, tambons: int, needs: int, projects: int, seed: int
) -> Outcome:
    """Record, plan, roll up, propose, answer, and close the year by districts and as a whole."""
    who = stand.token("NATIONAL_ADMIN", area="")
    async with httpx.AsyncClient(
        base_url=stand.base("planning"), headers=who, timeout=120
    ) as client:
        planning = Planning(stand, client, random.Random(seed))
        province = Province(planning, furnish(stand, PROVINCE, districts, tambons))
        await define_issue(planning)
        outcome = Outcome(needs, projects)
        areas = [province.tambons[number % tambons] for number in range(needs)]
        for need in await _crowd(planning.need(area, VOICED) for area in areas):
            province.needs[need["id"]] = need["area"]["code"]
        each = [projects // tambons + (n < projects % tambons) for n in range(tambons)]
        await _crowd(_plan(province, *pair) for pair in zip(province.tambons, each, strict=True))
        await _roll_up(province, outcome)
        await _crowd(_decide(province, item) for item in province.items)
        await _close(province, outcome)
    outcome.funded, outcome.refused = len(province.funded), len(province.refused)
    outcome.differences += planning.surprises
    return outcome


async def _crowd(asks: Iterable[Coroutine[Any, Any, Any]]) -> list[Any]:
    """Ask all, some at once."""
    some = asyncio.Semaphore(AT_ONCE)

    async def one(ask: Coroutine[Any, Any, Any]) -> Any:
        async with some:
            return await ask

    return list(await asyncio.gather(*(one(ask) for ask in asks)))


async def _plan(province: Province, area: str, projects: int) -> None:
    """Adopt a tambon's plan; its projects answer two thirds of its needs."""
    planning = province.planning
    waiting = sorted(need for need, code in province.needs.items() if code == area)
    waiting = waiting[: len(waiting) * 2 // 3]
    plan = await planning.plan(area, YEAR)
    items = []
    for number in range(projects):
        answered = waiting[number::projects]
        items.append({**await planning.item(plan, f"{BAHT}.00", answered), "answers": answered})
    if items and await planning.finish(plan, items, "2024-03-01"):
        province.items += items


async def _roll_up(province: Province, outcome: Outcome) -> None:
    """Take every project into its district's plan and those into the province's; hold the sums to the satang."""
    planning = province.planning
    top = await planning.plan(PROVINCE, YEAR)
    whole = await planning.item(top, "0.00", [])
    for district in sorted({code[:4] for code in province.tambons}):
        plan = await planning.plan(district, YEAR)
        above = await planning.item(plan, "0.00", [])
        below = [item for item in province.items if item["area"]["code"].startswith(district)]
        await _crowd(_include(planning, item, above, BAHT, "2024-04-01") for item in below)
        await planning.finish(plan, [above], "2024-05-01")
        if below:
            await _include(planning, above, whole, BAHT * len(below), "2024-05-10")
    await planning.finish(top, [whole], "2024-05-20")
    shown = (await planning.client.get(f"/v1/rollups/{top['id']}")).json()
    wanted = f"{BAHT * len(province.items)}.00"
    if shown.get("total", {}).get("amount") != wanted:
        outcome.differences.append(f"the roll-up holds {shown.get('total')}, not {wanted}")


async def _include(planning: Planning, item: Facts, into: Facts, baht: int, on: str) -> None:
    share = {"share": {"amount": f"{baht}.00", "currency": "THB"}, "decision": "INCLUDED"}
    told = {"into_item_id": into["id"], "decided_on": on, **share}
    await planning.made(f"/v1/plan-items/{item['id']}/inclusions", told)


async def _decide(province: Province, item: Facts) -> None:
    """Propose a project, or not; grant it, refuse it, or leave it without an answer."""
    fate = FATES[province.items.index(item) % len(FATES)]
    if not fate:
        return
    made = await province.planning.propose(item, f"{BAHT}.00")
    if fate == "GRANTED" and await province.planning.answer(made.json()["id"], f"{BAHT}.00"):
        province.funded.update(item["answers"])
    if fate == "REFUSED" and await province.planning.answer(made.json()["id"], None):
        province.refused.update(item["answers"])


async def _close(province: Province, outcome: Outcome) -> None:
    """Close half of the districts, let some come late, close the province, and all of it again."""
    planning = province.planning
    districts = sorted({code[:4] for code in province.tambons})
    early = districts[: max(1, len(districts) // 2)]
    first = await _crowd(_closing(planning, area) for area in early)
    late = [await planning.need(code, VOICED) for code in province.tambons if code[:4] in early]
    first += [await _closing(planning, PROVINCE)]
    before = await _backlog(planning)
    _compare(province, outcome, before, {each["id"] for each in late})
    again = await _crowd(_closing(planning, area) for area in (*early, PROVINCE, PROVINCE))
    if again[:-1] != first or again[-1] != first[-1]:
        outcome.differences.append("closing again was answered otherwise")
    if await _backlog(planning) != before:
        outcome.differences.append("closing again changed the backlog")
    outcome.carried = len(before)
    carried = Counter(each["need_id"] for each in before)
    told = await _told(planning)
    outcome.differences += [f"not told: {one}" for one in (carried - told).elements()]
    outcome.differences += [f"told too often: {one}" for one in (told - carried).elements()]


async def _closing(planning: Planning, area: str) -> Facts:
    told = {"area_code": area, "fiscal_year_be": YEAR, "closed_on": CLOSED}
    return await planning.made("/v1/cycle-closings", told)


async def _backlog(planning: Planning) -> list[Facts]:
    """Return all that was carried into the next year."""
    return await _all(planning, f"/v1/backlogs?area={PROVINCE}&fiscal_year_be={YEAR + 1}")


async def _told(planning: Planning) -> Counter[str]:
    """Return how often the author of each need was told that it is carried on."""
    found = await _all(planning, f"/v1/notices?area={PROVINCE}&change=CARRIED")
    return Counter(each["origin_id"] for each in found)


async def _all(planning: Planning, query: str) -> list[Facts]:
    """Return all that a list shows, page by page."""
    found: list[Facts] = []
    path: str | None = f"{query}&limit=200"
    while path:
        page = (await planning.client.get(path)).json()
        found += page["items"]
        path = page["next"]
    return found


def _compare(province: Province, outcome: Outcome, shown: list[Facts], late: set[str]) -> None:
    """Hold the backlog against what was reckoned here."""
    age = (dt.date.fromisoformat(CLOSED) - dt.date.fromisoformat(VOICED)).days
    wanted = province.needs.keys() - province.funded
    count = Counter(each["need_id"] for each in shown)
    outcome.differences += [f"carried {n} times: {one}" for one, n in count.items() if n > 1]
    outcome.differences += [f"not carried: {one}" for one in sorted(wanted - count.keys())]
    outcome.differences += [f"late, and carried: {one}" for one in sorted(late & count.keys())]
    outcome.differences += [
        f"carried, and has money: {one}" for one in sorted(count.keys() - wanted - late)
    ]
    for each in shown:
        told = (each["age_days"], each["refusals"], each["times"])
        if each["need_id"] in wanted and told != (age, province.refused[each["need_id"]], 1):
            outcome.differences.append(f"age, refusals or times of {each['need_id']}: {told}")
        if not each["reasons"]:
            outcome.differences.append(f"no reason for {each['need_id']}")
