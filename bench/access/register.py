"""Fills the register with canaries through the gateway, by those who may: people, requests, accounts, machines."""

import asyncio
import datetime as dt
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import httpx
import pyotp

from bench.access.canaries import Aviary, Canary, Facts, flat
from bench.access.people import Desk
from services.registry.access import actions as accounts
from services.registry.access.schemas import AccountNew
from services.registry.access.tables import Account
from services.registry.data_requests.schemas import DataRequestNew, DecisionNew
from services.registry.data_requests.tables import DataRequest
from services.registry.people.schemas import FirstBasis, PersonChange, PersonNew
from services.registry.people.tables import LegalBasis, Person
from services.registry.trainings.schemas import TrainingNew
from services.registry.trainings.tables import Training
from shared import auth, database
from shared.ids import new_id
from shared.policies import Role

HERE, ELSEWHERE = "720602", "710911"
AT_ONCE = 8
ISSUER = "https://identity.example.org"
WHY = {"Change-Reason": "test"}
POSTS = ("CHAIR", "MEMBER", None, "SECRETARY", "MEMBER")
Header = dict[str, str]


@dataclass
class Human:
    """Somebody in the register, as far as it matters who may see what of them."""

    id: str
    area: str
    body: Facts
    organizations: set[str] = field(default_factory=set)
    office: bool = False
    merged: bool = False
    """A second record that became part of somebody else's."""
    account: Facts | None = None
    """What their account is opened with: id, login, password, access_token, factor."""


