"""One registry and its twins on one database, and the questions that all of them answer alike."""

import itertools
import json
import random
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import Any

import psycopg

from bench import figure, ground, wire
from bench.compare import Contender
from khabuan import areas
from khabuan.generate import organizations

OURS, PLAIN = "khabuan", "plain"
DJANGO = ("django sync", "django gthread")
PAGE = 50
MOST_WRITES = 2500
MOST_ROUNDS = 12
PEERS = ("asyncpg", "django", "rest_framework", "gunicorn")


def require_peers() -> None:
    """Raise `MissingError` unless the peers are installed."""
    missing = [name for name in PEERS if find_spec(name) is None]
    if missing:
        raise figure.MissingError(f"{', '.join(missing)} not installed; run `make bench` first")


@dataclass
class Contest:
    """A registry database with `count` organizations and the servers that answer from it."""

    stand: ground.Ground
    count: int
    seed: int
    url: str = ""
    addresses: dict[str, str] = field(default_factory=dict)
    ids: list[str] = field(default_factory=list, repr=False)

    def __post_init__(self) -> None:
        self.url = self.stand.registry(self.count, self.seed)
        self.chance = random.Random(self.seed)
        self.reader = self.stand.token("TAMBON_STAFF", area="720602")
        self.writer = self.stand.token("NATIONAL_ADMIN", area="")
        self.inside = self.stand.service_token("gateway")
        with psycopg.connect(self.url) as connection:
            rows = connection.execute(
                "SELECT id::text FROM organizations ORDER BY fingerprint LIMIT 1000"
            )
            self.ids = [row[0] for row in rows]
        self.addresses[OURS] = self.stand.serve("registry", {"registry": self.url})

    def invite(self, *, django: bool = True) -> None:
        """Start the twins and hold their answers against ours."""
        self.addresses[PLAIN] = self._twin("uvicorn", "bench.twins.plain:app", _uvicorn)
        for name in DJANGO if django else ():
            self.addresses[name] = self._twin(
                "gunicorn", "bench.twins.django_rest:application", _gunicorn(name)
            )
        self._check()

    def lists(self, *names: str, queries: Sequence[str] = ()) -> list[Contender]:
        """Return the question for a full page of a kind in a province, asked of many places."""
        return self._ask(queries or self.full_pages(), names)

    def full_pages(self) -> list[str]:
        """Return list queries that all have more than a page here: of a kind in a province.

        Where no province has as many it is the whole country in order. Of a kind alone PostgreSQL
        plans anew each time once a country is large, a fixed cost that would look like growth.
        """
        with psycopg.connect(self.url) as connection:
            found = connection.execute(
                "SELECT left(area_code, 2), kind FROM organizations GROUP BY 1, 2"
                " HAVING count(*) > %s ORDER BY 1, 2",
                (PAGE,),
            ).fetchall()
        places = [f"area={code}&kind={kind}" for code, kind in found]
        chosen = random.Random(self.seed).sample(places, min(36, len(places)))
        return [f"organizations?{each}&limit={PAGE}" for each in chosen or ["sort=place"]]

    def reads(self, *names: str) -> list[Contender]:
        """Return the question for one organization, asked for a thousand of them."""
        return self._ask([f"organizations/{each}" for each in self.ids], names)

    def dashboards(self, *names: str) -> list[Contender]:
        """Return the question for a province in numbers."""
        paths = {OURS: "/internal/v1/summaries", PLAIN: "/dashboards"}
        codes = self._provinces(12)
        return [
            Contender(
                name,
                self.addresses[name],
                _always([self._get(name, f"{paths[name]}/{code}", self.inside) for code in codes]),
            )
            for name in names
        ]

    def writes(self, *names: str) -> list[Contender]:
        """Return new organizations to write: ours with an idempotency key, the twins' without."""
        rows = organizations.generate(MOST_ROUNDS * len(names) * MOST_WRITES, self.seed + 1)
        return [
            Contender(name, self.addresses[name], self._new(name, rows), once=True, status=b"201")
            for name in names
        ]

    def _new(self, name: str, rows: Iterator[organizations.Row]) -> Callable[[], Sequence[bytes]]:
        address, ours = self.addresses[name], name == OURS

        def make() -> list[bytes]:
            return [
                wire.request(
                    address,
                    "/v1/organizations" if ours else "/organizations",
                    method="POST",
                    token=self.writer if ours else "",
                    body=json.dumps(
                        {**body, "confirm_new": True} if ours else body,
                        ensure_ascii=False,
                        default=str,
                    ).encode(),
                    more=f"Idempotency-Key: {body['id']}\r\n" if ours else "",
                )
                for body in map(body_of, itertools.islice(rows, MOST_WRITES))
            ]

        return make

    def _ask(self, queries: Sequence[str], names: Sequence[str]) -> list[Contender]:
        return [
            Contender(
                name,
                self.addresses[name],
                _always(
                    [self._get(name, self._path(name, query), self.reader) for query in queries]
                ),
            )
            for name in names
        ]

    def _get(self, name: str, path: str, token: str) -> bytes:
        ours = name not in {PLAIN, *DJANGO}
        return wire.request(self.addresses[name], path, token=token if ours else "")

    def _path(self, name: str, query: str) -> str:
        return f"/{query}" if name in {PLAIN, *DJANGO} else f"/v1/{query}"

    def _provinces(self, count: int) -> list[str]:
        codes = [area.code for area in areas.read_areas() if area.level is areas.Level.PROVINCE]
        return random.Random(self.seed).sample(codes, count)

    def _twin(self, module: str, app: str, options: Callable[[str], list[str]]) -> str:
        address = ground.free_address()
        self.stand.start(
            [sys.executable, "-m", module, app, *options(address)],
            address,
            ground.plain_environment(TWIN_DATABASE_URL=self.url),
        )
        return address

    def _check(self) -> None:
        """Raise RuntimeError unless all answer the same list and the same organization."""
        for query in (f"organizations?area=72&limit={PAGE}", f"organizations/{self.ids[0]}"):
            shown = {}
            for name, address in self.addresses.items():
                answer = wire.ask(address, self._get(name, self._path(name, query), self.reader))
                content: dict[str, Any] = json.loads(answer)
                shown[name] = content.get("items", content)
            for name, content in shown.items():
                if content != shown[OURS]:
                    raise RuntimeError(f"{name} answers something else than we do at {query}")


def _always(requests: Sequence[bytes]) -> Callable[[], Sequence[bytes]]:
    return lambda: requests


def body_of(row: organizations.Row) -> dict[str, Any]:
    """Return a new organization as it is sent."""
    sent = dict(zip(organizations.COLUMNS, row, strict=True))
    for name in ("name_sort", "fingerprint", "revision", "created_at", "updated_at"):
        del sent[name]
    return {**sent, "id": str(sent["id"])}


def _uvicorn(address: str) -> list[str]:
    host, _, port = address.rpartition(":")
    return ["--host", host, "--port", port, "--http", "httptools", "--no-access-log",
            "--log-level", "warning"]  # fmt: skip


def _gunicorn(name: str) -> Callable[[str], list[str]]:
    kind = name.rsplit(maxsplit=1)[-1]
    threads = ["--threads", "4"] if kind == "gthread" else []
    return lambda address: [
        "--bind", address, "--workers", "1", "--worker-class", kind, *threads,
        "--keep-alive", "75", "--log-level", "warning",
    ]  # fmt: skip
