"""`khabuan audit verify`: every log of every database, against everybody who has seen it."""

import asyncio
import json
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from bench.faults import audit as faults
from khabuan import audit, start
from shared import audit as kinds
from shared import feed
from tests.conftest import SERVICES, Ground

ROOT = Path(__file__).parents[2]
ENTRIES = {"registry": 5, "planning": 4, "partners": 3}
FOLLOWED = {"planning": "registry", "partners": "planning", "registry": "planning"}
_PUT = """
    INSERT INTO feed VALUES (%s, gen_random_uuid(), 'need.recorded', 'need', %s, 1, '72', false, 'somebody',
        NULL, 'r', '{}', now(), '')
"""
_LOOK = """
    INSERT INTO access_log (number, at, actor, token, purpose, route, persons, request_id, hash)
    VALUES (%s, now(), 'somebody', 't', 'CONTACT_LEADERS', '/v1/people', '{}', 'r', '')
"""
_TOLD = """
    INSERT INTO feed VALUES (%s, gen_random_uuid(), 'access-log.grown', 'access-log', 'access-log', 1, '',
        true, 'registry', NULL, '', %s, now(), '')
"""


def fill(url: str, count: int) -> bytes:
    """Write chained entries into an empty feed and return the last hash."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(faults.EMPTY.encode())
        connection.execute(faults.UNLOCK.encode())
        for position in range(1, count + 1):
            connection.execute(_PUT, (position, str(position)))
        faults.chain_anew(connection)
        connection.execute(faults.LOCK.encode())
        row = connection.execute("SELECT hash FROM feed ORDER BY position DESC LIMIT 1").fetchone()
    assert row is not None
    return bytes(row[0])


@pytest.fixture
def urls(ground: Ground) -> dict[str, str]:
    """Three databases with chained feeds, of which every one has seen another."""
    made = {service: ground.fresh(service, "verify") for service in SERVICES}
    ends = {service: fill(url, ENTRIES[service]) for service, url in made.items()}
    for holder, source in FOLLOWED.items():
        with psycopg.connect(made[holder]) as connection:
            row = (source, ENTRIES[source], ends[source])
            connection.execute(
                "INSERT INTO followed (source, position, hash) VALUES (%s, %s, %s)", row
            )
    return made


def damage(url: str, *changes: str, anew: bool = False) -> None:
    """Change a feed as its owner can."""
    with psycopg.connect(url, autocommit=True) as connection:
        for change in (faults.UNLOCK, *changes):
            connection.execute(change.encode())
        if anew:
            faults.chain_anew(connection)


def looked(url: str, count: int) -> None:
    """Write chained looks into an empty access log, and what the registry leaves of them in its feed."""
    with psycopg.connect(url, autocommit=True, options="-c timezone=UTC") as connection:
        connection.execute("ALTER TABLE access_log DISABLE TRIGGER ALL")
        connection.execute(faults.UNLOCK.encode())
        previous = feed.START[1]
        for number in range(1, count + 1):
            connection.execute(_LOOK, (number,))
            *_, row = connection.execute(kinds.LOGS["access_log"].encode()).fetchall()
            previous = feed.chain(previous, number, tuple(row[1:-1]))
            connection.execute(
                "UPDATE access_log SET hash = %s WHERE number = %s", (previous, number)
            )
            told = json.dumps({"number": number, "hash": previous.hex()})
            connection.execute(_TOLD, (ENTRIES["registry"] + number, told))
        faults.chain_anew(connection)


def verify(home: Path, urls: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run the command as an operator does."""
    given = {f"{service.upper()}_DATABASE_URL": url for service, url in urls.items()}
    return subprocess.run(
        [sys.executable, "-m", "khabuan", "audit", "verify"],
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), "KHABUAN_HOME": str(home), **given},
        capture_output=True,
        text=True,
        check=False,
    )


def broken(home: Path, urls: dict[str, str]) -> dict[str, kinds.Break]:
    """Return what is broken, by service."""
    return {f.service: f.walk.found for f in audit.run(home, urls) if f.walk.found}


def test_the_command_says_whole_and_notes_the_heads(tmp_path: Path, urls: dict[str, str]) -> None:
    done = verify(tmp_path, urls)
    assert (done.returncode, done.stderr) == (0, "")
    assert "planning feed: whole, 4 entries" in done.stdout
    assert "as seen by partners, registry" in done.stdout
    line = json.loads((tmp_path / audit.FILE).read_text())
    noted = {head["service"]: head["position"] for head in line["heads"] if head["log"] == "feed"}
    assert (noted, line["why"]) == (ENTRIES, "verified")


def test_the_command_names_the_first_break_and_exits_1(
    tmp_path: Path, urls: dict[str, str]
) -> None:
    damage(urls["partners"], "UPDATE feed SET actor = 'another' WHERE position = 2")
    done = verify(tmp_path, urls)
    assert done.returncode == 1
    assert "partners feed: BROKEN at position 2" in done.stdout
    assert "registry feed: whole" in done.stdout
    assert not (tmp_path / audit.FILE).exists()


