"""Provokes every kind of error with canaries in the request: what the platform says of it must not hold them."""

import asyncio
import contextlib
from collections.abc import AsyncGenerator, Iterator
from typing import Any

import httpx
import psycopg

from bench.access.canaries import Facts, flat
from bench.access.register import HERE, Header, Human, Register
from bench.faults import probes
from shared.ids import new_id

LONG = 300
CRASHED = frozenset({500, 503})
_TRAP = "ALTER TABLE people ADD CONSTRAINT trap CHECK (revision < 0) NOT VALID"
_FREE = "ALTER TABLE people DROP CONSTRAINT trap"
_HIDE = "ALTER TABLE people RENAME TO people_gone"
_SHOW = "ALTER TABLE people_gone RENAME TO people"
_END = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND wait_event_type = 'Lock'
"""


class Mischief:
    """Asks wrongly, with the personal data of real people in what is asked."""

    def __init__(self, register: Register, url: str) -> None:
        self.register, self.url = register, url
        self.crashes = 0
        """Answers 500 and 503: the errors nobody wrote words for."""
        self._next = 0

    def body(self, human: Human, **facts: Any) -> Facts:
        """Return somebody's registration again, with other facts."""
        return {**human.body, **facts}

    async def bodies(self, document: Facts, part: float = 1.0) -> None:
        """Send every write of the document, or a part of them, what it does not take."""
        told, asked = probes.Document(document), []
        for method, path, operation in told.operations:
            if method not in probes.UNSAFE or self.register.birds.chance.random() > part:
                continue
            schema = told.body(operation) or {}
            example = (schema.get("examples") or [{}])[0]
            target = path.replace("{code}", HERE)
            while "{" in target:
                target = target.partition("{")[0] + str(new_id()) + target.partition("}")[2]
            for place, content in enumerate(self._contents(example)):
                who: Header = {} if place % 4 == 3 else self.register.admin
                kind = "text/plain" if place == 2 else "application/json"
                asked.append(self._raw(method, target, who, content, **{"Content-Type": kind}))
            asked += self._addresses(method, path, example)
        await asyncio.gather(*asked)

    def _contents(self, example: Any) -> Iterator[str]:
        """Yield bodies that nothing takes, each with canaries as values (names are told back to be mended)."""
        human = self._somebody()
        words = [
            str(human.body["given_name_th"]),
            str(human.body["phone"]),
            str(human.body["email"]),
        ]
        spoilt = {name: words[n % 3] for n, name in enumerate(example)}
        yield flat({**spoilt, "no_such_field": words[1]})
        yield flat({**spoilt, "no_such_field": words})[:-1]
        yield flat({**example, "no_such_field": words[2]})
        yield flat([words])
        yield f'{{"a": "{words[0]}", "a": "{words[1]}", "b": NaN}}'
        yield flat({**example, "no_such_field": {"deep": words}})
        yield flat({**{name: [{"x": words}] for name in example}, "x\u0000": words[0]})

    def _addresses(self, method: str, path: str, example: Facts) -> Iterator[Any]:
        """Yield requests with canaries in the path, the query and the headers."""
        human, body = self._somebody(), flat({**example, "no_such_field": 1})
        word, phone = str(human.body["line_id"]), str(human.body["phone"])
        start = path.partition("{")[0].rstrip("/")
        admin, good = (
            self.register.admin,
            path.partition("{")[0] + (str(new_id()) if "{" in path else ""),
        )
        yield self._raw(method, f"{start}/{word}", admin, body)
        yield self._raw("GET", f"{start}/{word}?purpose={phone}", admin, None)
        yield self._raw(method, f"{good}?no_such_filter={phone}", admin, body)
        for name, value in (
            ("If-Match", f'"{word}"'),
            ("Idempotency-Key", word * 30),
            ("Authorization", f"Bearer {word}.{phone}.{word}"),
            ("Accept-Language", word),
            ("Content-Type", f"application/{word}"),
            ("Change-Reason", f"%{word}"),
        ):
            yield self._raw(method, good, {**admin, name: value}, body)

    async def people(self) -> None:
        """Ask about people as the form wants it, and wrongly: in conflict, stale, elsewhere, twice, unknown."""
        staff, humans = self.register.staff[HERE], self.register.humans
        here = [human for human in humans if human.area == HERE]
        tasks = []
        for place, human in enumerate(here[: min(len(here), 40)]):
            other, path = here[place - 1], f"/v1/people/{human.id}"
            change = {"phone": human.body["phone"], "address_th": human.body["address_th"]}
            wrong = {**human.body["legal_bases"][0], "purpose": human.body["phone"]}
            for method, target, body, more in (
                ("POST", "/v1/people", self.body(other, id=human.id), {}),
                ("POST", "/v1/people", self.body(human, id=str(new_id()), area_code="720699"), {}),
                ("POST", "/v1/people", self.body(human, id=str(new_id()), area_code="710911"), {}),
                (
                    "POST",
                    "/v1/people",
                    self.body(human, id=str(new_id()), legal_bases=[wrong]),
                    {},
                ),
                (
                    "POST",
                    "/v1/people",
                    self.body(human, id=str(new_id()), birth_year_be="2499"),
                    {},
                ),
                ("PATCH", path, change, {"If-Match": '"r99"'}),
                ("PATCH", path, change, {}),
                ("PATCH", path, {**change, "status": "ERASED"}, {"If-Match": '"r1"'}),
                ("PATCH", path, {**change, "email": human.body["phone"]}, {"If-Match": '"r1"'}),
                ("POST", f"{path}/mergers", {"into_id": human.body["phone"], "reason": "x"}, {}),
            ):
                tasks.append(self._raw(method, target, staff, flat(body), **more))
        await asyncio.gather(*tasks)

    async def secrets(self) -> None:
        """Try names, passwords, codes, invitations and tokens where they do not fit."""
        for human in [h for h in self.register.humans if h.account]:
            account = human.account or {}
            login, password = account["login"], account["password"]
            paper = {"invitation": password, "password": password}
            tries: tuple[tuple[str, Any], ...] = (
                ("/v1/sign-ins", {"login": password, "password": login}),
                ("/v1/sign-ins", {"login": login, "password": password, "code": password}),
                (f"/v1/accounts/{account['id']}/passwords", paper),
                ("/v1/accounts", {"id": str(new_id()), "login": login, "area_code": HERE}),
                ("/v1/me/passwords", {"present": password, "chosen": password}),
                ("/v1/me/identities", {"id_token": account["access_token"]}),
                ("/v1/sign-outs", {"refresh_token": password, "no_such_field": login}),
            )
            for path, body in tries:
                await self._raw("POST", path, self.register.admin, flat(body))
            form = f"grant_type=refresh_token&refresh_token={password}&client_id={login}"
            for content in (
                form,
                f"{form}&{form}",
                f"grant_type={login}&client_assertion={password}",
            ):
                kind = {"Content-Type": "application/x-www-form-urlencoded"}
                await self._raw("POST", "/oauth/token", {}, content, **kind)

    async def crash(self) -> None:
        """Break the registry's database under requests that hold canaries."""
        for before, after in ((_TRAP, _FREE), (_HIDE, _SHOW)):
            with self._database() as connection:
                connection.execute(before.encode())
                try:
                    await asyncio.gather(*self._innocent())
                finally:
                    connection.execute(after.encode())
        async with self._locked():
            await asyncio.gather(*self._innocent(), return_exceptions=True)

    def _innocent(self) -> Iterator[Any]:
        for number in range(3):
            human = self._somebody()
            staff, path = self.register.staff[human.area], f"/v1/people/{human.id}"
            change = flat(
                {"phone": human.body["phone"], "family_name_th": human.body["family_name_th"]}
            )
            tag = {"If-Match": f'"r{number + 1}"'}
            yield self._raw("POST", "/v1/people", staff, flat(self.body(human, id=str(new_id()))))
            yield self._raw("PATCH", path, staff, change, **tag)
            yield self._raw(
                "GET", f"{path}?purpose=CONTACT_LEADERS", self.register.staff["720602"], None
            )

    @contextlib.asynccontextmanager
    async def _locked(self) -> AsyncGenerator[None]:
        """Hold the table, and end whoever waits for it."""
        with self._database() as holding, self._database() as ending:
            holding.autocommit = False
            holding.execute("LOCK TABLE people, idempotency IN ACCESS EXCLUSIVE MODE")

            async def end() -> None:
                for _ in range(6):
                    await asyncio.sleep(0.15)
                    ending.execute(_END)

            task = asyncio.create_task(end())
            try:
                yield
            finally:
                await task
                holding.rollback()

    def _database(self) -> psycopg.Connection[Any]:
        return psycopg.connect(self.url, autocommit=True)

    def _somebody(self) -> Human:
        self._next += 1
        return self.register.humans[self._next % len(self.register.humans)]

    async def _raw(
        self, method: str, path: str, who: Header, content: str | None, **more: str
    ) -> httpx.Response:
        """Send what may be wrong as it is; every answer is looked at."""
        headers = {"Content-Type": "application/json", "Change-Reason": "test", **who, **more}
        if method.upper() != "GET":
            headers.setdefault("Idempotency-Key", str(new_id()))
        encoded = {name.encode(): value.encode() for name, value in headers.items()}
        body = content.encode() if content is not None else None
        async with self.register.gate:
            answer = await self.register.client.request(
                method.upper(), path, headers=encoded, content=body
            )
        self.register.statuses[answer.status_code] += 1
        self.crashes += answer.status_code in CRASHED
        if not (answer.is_success and "purpose=" in path):  # they may be told
            self.register.look(answer)
        return answer
