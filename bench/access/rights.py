"""Rights over time: given, ended, derived from posts, moved, merged, erased; held against a small model.

Hypothesis chooses what happens. After every step the registry's `grants_of` for today and days to come,
`/v1/me` and a probe of a route say what the model says.
"""

import asyncio
import datetime as dt
import json
import threading
import time
from collections import Counter
from collections.abc import Coroutine, Generator
from contextlib import AsyncExitStack, contextmanager
from typing import Any, TypeVar
from uuid import UUID

import psycopg
from fastapi import FastAPI
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from bench.access import model, wire
from bench.access.hand import Hand
from bench.access.people import Desk
from bench.access.rights_model import Claim, Model
from bench.words import word
from khabuan import keys
from services.registry.access import queries
from shared import tokens
from shared.ids import new_id

T = TypeVar("T")
HERE, THERE = "720602", "720603"
DAYS = (0, 1, 5, 40)
STEPS = 10
GRANTS: tuple[dict[str, str], ...] = (
    {"role": "TAMBON_STAFF", "area_code": HERE},
    {"role": "PROVINCE_WORKING_GROUP", "area_code": "72"},
    {"role": "NATIONAL_ADMIN"},
    {"role": "AUDITOR"},
    {"role": "LEADER", "organization_id": "0"},
)


class Registry:
    """A registry in a thread of its own, asked from outside."""

    def __init__(
        self, app: FastAPI, made: keys.Keys, loop: asyncio.AbstractEventLoop, url: str
    ) -> None:
        self.app, self.loop, self.url = app, loop, url
        self.desk = Desk(made)
        self.hand = Hand(app, self.desk)
        self.key = json.loads(made.issuer.read_text())
        self.checks = self.sequences = 0
        self.statuses: Counter[str] = Counter()

    def wait(self, work: Coroutine[Any, Any, T]) -> T:
        """Let the registry's thread do something and wait for it."""
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(60)

    def post(
        self, path: str, body: dict[str, Any], who: dict[str, str] | None = None
    ) -> tuple[int, dict[str, Any]]:
        """Post as the administrator, or somebody else; return the status and what was made."""
        if not path.endswith(("/endings", "/mergers")):
            body = {"id": str(new_id()), **body}
        headers = {"Idempotency-Key": str(new_id()), "Change-Reason": "test"}
        answer = self.wait(
            wire.call(self.app, "POST", path, {**(who or self.hand.admin), **headers}, body)
        )
        self.statuses[f"{path.rsplit('/', 1)[-1]} {answer.status}"] += 1
        told = answer.body.decode()
        if answer.status >= 500 or (
            answer.status in {400, 422} and "unknown-reference" not in told
        ):
            raise AssertionError(f"{path}: {answer.status} {told}")
        return answer.status, body

    async def claims(self, account: str, day: dt.date) -> set[Claim]:
        """Return what a token of the account would carry on a day."""
        async with self.app.state.database.transaction() as session:
            told = await queries.grants_of(session, UUID(account), day)
        return {tuple(sorted(claim.items())) for claim in told}


