"""The matrix: every operation, asked by everybody about everything, held against the model."""

import json
import random
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import quote

from fastapi import FastAPI

from bench.access import document, model, people, wire, worlds
from bench.access.document import Case, Operation, World
from bench.access.model import STRONG, Caller, expected, sees
from bench.access.people import Desk
from bench.faults import audit
from khabuan import keys
from shared.ids import new_id

REASON = quote("ตรวจสิทธิ")
REFUSED = frozenset({401, 403, 404})
DRAFTS = ("status", "plan_status", "into_plan_status")
NO_PARTIES = frozenset({"people", "memberships"})
"""Fellow members see one another masked, but not what became of whom."""
ADOPTED_ONLY = frozenset({"getPlanItemLineage"})
"""Operations to which a draft is not there, whoever asks."""
FORGOTTEN = frozenset({"request_id", "instance", "trace_id"})


@dataclass
class Outcome:
    """What was asked, and what was answered otherwise than the model says."""

    probes: int = 0
    wrong: list[str] = field(default_factory=list)
    unbuilt: list[str] = field(default_factory=list)
    """Operations for which no request could be made."""
    never: list[str] = field(default_factory=list)
    """Writes that nobody got done: their requests are not good enough to prove anything."""
    statuses: Counter[int] = field(default_factory=Counter)

    @property
    def clean(self) -> bool:
        """Say whether all was as it should be."""
        return not (self.wrong or self.unbuilt or self.never)

    def add(self, other: "Outcome") -> None:
        """Take another one's counts in."""
        self.probes += other.probes
        self.statuses += other.statuses
        for name in ("wrong", "unbuilt", "never"):
            getattr(self, name).extend(getattr(other, name))


async def run(
    service: str,
    url: str,
    made: keys.Keys,
    *,
    part: float = 1.0,
    seed: int = 0,
    weak: bool = False,
    action: str | None = None,
) -> Outcome:
    """Ask a service everything, or a `part` of it that the seed chooses; `weak` asks all again weakly.

    With an `action` only the operations that need this right are asked.
    """
    async with wire.running(service, url, made) as app:
        desk = Desk(made)
        world = await worlds.furnish(service, app, desk)
        await audit.settled(url)
        kept = app.state.database
        app.state.database = wire.Undone(kept.engine, kept.pool)
        return await Matrix(app, world, desk, weak=weak).run(part, random.Random(seed), action)


