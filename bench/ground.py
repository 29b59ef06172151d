"""What is measured on: an embedded PostgreSQL, filled databases and servers, on loopback and short-lived."""

import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from signal import SIGKILL

import psycopg
from psycopg import sql

from bench import results, wire
from khabuan import environment, keys, leash, load_areas, migrate, ports, postgres, processes
from khabuan.generate import nation
from shared import database, tokens

READY_SECONDS = 40.0
BY_NAME = {process.name: process for process in processes.PROCESSES}


@dataclass
class Ground:
    """A running cluster with keys, and the servers that were started on it; all end with the block."""

    home: Path
    cluster: postgres.Cluster
    keys: keys.Keys
    opened: ExitStack = field(repr=False)

    def token(self, role: str, **reach: str) -> str:
        """Return a person's token that outlives any measurement."""
        key = json.loads(self.keys.issuer.read_text("utf-8"))
        return tokens.sign(
            key, f"bench:{role}", [{"role": role, **reach}], minutes=240, strong=True
        )

    def service_token(self, process: str) -> str:
        """Return a token with which `process` calls the others' internal routes."""
        key = json.loads(self.keys.of(process).read_text("utf-8"))
        return tokens.sign(key, f"service:{process}", [{"role": "SERVICE"}], minutes=240)

    def registry(self, count: int, seed: int, *, name: str = "") -> str:
        """Return the URL of a registry database with the areas and `count` organizations."""
        made = self.copy("registry", name or f"registry_{count}")
        nation.only_organizations(made, count, seed)
        return made

    def copy(self, service: str, name: str) -> str:
        """Return the URL of a new copy of a service's migrated database; areas are in the registry's."""
        url = self.cluster.url(service)
        if migrate.upgrade({service: url}) and service == "registry":
            asyncio.run(_load_areas(url))
        with psycopg.connect(self.cluster.admin_url, autocommit=True) as admin:
            names = {
                key: sql.Identifier(value) for key, value in {"n": name, "s": service}.items()
            }
            admin.execute(sql.SQL("CREATE DATABASE {n} TEMPLATE {s} OWNER {s}").format(**names))
        return self.cluster.url(service, database=name)

    def serve(
        self,
        name: str,
        databases: Mapping[str, str],
        *,
        addresses: Mapping[str, str] | None = None,
        more: Mapping[str, str] | None = None,
    ) -> str:
        """Start one of our processes exactly as `khabuan up` does and return its address.

        `addresses` are those of the other processes; without them it follows and calls nobody.
        """
        process = BY_NAME[name]
        address = (addresses or {}).get(name) or free_address()
        known = dict.fromkeys(process.others, "127.0.0.1:9") | dict(addresses or {})
        variables = environment.of_process(
            process, home=self.home, urls=databases, addresses=known
        )
        quiet = {"KHABUAN_FOLLOW": "false"} if process.database and not addresses else {}
        command = processes.command(process, address, python=sys.executable)
        self.start(
            command, address, variables | quiet | dict(more or {}), path=process.health_path
        )
        return address

    def start(
        self,
        command: Sequence[str],
        address: str,
        variables: Mapping[str, str],
        *,
        path: str = "/livez",
    ) -> None:
        """Start any server and wait until `path` answers 200; raise with its last words if it does not."""
        log = self.home / f"server-{address.rpartition(':')[2]}.log"
        with log.open("wb") as words:
            started = subprocess.Popen(
                leash.command(list(command), signal_number=SIGKILL),
                cwd=results.ROOT,
                env=dict(variables),
                stdin=subprocess.DEVNULL,
                stdout=words,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self.opened.callback(_end, started)
        until = time.monotonic() + READY_SECONDS
        while not _answers(address, path):
            if started.poll() is not None or time.monotonic() > until:
                last = log.read_text("utf-8", "replace").strip().splitlines()[-3:]
                raise RuntimeError(f"{command[2]} does not start: {' | '.join(last)}")
            time.sleep(0.05)


@contextmanager
def standing() -> Generator[Ground]:
    """Lend a new cluster and keys in a temporary folder; nothing of it is left afterwards."""
    with ExitStack() as opened:
        scratch = tempfile.TemporaryDirectory(prefix="khabuan-bench-", ignore_cleanup_errors=True)
        home = Path(opened.enter_context(scratch))
        cluster = postgres.start(home)
        opened.callback(cluster.stop)
        yield Ground(home, cluster, keys.make(home), opened)


def free_address() -> str:
    """Return an address on loopback that nobody listens on."""
    return f"127.0.0.1:{ports.find_free()}"


def plain_environment(**more: str) -> dict[str, str]:
    """Return this process's environment without the platform's own variables."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("KHABUAN_")}
    return {**kept, "PYTHONUNBUFFERED": "1", **more}


async def _load_areas(url: str) -> None:
    async with database.connect(url, pool_size=2) as opened:
        await load_areas.into(opened)


def _answers(address: str, path: str) -> bool:
    try:
        wire.ask(address, wire.request(address, path))
    except (OSError, wire.LoadError):
        return False
    return True


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