@contextmanager
def standing(url: str, made: keys.Keys) -> Generator[Registry]:
    """Run a registry in a thread for the length of the block."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    stack = AsyncExitStack()
    app = asyncio.run_coroutine_threadsafe(
        stack.enter_async_context(wire.running("registry", url, made)), loop
    ).result(60)
    try:
        yield Registry(app, made, loop, url)
    finally:
        asyncio.run_coroutine_threadsafe(stack.aclose(), loop).result(60)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


class Rights(RuleBasedStateMachine):
    """What happens to the rights of three accounts, two people and two organizations."""

    registry: Registry

    @initialize()
    def begin(self) -> None:
        """Start with people and accounts of this sequence alone."""
        self.registry.sequences += 1
        self.model, self.today = Model(), queries.today()
        self.persons = [self._person(number) for number in (1, 2)]
        for area in (HERE, THERE):
            new = {"kind": "NETWORK", "name_th": f"กลุ่ม {word()}", "area_code": area,
                   "status": "ACTIVE", "issues": []}  # fmt: skip
            self.model.areas[self._made("/v1/organizations", new)] = area
        self.orgs = list(self.model.areas)
        for person in (*self.persons, None):
            login = f"r{word()[:24]}"
            named = {"person_id": person} if person else {}
            account = self._made("/v1/accounts", {"login": login, "area_code": HERE, **named})
            self.model.owner[account] = person
        self.accounts = list(self.model.owner)

    def _person(self, number: int) -> str:
        basis = {"basis": "PUBLIC_TASK", "notice_version": "2569-1", "purpose": "CONTACT_LEADERS",
                 "source": "แบบรายงานตัว"}  # fmt: skip
        new = {"area_code": HERE, "given_name_th": f"สมชาย{number}", "family_name_th": "ใจดี",
               "attested_on": "2025-01-01", "legal_bases": [basis]}  # fmt: skip
        return self._made("/v1/people", new)

    def _made(self, path: str, body: dict[str, Any]) -> str:
        status, made = self.registry.post(path, body)
        assert status in {200, 201}, (path, status)
        return str(made["id"])

    @rule(
        who=st.integers(0, 2), what=st.sampled_from(GRANTS), org=st.integers(0, 1),
        starts=st.sampled_from((-3, 0, 3)), lasts=st.sampled_from((None, 1, 4, 30)),
    )  # fmt: skip
    def give(
        self, who: int, what: dict[str, str], org: int, starts: int, lasts: int | None
    ) -> None:
        """Give an account a right from a day on."""
        first = self.today + dt.timedelta(starts)
        last = None if lasts is None else first + dt.timedelta(lasts)
        group = self.orgs[org] if "organization_id" in what else None
        body = {**what, **({"organization_id": group} if group else {})}
        body |= {"principal_id": self.accounts[who], "starts_on": first.isoformat()}
        body |= {} if last is None else {"ends_on": last.isoformat()}
        status, made = self.registry.post("/v1/grants", {**body, "reason": "คำสั่งแต่งตั้ง"})
        if status != 201:
            return
        claim = {"role": what["role"], "area": what.get("area_code", "")}
        claim |= {"organization": group} if group else {}
        self.model.grants.append(
            {"id": made["id"], "to": self.accounts[who], "claim": claim, "org": group,
             "starts": first, "ends": last, "ended": False}
        )  # fmt: skip

    @rule(which=st.integers(0, 20))
    def end(self, which: int) -> None:
        """End a right."""
        if self.model.grants:
            grant = self.model.grants[which % len(self.model.grants)]
            status, _ = self.registry.post(
                f"/v1/grants/{grant['id']}/endings", {"reason": "ลาออก"}
            )
            grant["ended"] |= status == 200

    @rule(
        who=st.integers(0, 1), org=st.integers(0, 1), post=st.sampled_from(("CHAIR", "MEMBER")),
        starts=st.sampled_from((-30, -3, 0)),
    )  # fmt: skip
    def appoint(self, who: int, org: int, post: str, starts: int) -> None:
        """Give a person a post."""
        first = self.today + dt.timedelta(starts)
        facts = {"person": self.persons[who], "org": self.orgs[org], "post": post}
        body = {"person_id": facts["person"], "organization_id": facts["org"], "post": post}
        status, made = self.registry.post(
            "/v1/memberships", {**body, "starts_on": first.isoformat()}
        )
        if status == 201:
            self.model.posts.append({**facts, "id": made["id"], "starts": first, "ends": None})

    @rule(which=st.integers(0, 20), before=st.sampled_from((0, 1)))
    def leave(self, which: int, before: int) -> None:
        """End a post, today or yesterday."""
        if self.model.posts:
            post = self.model.posts[which % len(self.model.posts)]
            last = max(post["starts"], self.today - dt.timedelta(before))
            body = {"ends_on": last.isoformat(), "reason": "ครบวาระ"}
            status, _ = self.registry.post(f"/v1/memberships/{post['id']}/endings", body)
            if status == 200:
                post["ends"] = last

    @rule(org=st.integers(0, 1), area=st.sampled_from((HERE, THERE)))
    def move(self, org: int, area: str) -> None:
        """Let an organization belong to another tambon."""
        with psycopg.connect(self.registry.url, autocommit=True) as connection:
            statement = "UPDATE organizations SET area_code = %s WHERE id = %s"
            connection.execute(statement, (area, self.orgs[org]))
        self.model.areas[self.orgs[org]] = area

    @rule(which=st.integers(0, 1))
    def merge(self, which: int) -> None:
        """Make one person's record part of the other's."""
        one, other = self.persons[which], self.persons[1 - which]
        body = {"into_id": other, "reason": "บันทึกซ้ำ"}
        status, _ = self.registry.post(f"/v1/people/{one}/mergers", body)
        if status != 200:
            return
        open_posts = {(p["org"], p["post"]) for p in self.model.posts
                      if p["person"] == other and p["ends"] is None}  # fmt: skip
        for post in (p for p in self.model.posts if p["person"] == one):
            post["person"] = other
            if post["ends"] is None and (post["org"], post["post"]) in open_posts:
                post["ends"] = max(self.today, post["starts"])
        for account, owner in self.model.owner.items():
            self.model.owner[account] = other if owner == one else owner

    @rule(who=st.integers(0, 1))
    def erase(self, who: int) -> None:
        """Erase a person: nobody signs in for them any more."""
        person = self.persons[who]
        asked = {"kind": "ERASURE", "person_id": person, "received_on": self.today.isoformat()}
        status, request = self.registry.post("/v1/data-subject-requests", asked)
        if status != 201:
            return
        path = f"/v1/data-subject-requests/{request['id']}/decisions"
        decision = {"outcome": "ACCEPTED", "reason_th": "ตรวจตัวตนแล้ว"}
        status, _ = self.registry.post(path, decision, self.registry.hand.second)
        if status == 200:
            self.model.gone.add(person)

    @invariant()
    def rights_are_what_they_should_be(self) -> None:
        """Compare what the registry says with the model, for today and for days to come."""
        for account in self.model.owner if hasattr(self, "accounts") else ():
            for days in DAYS:
                day = self.today + dt.timedelta(days)
                told = self.registry.wait(self.registry.claims(account, day))
                assert told == self.model.rights(account, day), (account, days)
                self.registry.checks += 1
            self._probe(account)

    def _probe(self, account: str) -> None:
        """Ask a route with what a token would carry today, and who the account is."""
        today = self.model.rights(account, self.today)
        if not today:
            return
        caller = model.Caller(account, "", "", tuple(today))
        signed = tokens.sign(
            self.registry.key, account, caller.rights, strong=True, issued=int(time.time()) + 4
        )
        who = {"Authorization": f"Bearer {signed}"}
        told = self.registry.wait(wire.call(self.registry.app, "GET", "/v1/me", who)).json()
        roles = sorted(grant["role"] for grant in told["grants"])
        assert sorted(set(roles)) == sorted({grant["role"] for grant in caller.rights})
        right = model.reaches(
            caller, "organizations.register", model.Thing("areas", "", area=HERE)
        )
        new = {"kind": "NETWORK", "name_th": "กลุ่ม", "area_code": "720698", "status": "ACTIVE",
               "issues": []}  # fmt: skip
        wide = model.reaches(
            caller, "organizations.register", model.Thing("areas", "", area="720698")
        )
        status, _ = self.registry.post("/v1/organizations", new, who)
        assert (status == 422) == wide, (status, right)
        self.registry.checks += 2


def run(registry: Registry, sequences: int, number: int) -> str | None:
    """Play so many sequences of this seed; return the first difference, None when there is none."""
    kind = type("Rights", (Rights,), {"registry": registry})
    chosen = settings(
        max_examples=sequences,
        stateful_step_count=STEPS,
        deadline=None,
        database=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    try:
        run_state_machine_as_test(seed(number)(kind), settings=chosen)
    except AssertionError as difference:
        return str(difference) or "different"
    return None
