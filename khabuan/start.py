"""`khabuan up`: the whole platform on this machine, from nothing to what to open."""

import asyncio
import signal
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path

from khabuan import (
    environment,
    example_accounts,
    keys,
    load,
    load_areas,
    loaded,
    lock,
    migrate,
    ports,
    postgres,
    processes,
    refusal,
    stories,
    supervise,
    welcome,
)
from khabuan import home as home_folder

WATCH_SECONDS = 0.3
HEADS_SECONDS = 3600.0
# On the first start the services are still taking in the areas when the examples are played.
EXAMPLES_PATIENCE_SECONDS = 60.0


def up(*, examples: bool = True) -> None:
    """Start everything, print what to open, and stay until told to stop.

    Raises `Refusal` with one clear line when something is in the way.
    """
    began = time.monotonic()
    environment.require_development("khabuan up")
    home, port = home_folder.folder(), environment.port()
    signal.signal(signal.SIGTERM, _interrupt)  # until the supervisor listens
    with ExitStack() as opened:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        opened.callback(lock.Lock(home / "up.lock").release)
        _require_free(port)
        keys.make(home)
        cluster, urls = _databases(home, opened)
        _migrate(urls)
        databases = loaded.identity(urls)
        if not load_areas.is_loaded(home, databases):
            with welcome.step("กำลังนำเข้าพื้นที่ทั้งประเทศ · loading the country's areas"):
                load_areas.load(urls["registry"], home=home, databases=databases)
        children = plan(home, urls, port)
        supervisor = supervise.Supervisor(children)
        gateway_url = f"http://127.0.0.1:{port}"

        starting = ExitStack()

        async def when_ready() -> None:
            starting.close()
            load.note_running(home, gateway_url)
            told = home_folder.project() / "examples"
            opened_accounts: list[example_accounts.Opened] = []
            if examples:
                opened_accounts = await asyncio.to_thread(
                    _play_examples, told, gateway_url, home, databases, supervisor.stopping.is_set
                )
            need = (
                stories.first_id(stories.find(told), "POST /v1/needs") if told.is_dir() else None
            )
            welcome.show(
                gateway_url,
                need=need,
                accounts=opened_accounts,
                seconds=time.monotonic() - began,
            )

        async def watch_database() -> None:
            while cluster is not None:
                await asyncio.sleep(WATCH_SECONDS)
                if cluster.is_dead():
                    print("postgresql: ended; starting again", file=sys.stderr, flush=True)
                    cluster.revive()

        async def beside() -> None:
            await asyncio.gather(watch_database(), _note_heads(home, urls))

        opened.callback(load.note_running, home, None)
        opened.callback(_note, home, urls, "stop")
        opened.enter_context(starting)
        starting.enter_context(welcome.step("กำลังเปิดบริการ · starting the services"))
        asyncio.run(supervisor.run(when_ready, beside=beside))


async def _note_heads(home: Path, urls: Mapping[str, str]) -> None:
    """Note down the heads of the logs now and every hour: what is rewritten later is found by them."""
    why = "start"
    while True:
        await asyncio.to_thread(_note, home, urls, why)
        await asyncio.sleep(HEADS_SECONDS)
        why = "hour"


def _note(home: Path, urls: Mapping[str, str], why: str) -> None:
    import psycopg

    from khabuan import audit

    try:
        audit.note_heads(home, urls, why)
    except (OSError, psycopg.Error) as error:
        print(f"audit heads not noted: {type(error).__name__}", file=sys.stderr, flush=True)


def _interrupt(_number: int, _frame: object) -> None:
    raise KeyboardInterrupt


def _play_examples(
    told: Path, gateway_url: str, home: Path, databases: str, cancelled: Callable[[], bool]
) -> list[example_accounts.Opened]:
    """Play the examples and open their accounts; a refusal is told, and the platform stays up."""
    if not told.is_dir():
        return []
    try:
        load.play(
            told,
            gateway_url=gateway_url,
            home=home,
            databases=databases,
            patience=EXAMPLES_PATIENCE_SECONDS,
            cancelled=cancelled,
            begin=lambda: welcome.line("กำลังเล่าเรื่องตัวอย่าง · playing the examples"),
        )
        return example_accounts.open_all(told, gateway_url=gateway_url, home=home)
    except refusal.Refusal as answer:
        if not cancelled():
            print(f"khabuan: not loaded: {answer}", file=sys.stderr, flush=True)
        return []


def _require_free(port: int) -> None:
    if not ports.is_free(port):
        message = f"port {port} is taken; set KHABUAN_PORT to another one"
        raise refusal.Refusal(message)


def _databases(home: Path, opened: ExitStack) -> tuple[postgres.Cluster | None, Mapping[str, str]]:
    given = environment.given_databases()
    if given is not None:
        return None, given
    with welcome.step("กำลังเปิดฐานข้อมูล · starting PostgreSQL"):
        cluster = postgres.start(home)
    opened.callback(cluster.stop)
    return cluster, environment.urls_of(cluster)


def _migrate(urls: Mapping[str, str]) -> None:
    migrate.require_settled(urls)
    if migrate.behind(urls):
        with welcome.step("กำลังปรับโครงสร้างฐานข้อมูล · migrating"):
            migrate.upgrade(urls)


def plan(home: Path, urls: Mapping[str, str], port: int) -> list[supervise.Child]:
    """Return what to run: every process of the table on a free port, the gateway on `port`."""
    addresses = {p.name: f"127.0.0.1:{ports.find_free()}" for p in processes.SERVICES}
    addresses[processes.GATEWAY.name] = f"127.0.0.1:{port}"
    return [
        supervise.Child(
            process.name,
            processes.command(process, addresses[process.name], python=sys.executable),
            environment.of_process(process, home=home, urls=urls, addresses=addresses),
            addresses[process.name],
            process.health_path,
            last=process is not processes.GATEWAY,
        )
        for process in processes.PROCESSES
    ]