@dataclass
class Register:
    """The people, those who write them down, and what was answered on the way."""

    client: httpx.AsyncClient
    birds: Aviary
    desk: Desk
    look: Callable[[httpx.Response], object] = lambda _: None
    """Called with every answer that is not told once to its one owner."""
    humans: list[Human] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)
    council: str = ""
    """The body in which some of those in office sit."""
    requests: list[str] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    gate: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))

    def __post_init__(self) -> None:
        self.admin, self.second = (
            self.desk.of([{"role": "NATIONAL_ADMIN", "area": ""}]) for _ in "ab"
        )
        self.staff = {
            a: self.desk.of([{"role": "TAMBON_STAFF", "area": a}]) for a in (HERE, ELSEWHERE)
        }
        self.province = self.desk.of([{"role": "PROVINCE_WORKING_GROUP", "area": "72"}])

    async def send(
        self,
        method: str,
        path: str,
        who: Header,
        body: object = None,
        *,
        told: bool = False,
        more: Header | None = None,
    ) -> httpx.Response:
        """Ask through the gateway; an answer that is `told` to its owner alone is not looked at."""
        headers = {**WHY, **who, **(more or {})}
        if method != "GET" and "Idempotency-Key" not in headers:
            headers["Idempotency-Key"] = str(new_id())
        content: Facts = {"content": flat(body)} if body is not None else {}
        headers |= {"Content-Type": "application/json"} if content else {}
        async with self.gate:
            answer = await self.client.request(method, path, headers=headers, **content)
        self.statuses[answer.status_code] += 1
        if not told:
            self.look(answer)
        return answer

    async def make(
        self,
        path: str,
        who: Header,
        body: Facts,
        *,
        told: bool = False,
        more: Header | None = None,
    ) -> Facts:
        """Post what must succeed; return the answer."""
        answer = await self.send("POST", path, who, body, told=told, more=more)
        if not answer.is_success:
            raise RuntimeError(f"{path}: {answer.status_code} {answer.text}")
        return dict(answer.json())

    async def fill(self, people: int, accounts: int) -> None:
        """Write so many people, some with a request about their data and `accounts` of them with an account."""
        for area in (HERE, HERE, ELSEWHERE):
            new = {"kind": "NETWORK", "name_th": "เครือข่าย", "area_code": area, "confirm_new": True}
            made = await self.make("/v1/organizations", self.admin, {**new, "id": str(new_id())})
            self.groups.append(made["id"])
        council = {"id": str(new_id()), "kind": "NATIONAL_COMMITTEE", "name_th": "คณะกรรมการ"}
        self.council = (await self.make("/v1/bodies", self.admin, council))["id"]
        await asyncio.gather(*(self._person(number) for number in range(people)))
        self.humans.sort(key=lambda human: human.id)
        asking = [self._request(human) for human in self.humans[: max(5, people // 20)]]
        await asyncio.gather(*asking)
        living = [h for h in self.humans if h.area == HERE and h.organizations]
        for number, human in enumerate(living[:accounts]):
            await self.account(human, strong=number % 2 == 0)
        await self.invite(living[accounts])

    async def _person(self, number: int) -> None:
        area = ELSEWHERE if number % 5 == 3 else HERE
        post, human = POSTS[number % len(POSTS)], Human(str(new_id()), area, {})
        basis = {"purpose": "CONTACT_LEADERS", "basis": "PUBLIC_TASK", "notice_version": "2569-1"}
        human.body = {
            "id": human.id,
            "area_code": area,
            "attested_on": "2026-11-01",
            "new_generation_on": "2026-05-01",
            "legal_bases": [{**basis, **self.birds.feed(FirstBasis, LegalBasis, human.id)}],
            **self.birds.feed(PersonNew, Person, human.id),
        }
        by = self.staff[area]
        if post is not None:
            group = self.groups[2] if area == ELSEWHERE else self.groups[number % 2]
            first = {"organization_id": group, "post": post, "starts_on": "2025-10-01"}
            human.body["membership"] = first
            human.organizations, human.office = {group}, post != "MEMBER"
            if number % 3 == 0:
                by = self.desk.of([{"role": "LEADER", "area": area, "organization": group}])
        key = {"Idempotency-Key": str(new_id())}
        self.humans.append(human)
        made = await self.make("/v1/people", by, human.body, more=key)
        if number % 7 == 0:
            await self.make("/v1/people", by, human.body, more=key)
            await self.make("/v1/people", by, human.body)
        if number % 3 == 0:
            await self._training(human, by)
        if human.office and number % 2 == 0:
            seat = {"body_id": self.council, "person_id": human.id, "post": "MEMBER"}
            seat |= {"id": str(new_id()), "form": "NETWORK", "starts_on": "2025-10-01"}
            await self.make("/v1/seats", self.admin, seat)
        if number % 9 == 0:
            changed = self.birds.feed(PersonChange, Person, human.id)
            tag = {"If-Match": f'"r{made["revision"]}"'}
            await self.send("PATCH", f"/v1/people/{human.id}", by, changed, more=tag)
            human.body |= changed

    async def _training(self, human: Human, by: Header) -> None:
        told = {"id": str(new_id()), "trained_on": "2026-08-14", "certificate_sha256": "ab" * 32}
        told |= self.birds.feed(TrainingNew, Training, human.id)
        await self.make(f"/v1/people/{human.id}/trainings", by, told)

    async def _request(self, human: Human) -> None:
        """Let staff write down a letter, and let the province decide on it."""
        told = {"id": str(new_id()), "kind": "ACCESS", "person_id": human.id}
        told |= self.birds.feed(DataRequestNew, DataRequest, human.id)
        made = await self.make("/v1/data-subject-requests", self.staff[human.area], told)
        self.requests.append(made["id"])
        decision = {"id": str(new_id()), "outcome": "ACCEPTED"}
        decision |= self.birds.feed(DecisionNew, DataRequest, human.id)
        by = self.province if human.area == HERE else self.admin
        await self.make(f"/v1/data-subject-requests/{made['id']}/decisions", by, decision)

    async def double(self, human: Human) -> Human:
        """Register somebody a second time and make the second record part of the first; return the second."""
        other = Human(str(new_id()), human.area, {}, merged=True)
        fed = self.birds.feed(PersonNew, Person, other.id)
        bases = [
            {**human.body["legal_bases"][0], **self.birds.feed(FirstBasis, LegalBasis, other.id)}
        ]
        other.body = {**human.body, "id": other.id, "legal_bases": bases, **fed}
        other.body.pop("membership", None)
        self.humans.append(other)
        await self.make("/v1/people", self.staff[human.area], other.body)
        into = {"into_id": human.id, "reason": "บันทึกซ้ำ"}
        await self.make(f"/v1/people/{other.id}/mergers", self.admin, into)
        return other

    def secret(self, human: Human, table: str, column: str, value: str) -> str:
        """Look for a secret of somebody from now on."""
        return self.birds.keep(value, Canary(human.id, table, column, None))

    async def invite(self, human: Human) -> tuple[Facts, str]:
        """Invite somebody, whose request is repeated; return the account and the invitation."""
        new = {"id": str(new_id()), "area_code": HERE, "person_id": human.id}
        new |= self.birds.feed(AccountNew, Account, human.id)
        key = {"Idempotency-Key": str(new_id())}
        invited = await self.make("/v1/accounts", self.admin, new, told=True, more=key)
        invitation = self.secret(human, "accounts", "invitation_hash", invited["invitation"])
        again = await self.make("/v1/accounts", self.admin, new, told=True, more=key)
        assert not again.get("invitation"), "a repeat is told the invitation"
        return new, invitation

    async def account(self, human: Human, *, strong: bool) -> Facts:
        """Invite somebody, let them choose a password and sign in, and with `strong` have a second factor."""
        new, invitation = await self.invite(human)
        password = self.birds.word(Canary(human.id, "accounts", "password_hash", None))
        chosen = {"invitation": invitation, "password": password}
        await self.make(f"/v1/accounts/{new['id']}/passwords", {}, chosen)
        account = human.account = {**new, "password": password, "factor": None}
        token = await self.sign_in(human)
        for _ in range(2 if strong else 0):  # the second one stays open
            asked = {"password": password}
            offered = await self.make("/v1/me/second-factors", token, asked, told=True)
            factor = self.secret(human, "accounts", "totp_secret", offered["secret"])
            if account["factor"] is None:
                now = dt.datetime.now(dt.UTC) - dt.timedelta(seconds=30)
                code = {"code": pyotp.TOTP(factor).at(now)}
                await self.make("/v1/me/second-factors/confirmations", token, code)
                account["factor"] = factor
                token = await self.sign_in(human)
        return account

    async def sign_in(self, human: Human) -> Header:
        """Sign somebody in; return the header that shows their token."""
        account = human.account or {}
        asked = {"login": account["login"], "password": account["password"]}
        if account["factor"]:
            asked["code"] = pyotp.TOTP(account["factor"]).now()
        got = await self.make("/v1/sign-ins", {}, asked, told=True)
        for name in ("access_token", "refresh_token"):
            account[name] = self.secret(human, "sessions", name, got[name])
        return {"Authorization": f"Bearer {got['access_token']}"}

    async def machine(self) -> None:
        """Register an agency's machine and change its secret: two secrets live side by side."""
        new = {
            "id": str(new_id()),
            "agency_id": str(new_id()),
            "name_th": "ระบบ",
            "method": "SECRET",
        }
        nobody = Human(new["id"], "", {})
        made = await self.make("/v1/clients", self.admin, new, told=True)
        self.secret(nobody, "clients", "former_hash", made["secret"])
        because = {"former_hours": 24, "reason": "test"}
        path = f"/v1/clients/{new['id']}/secrets"
        made = await self.make(path, self.admin, because, told=True)
        self.secret(nobody, "clients", "secret_hash", made["secret"])


async def identify(url: str, register: Register, humans: Sequence[Human]) -> None:
    """Link outside identities to accounts, as the registry does once a provider has vouched for somebody."""
    by = auth.Subject("canary", (auth.Grant(Role.NATIONAL_ADMIN, ""),), strong=True)
    async with database.connect(url, pool_size=2) as opened:
        for human in humans:
            assert human.account is not None
            name = register.birds.word(Canary(human.id, "identities", "subject", None))
            async with opened.transaction() as session:
                row: Any = await session.get(Account, UUID(human.account["id"]))
                await accounts.link(session, row, issuer=ISSUER, subject=name, by=by)
