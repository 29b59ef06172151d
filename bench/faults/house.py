"""The platform's real processes on loopback, each of which can be killed, frozen and started again.

Everything ends with the block that lends the house: the processes also when this one is killed,
because they are on a leash.
"""

import asyncio
import contextlib
import functools
import json
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncGenerator, Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import httpx
import psycopg

from bench import results
from bench.faults import audit
from khabuan import (
    environment,
    health,
    keys,
    leash,
    load,
    load_areas,
    migrate,
    ports,
    postgres,
    processes,
)
from shared import database, tokens

READY_SECONDS = 60.0
TABLE = {process.name: process for process in processes.PROCESSES}


@dataclass
class Service:
    """One process: how it is started, and what runs now."""

    name: str
    command: list[str]
    variables: dict[str, str]
    address: str
    health_path: str
    log: Path
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    def launch(self) -> None:
        """Start it, without waiting; call it in the main thread (see `khabuan.leash`)."""
        with self.log.open("ab") as words:
            self.process = subprocess.Popen(
                leash.command(self.command, signal_number=signal.SIGKILL),
                cwd=results.ROOT,
                env=self.variables,
                stdin=subprocess.DEVNULL,
                stdout=words,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    async def ready(self) -> None:
        """Wait until it says that it is ready; raise with its last words when it does not get there."""
        until = time.monotonic() + READY_SECONDS
        while not await health.is_ready(self.address, self.health_path):
            dead = self.process is None or self.process.poll() is not None
            if dead or time.monotonic() > until:
                last = self.log.read_text("utf-8", "replace").strip().splitlines()[-5:]
                raise RuntimeError(f"{self.name} does not start: {' | '.join(last)}")
            await asyncio.sleep(0.02)

    async def start(self) -> None:
        """Start it and wait until it is ready."""
        self.launch()
        await self.ready()

    def kill(self) -> None:
        """Kill it as the power company would."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()

    def freeze(self) -> None:
        """Stop it in its tracks: it keeps its connections and answers nothing."""
        assert self.process is not None
        self.process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let a frozen one go on."""
        assert self.process is not None
        self.process.send_signal(signal.SIGCONT)


@dataclass
class House:
    """Databases, keys, addresses, and the services that were put on them."""

    home: Path
    urls: dict[str, str]
    cluster: postgres.Cluster | None = None
    addresses: dict[str, str] = field(default_factory=dict)
    services: dict[str, Service] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name in TABLE:
            self.addresses.setdefault(name, f"127.0.0.1:{ports.find_free()}")

    def base(self, name: str) -> str:
        """Return the base URL of a process."""
        return f"http://{self.addresses[name]}"

    def token(self, role: str, **reach: str) -> dict[str, str]:
        """Return the header of a person who holds one role for hours."""
        return self.token_with([{"role": role, **reach}])

    def token_with(
        self, grants: list[dict[str, str]], who: str = "faults:person"
    ) -> dict[str, str]:
        """Return the header of a person who holds several roles."""
        key = json.loads(keys.make(self.home).issuer.read_text("utf-8"))
        signed = tokens.sign(key, who, grants, minutes=240, strong=True)
        return {"Authorization": f"Bearer {signed}", "Change-Reason": "a%20run%20of%20faults"}

    def add(self, name: str, *, factory: str | None = None, **more: str) -> Service:
        """Put a service there, not yet started; `factory` plants a bug, `more` are further variables."""
        process = TABLE[name]
        address = self.addresses[name]
        variables = environment.of_process(
            process, home=self.home, urls=self.urls, addresses=self.addresses
        )
        chosen = replace(process, factory=factory) if factory else process
        self.services[name] = Service(
            name,
            processes.command(chosen, address, python=sys.executable),
            {**variables, "KHABUAN_LOG_LEVEL": "WARNING", **more},
            address,
            process.health_path,
            self.home / f"{name}-{address.rpartition(':')[2]}.log",
        )
        return self.services[name]

    async def start(self) -> None:
        """Start every service together and wait for all of them."""
        for service in self.services.values():
            service.launch()
        await asyncio.gather(*(service.ready() for service in self.services.values()))

    async def caught_up(self, name: str, source: str) -> None:
        """Wait until a service has taken in what another one has published, if it follows it."""
        until = time.monotonic() + READY_SECONDS
        async with httpx.AsyncClient(base_url=self.base(name)) as client:
            while time.monotonic() < until:
                told = (await client.get("/readyz")).json()["followers"]
                if source not in told or told[source]["position"] >= self.head(source):
                    return
                await asyncio.sleep(0.1)
        raise RuntimeError(f"{name} does not catch up with {source}")

    def head(self, source: str) -> int:
        """Return the last position of a service's feed."""
        with psycopg.connect(self.urls[source], autocommit=True) as connection:
            row = connection.execute("SELECT coalesce(max(position), 0) FROM feed").fetchone()
        return int(row[0]) if row else 0

    async def furnish(self) -> None:
        """Play the examples through the gateway, and wait until everybody has heard of everything."""
        play = functools.partial(load.play, gateway_url=self.base("gateway"), home=self.home)
        await self.followed()
        await asyncio.to_thread(play, results.ROOT / "examples")
        await self.followed()

    async def followed(self) -> None:
        """Wait until every service has taken in what the others have published."""
        running = [name for name in self.urls if name in self.services]
        for source in running:
            await audit.settled(self.urls[source])
        for source in running:
            for name in running:
                if name != source:
                    await self.caught_up(name, source)

    def end(self) -> None:
        """Kill whatever still runs."""
        for service in self.services.values():
            service.kill()


async def until(holds: Callable[[], bool], *, seconds: float = READY_SECONDS) -> bool:
    """Wait until something holds, at most `seconds`; say whether it does."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if holds():
            return True
        await asyncio.sleep(0.002)
    return holds()


@contextlib.asynccontextmanager
async def standing(*names: str) -> AsyncGenerator[House]:
    """Lend a house on a PostgreSQL of its own with migrated databases; the registry's holds the areas.

    SIGTERM ends the block as Ctrl-C does, so that nothing stays behind.
    """
    task = asyncio.current_task()
    assert task is not None
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    with tempfile.TemporaryDirectory(prefix="khabuan-faults-", ignore_cleanup_errors=True) as made:
        home = Path(made)
        cluster = postgres.start(home)
        house = House(home, environment.urls_of(cluster), cluster)
        try:
            wanted = {name: house.urls[name] for name in names if name in house.urls}
            await asyncio.to_thread(migrate.upgrade, wanted)
            if "registry" in wanted:
                async with database.connect(wanted["registry"], pool_size=2) as opened:
                    await load_areas.into(opened)
            yield house
        finally:
            house.end()
            cluster.stop()


@contextlib.asynccontextmanager
async def lodging(home: Path, urls: Mapping[str, str]) -> AsyncGenerator[House]:
    """Lend a house on databases that somebody else keeps (the tests' own)."""
    house = House(home, dict(urls))
    try:
        yield house
    finally:
        house.end()