def test_followers_find_a_cut_and_a_rewrite(tmp_path: Path, urls: dict[str, str]) -> None:
    damage(urls["registry"], "DELETE FROM feed WHERE position = 5")
    damage(urls["planning"], "UPDATE feed SET actor = 'x' WHERE position = 1", anew=True)
    assert broken(tmp_path, urls) == {
        "registry": kinds.Break(5, kinds.Fault.TRUNCATED, "planning"),
        "planning": kinds.Break(4, kinds.Fault.REWRITTEN, "registry"),
    }


def test_the_file_finds_what_the_followers_were_made_to_forget(
    tmp_path: Path, urls: dict[str, str]
) -> None:
    audit.note_heads(tmp_path, urls, "start")
    for url in urls.values():
        damage(url, "UPDATE feed SET actor = 'x' WHERE position = 1", "DELETE FROM followed", anew=True)  # fmt: skip
    assert set(broken(tmp_path, urls)) == set(SERVICES)
    assert broken(tmp_path, urls)["partners"].holder == audit.FILE
    (tmp_path / audit.FILE).unlink()
    assert broken(tmp_path, urls) == {}


def test_a_log_that_is_gone_is_missed(tmp_path: Path, urls: dict[str, str]) -> None:
    audit.note(
        tmp_path,
        [{"service": "planning", "log": "access_log", "position": 2, "hash": "00" * 32}],
        "start",
    )
    assert broken(tmp_path, urls)["planning"].fault == kinds.Fault.TRUNCATED


def test_the_feed_finds_an_access_log_that_was_cut_off(
    tmp_path: Path, urls: dict[str, str]
) -> None:
    looked(urls["registry"], 3)
    assert "registry access_log: whole, 3 entries" in verify(tmp_path, urls).stdout
    (tmp_path / audit.FILE).unlink()
    damage(urls["registry"], "DELETE FROM access_log WHERE number > 1")
    assert broken(tmp_path, urls) == {
        "registry": kinds.Break(2, kinds.Fault.TRUNCATED, audit.FEED)
    }


def test_who_cuts_off_the_feed_too_is_found_by_those_who_follow(
    tmp_path: Path, urls: dict[str, str]
) -> None:
    looked(urls["registry"], 2)
    with psycopg.connect(urls["registry"]) as connection:
        row = connection.execute("SELECT position, hash FROM feed ORDER BY 1 DESC").fetchone()
    with psycopg.connect(urls["planning"]) as connection:
        connection.execute("UPDATE followed SET position = %s, hash = %s", row)
    assert broken(tmp_path, urls) == {}
    (tmp_path / audit.FILE).unlink()
    damage(
        urls["registry"],
        "DELETE FROM access_log WHERE number > 1",
        "DELETE FROM feed WHERE position > 6",
    )
    assert broken(tmp_path, urls)["registry"].fault == kinds.Fault.TRUNCATED


def test_a_log_that_nobody_has_seen_is_warned_of(tmp_path: Path, urls: dict[str, str]) -> None:
    damage(urls["planning"], "DELETE FROM followed")
    done = verify(tmp_path, urls)
    warned = {each.split()[0] for each in done.stdout.splitlines() if "WARNING: seen by" in each}
    assert warned == {"registry", "partners"}
    assert done.returncode == 0


def test_what_a_restore_gave_up_is_not_missed_but_all_before_it_is(
    tmp_path: Path, urls: dict[str, str]
) -> None:
    audit.note_heads(tmp_path, urls, "start")
    cut = ("DELETE FROM feed WHERE position = 5", "DELETE FROM followed")
    damage(urls["registry"], *cut)
    damage(urls["planning"], "DELETE FROM followed")
    assert broken(tmp_path, urls)["registry"].fault == kinds.Fault.TRUNCATED
    audit.note_heads(tmp_path, urls, audit.RESTORED)
    assert broken(tmp_path, urls) == {}
    damage(urls["registry"], "UPDATE feed SET actor = 'x' WHERE position = 1", anew=True)
    assert broken(tmp_path, urls)["registry"].fault == kinds.Fault.REWRITTEN


def test_a_line_cut_short_is_no_head(tmp_path: Path, urls: dict[str, str]) -> None:
    audit.note_heads(tmp_path, urls, "start")
    path = tmp_path / audit.FILE
    whole = path.read_text()
    path.write_text(whole + whole[: len(whole) // 2])
    assert len(audit.held_in_file(tmp_path)) == len(SERVICES)
    assert feed.START[1] not in {each.hash for each in audit.held_in_file(tmp_path)}


async def test_the_supervisor_notes_the_heads_at_the_start_and_every_hour(
    tmp_path: Path, urls: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(start, "HEADS_SECONDS", 0.01)
    noting = asyncio.create_task(start._note_heads(tmp_path, urls))
    path = tmp_path / audit.FILE
    for _ in range(1_000):
        if path.is_file() and len(path.read_text().splitlines()) > 1:
            break
        await asyncio.sleep(0.02)
    noting.cancel()
    first, second, *_ = [json.loads(line) for line in path.read_text().splitlines()]
    assert (first["why"], second["why"]) == ("start", "hour")
    assert path.stat().st_mode & 0o077 == 0


def test_a_database_that_is_away_stops_nobody(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    start._note(tmp_path, {"registry": "postgresql://nobody@127.0.0.1:9/none"}, "stop")
    assert "audit heads not noted" in capsys.readouterr().err