class Matrix:
    """Asks an app about a world and judges its answers."""

    def __init__(self, app: FastAPI, world: World, desk: Desk, *, weak: bool = False) -> None:
        self.app, self.world, self.desk, self.weak = app, world, desk, weak
        self.outcome = Outcome()
        self.private = [t for ts in world.things.values() for t in ts if t.private]

    async def run(self, part: float, chance: random.Random, action: str | None = None) -> Outcome:
        """Ask every operation, or those of one right; of its probes those that chance picks."""
        for operation in document.operations(self.app):
            if action not in {None, operation.action}:
                continue
            try:
                asked = list(document.cases(operation, self.world))
            except document.CannotBuildError as error:
                self.outcome.unbuilt.append(str(error))
                continue
            done = 0
            for case in asked:
                callers = people.around(case.thing, twice=self._twice(operation))
                if operation.action == "sessions.open":  # hashing passwords is slow on purpose
                    callers = callers[:: len(people.RELATIONS)]
                for caller in callers:
                    if caller.relation == "own" or chance.random() < part:
                        done += await self._probe(case, caller)
            own = operation.action in document.OPEN or operation.name in self.world.makers
            if operation.writes and not done and not own:
                self.outcome.never.append(f"{operation.method} {operation.path}")
        return self.outcome

    def _twice(self, operation: Operation) -> bool:
        return self.weak or operation.action in STRONG

    async def _probe(self, case: Case, caller: Caller) -> bool:
        """Ask once, and once about nothing; return whether something was done."""
        answer = await self._ask(case, caller)
        self._judge(case, caller, answer)
        if case.twin is not None:
            other = await self._ask(case.twin, caller)
            self._judge(case.twin, caller, other)
            if not sees(caller, case.thing) and _shape(answer, case) != _shape(other, case.twin):
                self._say(case, caller, answer, f"is told from nothing, which has {other.status}")
        return answer.ok

    async def _ask(self, case: Case, caller: Caller) -> wire.Answer:
        operation, headers = case.operation, dict(self.desk.header(caller))
        if operation.writes:
            headers |= {"Idempotency-Key": str(new_id()), "Change-Reason": REASON}
        if operation.method == "PATCH":
            headers["If-Match"] = f'"r{case.thing.revision}"'
        if isinstance(case.body, bytes):
            headers["Content-Type"] = operation.media
        answer = await wire.call(self.app, operation.method, case.target, headers, case.body)
        self.outcome.probes += 1
        self.outcome.statuses[answer.status] += 1
        return answer

    def _judge(self, case: Case, caller: Caller, answer: wire.Answer) -> None:
        operation, thing = case.operation, case.thing
        if operation.path.endswith("/history"):
            self._judge_history(case, caller, answer)
            return
        refused = expected(caller, operation.action, thing, case.absent)
        if not operation.writes and operation.parameter is None:
            refused = model.expected_of_list(caller, operation.action)
        if operation.name in ADOPTED_ONLY and thing.private:
            refused = frozenset({404})
        refused |= self._besides(operation, caller, thing, allowed=not refused)
        if operation.action in document.OPEN and self._judge_own(case, caller, answer):
            return
        if refused and answer.status not in refused:
            self._say(case, caller, answer, f"should be {', '.join(map(str, refused))}")
        elif (
            not refused and operation.writes and (answer.status in REFUSED or answer.status >= 500)
        ):
            self._say(case, caller, answer, "should get through")
        elif not refused and not operation.writes and answer.status != 200:
            self._say(case, caller, answer, "should be 200")
        elif not refused and not operation.writes and operation.parameter is None:
            self._judge_list(case, caller, answer)
        self._look_for_leaks(case, caller, answer)

    def _besides(
        self, operation: Operation, caller: Caller, thing: model.Thing, *, allowed: bool
    ) -> frozenset[int]:
        """Return what is asked besides the right: of offices a second factor, of makers that another decides."""
        gives = operation.action == "people.register" or operation.name in self.world.offices
        leads = [g.get("organization") for g in caller.rights if g["role"] == "LEADER"]
        for_itself = operation.action == "certifications.endorse" and thing.organization in leads
        makes = operation.name in self.world.makers and allowed
        weak = gives and not caller.strong
        refused = weak or makes or (thing.organization is not None and for_itself)
        return frozenset({403}) if refused else frozenset()

    def _judge_own(self, case: Case, caller: Caller, answer: wire.Answer) -> bool:
        """Judge what is about oneself or about signing in; say whether it was."""
        operation = case.operation
        known = operation.collection in self.world.things
        if not (operation.parameter or (known and not operation.writes)):
            right = model.plays_a_part(caller, operation.action)
            if answer.status in ({403, 500} if right else {200, 201, 404, 422, 500}):
                self._say(case, caller, answer, "should be about oneself")
            return True
        if operation.action == "sessions.open":
            if answer.ok or answer.status in {403, 500}:
                self._say(case, caller, answer, "should be told nothing")
            return True
        return False

    def _judge_list(self, case: Case, caller: Caller, answer: wire.Answer) -> None:
        """Hold a list to what the caller may know of: no more, no less."""
        known = self.world.things.get(case.operation.collection)
        items = answer.json().get("items")
        if known is None or items is None or case.operation.collection == "areas":
            return
        shown = {str(item.get("id")) for item in items} | {str(item.get("code")) for item in items}
        narrowed = "&area=" in case.target
        for thing in known:
            here = not narrowed or (thing.listed or thing.area or "").startswith(
                str(case.thing.area)
            )
            if (thing.id in shown) != (here and sees(caller, thing)):
                word = "shows" if thing.id in shown else "hides"
                self._say(case, caller, answer, f"{word} {thing.kind} of {thing.area}")

    def _judge_history(self, case: Case, caller: Caller, answer: wire.Answer) -> None:
        """Hold a history to what happened while the thing was public, unless the caller sees drafts."""
        thing = case.thing
        refused = expected(caller, case.operation.action, thing, None)
        if thing.kind in NO_PARTIES and not (thing.exists and sees(caller, thing)):
            refused = frozenset({404})
        elif refused and not model.reaches(caller, case.operation.action, thing):
            refused |= {200}  # an empty one, see below
        items = answer.json()["items"] if answer.status == 200 else None
        if items is None or (refused and 200 not in refused):
            if answer.status not in (refused or {200}):
                self._say(case, caller, answer, "should be another answer")
            return
        if thing.kind in NO_PARTIES:
            thing = replace(thing, organization=None)
        drafts = sees(caller, replace(thing, private=True))
        secret = [i for i in items if any(i["data"].get(name) == "DRAFT" for name in DRAFTS[1:])]
        secret += [
            i for i in items if i["data"].get("status") == "DRAFT" and thing.kind != "plan-items"
        ]
        shown = thing.exists and sees(caller, thing)
        if bool(items) != shown:
            self._say(case, caller, answer, f"has {len(items)} entries")
        if secret and not drafts:
            self._say(case, caller, answer, "tells of the draft")
        if shown and drafts and items and items[0]["revision"] != 1:
            self._say(case, caller, answer, "hides how it began")

    def _look_for_leaks(self, case: Case, caller: Caller, answer: wire.Answer) -> None:
        sent = case.target + json.dumps(case.body, default=str)
        for thing in self.private:
            told = thing.id.encode() in answer.body and thing.id not in sent
            if told and not sees(caller, thing):
                self._say(case, caller, answer, f"tells of hidden {thing.kind} in {thing.area}")

    def _say(self, case: Case, caller: Caller, answer: wire.Answer, what: str) -> None:
        thing, code = case.thing, ""
        if answer.status >= 400:
            code = f" {json.loads(answer.body).get('code')}"
        of = f"{'hidden ' if thing.private else ''}{'' if thing.exists else 'no '}{thing.kind}"
        self.outcome.wrong.append(
            f"{case.operation.method} {case.operation.path} by {caller.name} about {of} in"
            f" {thing.area!r}: {answer.status}{code}, {what}"
        )


def _shape(answer: wire.Answer, case: Case) -> Any:
    """Return an answer without what differs by itself: ids that were asked about, and the request's own."""
    text = answer.body.decode().replace(case.thing.id, "ID")
    told = json.loads(text) if text else None
    if isinstance(told, dict):
        told = {name: value for name, value in told.items() if name not in FORGOTTEN}
    heads = sorted(set(answer.headers) - {"content-length"})
    return answer.status, told, heads
