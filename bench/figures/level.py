"""Assess, correct and withdraw in random order and all at once: levels equal a small reference model.

Chains of acts (an assessment, perhaps replaced several times, perhaps withdrawn) of tambons and of an
organization each are entered by many hands at a time, by versions of rubrics that come in between. Then the
level of every tambon and the coverage of the province are asked for many days and held against a model
that knows nothing but the list of what was entered.
"""

import asyncio
import datetime as dt
import json
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from unittest import mock
from uuid import UUID

from bench import figure, ground
from services.registry.coverage import actions as coverages
from services.registry.organizations import actions as organizations
from services.registry.organizations.schemas import OrganizationKind, OrganizationNew
from services.registry.rubrics import actions as rubrics
from services.registry.rubrics.schemas import RubricNew
from services.registry.strength import actions, queries, rules, schemas
from services.registry.strength.schemas import Days, Evidence
from shared import database as databases
from shared.auth import Grant, Subject
from shared.ids import new_id
from shared.policies import Role

NAME = "level"
GOAL = "0 differences of levels and coverage from a reference model"
PLANTS = "what was entered last counts, not what was assessed last"
SIZES = {figure.Size.SMALL: (100, 20), figure.Size.FULL: (4_000, 400)}
"""Chains, days asked about."""
PROVINCE, TAMBONS = "18", 53
HANDS = 8
FIRST, DAYS = dt.date(2016, 10, 1), 3_650
LEVELS = ("CAN_STAND", "STRONG", "CAN_RUN")
LIMITS = (
    {"can_stand": 25, "strong": 50, "can_run": 75},
    {"can_stand": 40, "strong": 60, "can_run": 90},
)
ITEMS = 4
BY = Subject("bench:level", (Grant(Role.NATIONAL_ADMIN, ""),), strong=True)
_PAGE = "/v1/strength-levels"


@dataclass
class Known:
    """What the model knows of one assessment."""

    subject: str
    assessed_on: dt.date
    id: UUID
    level: str | None
    standing: bool = True


@dataclass
class Outcome:
    """What was entered and asked, and what differs."""

    acts: Counter[str] = field(default_factory=Counter)
    asked: int = 0
    differences: list[str] = field(default_factory=list)

    @property
    def met(self) -> bool:
        """Say whether all kinds of acts were entered, something was asked, and nothing differs."""
        return self.asked > 0 and len(self.acts) > 2 and not self.differences


@dataclass
class Scene:
    """Where it happens: the registry, its rubrics, tambons and what the model knows."""

    opened: databases.Database
    chance: random.Random
    tambons: list[str]
    organization: tuple[UUID, str]
    declared: UUID
    versions: list[UUID] = field(default_factory=list)
    known: list[Known] = field(default_factory=list)
    outcome: Outcome = field(default_factory=Outcome)


def measure(size: figure.Size, seed: int, control: bool) -> figure.Figure:
    """Assess on a registry of our own."""
    chains, days = SIZES[size]
    believed = entered_last if control else rules.spans
    with ground.standing() as stand, mock.patch.object(rules, "spans", believed):
        url = stand.copy("registry", "registry_level")
        outcome = asyncio.run(_measured(url, seed, chains, days))
    did = ", ".join(f"{number:,} {kind}" for kind, number in sorted(outcome.acts.items()))
    return figure.Figure(
        f"{len(outcome.differences):,} differences in {outcome.asked:,} comparisons ({did}; {HANDS} hands)",
        met=outcome.met,
        n=outcome.asked,
        details={"acts": dict(outcome.acts), "differences": outcome.differences[:20]},
    )


async def _measured(url: str, seed: int, chains: int, days: int) -> Outcome:
    async with databases.connect(url, pool_size=HANDS) as opened:
        return await run(opened, seed, chains, days)


