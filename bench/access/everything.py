"""Asks the running platform everything that can be read, as everybody, without a purpose."""

import asyncio
import io
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import httpx

from bench.access import closed, wire
from bench.access.canaries import Aviary, Canary, Facts, flat
from bench.access.register import HERE, Header, Human, Register
from khabuan import keys
from shared import tokens
from shared.ids import new_id
from shared.policies import POLICIES
from shared.routing import Route

SAMPLE = 4
"""So many things of each kind are asked for one by one, by everybody."""
OPENERS = frozenset(POLICIES["data-requests.decide"])
OWN = ("/v1/me", "/v1/data-subject-requests/")
FIXED = {"area-groups": "R-CENTRAL-WEST", "issues": "WATER", "province-dashboards": "72"}


@dataclass(frozen=True)
class Caller:
    """Somebody who asks: their role, and whose fellow or owner they are."""

    name: str
    header: Header
    organizations: frozenset[str] = frozenset()
    own: str = ""

    @property
    def role(self) -> str:
        """Return the role by which they ask."""
        return self.name.partition(" ")[0]


@dataclass
class Rounds:
    """All questions; what an answer holds that its caller may not see is a finding."""

    register: Register
    birds: Aviary
    findings: list[str] = field(default_factory=list)
    answers: int = 0
    opened: int = 0
    """Canaries that were given to somebody with a purpose: proof that they can be found."""

    known: dict[str, list[str]] = field(default_factory=dict)
    """Ids by collection, of what a list does not show to the administrator."""

    def __post_init__(self) -> None:
        self.humans = {human.id: human for human in self.register.humans}
        self.register.look = self.look
        self.ids: dict[str, list[str]] = {}

    def look(self, answer: httpx.Response, caller: Caller | None = None) -> None:
        """Find what an answer holds: in its body, its headers, and what its cursor says."""
        self.answers += 1
        caller = caller or Caller("WRITER", {})
        path = answer.request.url.path
        told = f"{_unpacked(answer)}\n{flat(dict(answer.headers))}"
        for canary in self.birds.found(told):
            if not self._may(canary, caller, path):
                name = f"{answer.request.method} {path} {answer.status_code} to {caller.name}"
                self.findings.append(f"{name}: {canary.place}")

    def _may(self, canary: Canary, caller: Caller, path: str) -> bool:
        """Say whether a caller may see a field without a purpose, there."""
        if canary.table in closed.KINDS:
            return self._may_closed(canary, caller, path)
        human, mark = self.register_of(canary), canary.mark
        if caller.own and canary.owner in {caller.own, ""} and path.startswith(OWN):
            return True
        if canary.place == "accounts.login":
            writes = caller.role == "WRITER" and path.startswith(("/v1/accounts", "/v1/me/"))
            return writes or (caller.role in POLICIES["accounts.read"] and "/accounts" in path)
        if canary.table == "data_requests":
            return caller.role in OPENERS and path.startswith("/v1/data-subject-requests/")
        if mark is None or human is None:
            return False
        fellow = bool(caller.organizations & human.organizations)
        return (mark.office and human.office) or (mark.kind == "member" and fellow)

    def _may_closed(self, canary: Canary, caller: Caller, path: str) -> bool:
        """Say whether a caller may read what few may, of whatever post they hold there."""
        group = self.register.groups[0]
        own = self.humans.get(caller.own)
        role = "LEADER" if own and own.office else "MEMBER" if own else caller.role
        organizations = frozenset(own.organizations) if own else caller.organizations
        return closed.may(canary, role, organizations, path, group)

    def told_anyway(self, canary: Canary) -> bool:
        """Say whether a kept answer may hold a field: names in public office, a login for who opened it."""
        human = self.register_of(canary)
        public = (
            canary.mark is not None and canary.mark.office and human is not None and human.office
        )
        return public or canary.place == "accounts.login"

    def register_of(self, canary: Canary) -> Human | None:
        """Return whose canary it is."""
        if canary.owner and not self.humans.get(canary.owner):
            self.humans = {human.id: human for human in self.register.humans}
        return self.humans.get(canary.owner)

    def callers(self) -> list[Caller]:
        """Return everybody: nine roles, a fellow of each group, and two people with accounts."""
        mine, other = self.register.groups[0], str(new_id())
        reaches: list[tuple[str, Facts]] = [
            ("MEMBER", {"area": HERE, "organization": mine}),
            ("MEMBER elsewhere", {"area": HERE, "organization": other}),
            ("LEADER", {"area": HERE, "organization": mine}),
            ("TAMBON_STAFF", {"area": HERE}),
            ("PROVINCE_WORKING_GROUP", {"area": "72"}),
            ("REGION_OFFICE", {"area": "72"}),
            ("PARTNER_AGENCY", {"agency": other}),
            ("NATIONAL_ADMIN", {"area": ""}),
            ("AUDITOR", {"area": ""}),
        ]
        found = [Caller("PUBLIC", {})]
        for name, reach in reaches:
            header = self.register.desk.of([{"role": name.partition(" ")[0], **reach}])
            group = reach.get("organization")
            found.append(Caller(name, header, frozenset({group} if group else ())))
        for human in [h for h in self.register.humans if h.account][:2]:
            header = {"Authorization": f"Bearer {(human.account or {})['access_token']}"}
            found.append(Caller("ACCOUNT", header, frozenset(human.organizations), human.id))
        return found

    async def ask(self, caller: Caller, path: str, **headers: str) -> httpx.Response:
        """Read as a caller, and look at the answer."""
        answer = await self.register.send("GET", path, {**caller.header, **headers}, told=True)
        self.look(answer, caller)
        return answer

    async def everything(self, document: Facts, part: float = 1.0) -> None:
        """Ask every GET of the document as everybody, or a part: lists, things, histories, screens, filters."""
        callers = self.callers()
        admin = next(c for c in callers if c.role == "NATIONAL_ADMIN")
        reads = {p: o["get"] for p, o in document["paths"].items() if "get" in o}
        for path in (each for each in reads if "{" not in each):
            listed = await self.ask(admin, f"{path}?limit=200")
            if listed.is_success and "items" in listed.json():
                items = [i for i in listed.json()["items"] if "id" in i or "code" in i]
                self.ids[path.split("/")[2]] = [str(i.get("id", i.get("code"))) for i in items]
        self.ids |= self.known
        asked = [
            self.ask(caller, target)
            for path, told in reads.items()
            for target in self._targets(path, told)
            for caller in callers
            if self.birds.chance.random() < part
        ]
        asked += [
            self.ask(callers[(place + step) % len(callers)], f"/v1/people/{human.id}{rest}")
            for place, human in enumerate(self.register.humans)
            for step, rest in enumerate(("", "/history"))
        ]
        await asyncio.gather(*asked)
        for caller in callers:
            await self._pages(caller, "/v1/people?limit=50")
            await self.ask(caller, "/v1/me/personal-data", Accept="text/html")

    def _targets(self, path: str, told: Facts) -> Iterable[str]:
        """Yield a path with real ids, narrowed in every way, also by a canary where a filter takes words."""
        names = [p["name"] for p in told.get("parameters", []) if p["in"] == "query"]
        kind = path.split("/")[2] if path.count("/") > 1 else ""
        if "{" in path:
            start, _, rest = path.partition("{")
            known = self.ids.get(kind, [FIXED.get(kind, HERE)])[:SAMPLE]
            yield from (start + each + rest.partition("}")[2] for each in known)
            return
        some = self.register.humans[0]
        values = {
            "area": HERE,
            "person": some.id,
            "person_id": some.id,
            "limit": "200",
            "by": "post",
        }
        values |= {"organization": self.register.groups[0], "post": "CHAIR", "live": "false"}
        values |= {"subject_kind": "ORGANIZATION", "subject_id": self.register.groups[0]}
        values["q"] = str(some.body["given_name_th"])
        needed = [p["name"] for p in told["parameters"] if p.get("required")] if names else []
        asked = [f"{name}={values[name]}" for name in ("limit", *needed) if name in values]
        yield f"{path}?{'&'.join(asked)}" if "limit" in names or needed else path
        for name in names:
            if name in values:
                yield f"{path}?{name}={values[name]}"
            yield f"{path}?{name}={some.body['given_name_th']}{some.body['phone']}"

    async def _pages(self, caller: Caller, path: str) -> None:
        """Read a list to its end, page by page."""
        following: str | None = path
        while following is not None:
            answer = await self.ask(caller, following)
            if not answer.is_success:
                self.findings.append(f"a page of {path} is refused: {answer.status_code}")
            following = answer.json().get("next")

    async def inside(
        self, urls: Mapping[str, str], bases: Mapping[str, str], made: keys.Keys
    ) -> None:
        """Ask the routes that only processes may call, the feed to its end among them."""
        for service, url in urls.items():
            create, _ = wire.APPS[service]
            app = create(wire.settings(service, url, made))
            routes = [
                r for r in app.router.routes if isinstance(r, Route) and not r.include_in_schema
            ]
            caller = Caller(
                "SERVICE", {"Authorization": f"Bearer {tokens.service_token(made.of('gateway'))}"}
            )
            for route in routes:
                path = route.path_format.replace("{code}", HERE).replace(
                    "{need_id}", str(new_id())
                )
                after: int | None = 0
                while after is not None:
                    asked = f"{path}?after={after}&limit=1000" if path.endswith("/feed") else path
                    answer = await self.ask(caller, f"{bases[service]}{asked}")
                    told = answer.json().get("events", []) if path.endswith("/feed") else []
                    after = max((int(e["sequence"]) for e in told), default=None)
            for page in ("/openapi.json", "/readyz", "/livez"):
                await self.ask(caller, f"{bases[service]}{page}")

    async def entitled(self) -> None:
        """Read everybody in full for a purpose, as staff may: every canary of theirs is there."""
        for area, staff in self.register.staff.items():
            path: str | None = f"/v1/people?limit=200&area={area}&purpose=CONTACT_LEADERS"
            while path:
                answer = await self.register.send("GET", path, staff, told=True)
                found = {c.owner for c in self.birds.found(answer.text) if c.column == "phone"}
                self.opened += len(found)
                path = answer.json()["next"]


def _unpacked(answer: httpx.Response) -> str:
    """Return what an answer says, of a workbook every sheet."""
    if not answer.content.startswith(b"PK"):
        return answer.text
    with zipfile.ZipFile(io.BytesIO(answer.content)) as book:
        return "\n".join(book.read(name).decode("utf-8", "replace") for name in book.namelist())