def entered_last(evidence: Sequence[Evidence]) -> list[Days]:
    """Return the spans of a registry that believes whoever came last: ids grow as things are entered."""
    found: list[Days] = []
    for each in sorted((e for e in evidence if e.standing), key=lambda e: e.id):
        found = [
            Days(d.id, d.level, d.starts_on, min(d.ends_on or each.assessed_on, each.assessed_on))
            for d in found
            if d.starts_on < each.assessed_on
        ]
        found.append(Days(each.id, each.level, each.assessed_on, None))
    return found


async def run(opened: databases.Database, seed: int, chains: int, days: int) -> Outcome:
    """Enter so many chains of acts, and ask about so many days."""
    chance = random.Random(seed)
    scene = await _prepare(opened, chance)
    waiting = [random.Random(f"{seed}/{number}") for number in range(chains)]
    await _define(scene, 1)

    async def hand() -> None:
        while waiting:
            number = len(waiting)
            await _chain(scene, waiting.pop())
            if number == chains // 2:
                await _define(scene, 2)

    await asyncio.gather(*(hand() for _ in range(HANDS)))
    await _compare(scene, days)
    return scene.outcome


async def _prepare(opened: databases.Database, chance: random.Random) -> Scene:
    async with opened.reading() as connection:
        asked = await databases.ask(
            connection,
            "SELECT code FROM areas WHERE level = 'TAMBON' AND code ^@ %(code)s ORDER BY code",
            {"code": PROVINCE},
        )
        tambons = [str(row[0]) for row in await asked.fetchall()]
    group = OrganizationNew(
        id=new_id(),
        kind=OrganizationKind.SAVINGS_GROUP,
        name_th="กลุ่มออมทรัพย์",
        area_code=tambons[0],
    )
    declared = RubricNew(
        id=new_id(), code="DECLARED", version=1, name_th="ประกาศระดับ", source_th="ทดสอบ", frames=[]
    )
    async with opened.transaction() as session:
        await organizations.register(session, group, by=BY)
        await rubrics.define(session, declared, by=BY)
    return Scene(opened, chance, tambons, (group.id, group.area_code), declared.id)


async def _define(scene: Scene, version: int) -> None:
    """Define the next version of the rubric, whose thresholds differ."""
    items = [
        {"code": f"I{number}", "name_th": "ข้อ", "scale_max": 4, "weight": number + 1}
        for number in range(ITEMS)
    ]
    new = RubricNew.model_validate(
        {
            "code": "SHORT",
            "version": version,
            "name_th": "ฉบับสั้น",
            "source_th": "ทดสอบ",
            "frames": [{"code": "F", "name_th": "กรอบ", "items": items}],
            "thresholds": LIMITS[version - 1],
        }
    )
    async with scene.opened.transaction() as session:
        await rubrics.define(session, new, by=BY)
    scene.versions.append(new.id)


async def _chain(scene: Scene, chance: random.Random) -> None:
    """Assess something once, replace that some times, and perhaps withdraw the last."""
    of_organization = chance.random() < 0.1
    # Few tambons get most of it: what matters is many assessments of one subject.
    index = min(int(chance.expovariate(0.1)), TAMBONS - 1)
    subject = str(scene.organization[0]) if of_organization else scene.tambons[index]
    place = scene.organization[1] if of_organization else subject
    last: Known | None = None
    for number in range(1 + (chance.random() < 0.3) + (chance.random() < 0.1)):
        facts, level = _judgement(scene, chance)
        new = schemas.AssessmentNew.model_validate(
            {
                **facts,
                "id": str(new_id()),
                "area_code": place,
                "organization_id": subject if of_organization else None,
                "assessed_on": str(FIRST + dt.timedelta(days=chance.randrange(DAYS) // 20 * 20)),
                "assessed_by_side": "JOINT",
                "assessed_by_th": "คณะทำงาน",
                "replaces_id": str(last.id) if last else None,
                "replaces_reason_th": "รวมคะแนนผิด" if last else None,
            }
        )
        async with scene.opened.transaction() as session:
            await actions.assess(session, new, by=BY)
        if last:
            last.standing = False
        last = Known(subject, new.assessed_on, new.id, level)
        scene.known.append(last)
        scene.outcome.acts["replaced" if number else "assessed"] += 1
        await asyncio.sleep(0)
    if last and chance.random() < 0.2:
        asked = schemas.WithdrawalNew(id=new_id(), reason_th="ผิดตำบล")
        async with scene.opened.transaction() as session:
            await actions.withdraw(session, last.id, asked, by=BY)
        last.standing = False
        scene.outcome.acts["withdrawn"] += 1


def _judgement(scene: Scene, chance: random.Random) -> tuple[dict[str, Any], str | None]:
    """Return what an assessment says, and the level that the model takes from it."""
    if chance.random() < 0.5:
        level = chance.choice(LEVELS)
        return {"rubric_id": str(scene.declared), "level": level}, level
    version = chance.randrange(len(scene.versions))
    marks = [chance.randint(0, 4) for _ in range(ITEMS)]
    reached = sum(mark * (place + 1) for place, mark in enumerate(marks)) * 100
    whole = 4 * ITEMS * (ITEMS + 1) // 2
    limits = LIMITS[version]
    found: str | None = next(
        (name for name in reversed(LEVELS) if reached >= limits[name.lower()] * whole), None
    )
    scores = [{"item": f"I{place}", "score": mark} for place, mark in enumerate(marks)]
    return {"rubric_id": str(scene.versions[version]), "scores": scores}, found


def _model(known: Sequence[Known], day: dt.date) -> dict[str, Known]:
    """Return what tells the level of each subject on a day."""
    told: dict[str, Known] = {}
    for each in sorted(known, key=lambda k: (k.assessed_on, k.id)):
        if each.standing and each.assessed_on <= day:
            told[each.subject] = each
    return told


async def _compare(scene: Scene, days: int) -> None:
    asked = [
        FIRST + dt.timedelta(days=scene.chance.randrange(-10, DAYS + 10)) for _ in range(days)
    ]
    edges = sorted({each.assessed_on for each in scene.known})
    for day in (*asked, *edges[:: max(1, len(edges) // days)]):
        told = _model(scene.known, day)
        told.pop(str(scene.organization[0]), None)
        await _levels(scene, day, told)
        await _coverage(scene, day, told)


async def _levels(scene: Scene, day: dt.date, told: dict[str, Known]) -> None:
    query = schemas.TambonLevelFilters(area=PROVINCE, as_of=day, limit=200)
    body = await queries.LEVELS.page(scene.opened, query, [""], b"secret", _PAGE)
    for item in json.loads(body)["items"]:
        code = item["area"]["code"]
        one = told.get(code)
        wanted: tuple[str | None, ...] = (None, None, None)
        if one:
            wanted = (str(one.id), one.level, str(one.assessed_on))
        found = (item["assessment_id"], item["level"], item["assessed_on"])
        scene.outcome.asked += 1
        if wanted != found:
            scene.outcome.differences.append(f"{code} on {day}: {found}, not {wanted}")


async def _coverage(scene: Scene, day: dt.date, told: dict[str, Known]) -> None:
    async with scene.opened.reading() as connection:
        shown = await coverages.of_place(connection, PROVINCE, day)
    assert shown is not None
    found = [shown.assessed_tambons, *(each.tambons for each in shown.by_level)]
    found += [each.strong_tambons for each in shown.trend]
    levels = Counter(each.level for each in told.values())
    wanted = [len(told), *(levels[level] for level in LEVELS)]
    for year in shown.trend:
        end = min(day, dt.date(year.fiscal_year_be - 543, 9, 30))
        then = _model(scene.known, end)
        wanted.append(sum(k.level in LEVELS[1:] for s, k in then.items() if s in scene.tambons))
    scene.outcome.asked += 1
    if found != wanted:
        scene.outcome.differences.append(f"coverage on {day}: {found}, not {wanted}")
