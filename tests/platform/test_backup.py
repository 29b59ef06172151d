"""Backup and restore: equal to the last byte, refused when damaged, all or nothing, and nobody comes back."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pytest
from sqlalchemy import text

from khabuan import (
    audit,
    backup,
    environment,
    erasures,
    home,
    lock,
    migrate,
    postgres,
    refusal,
    restore,
    table_hashes,
)
from shared.errors import Problem
from tests.platform.test_audit import fill

PERSON = UUID("019aa0d4-6c00-7000-8000-00000000beef")
OTHER = UUID("019aa0d4-6c00-7000-8000-00000000cafe")
_ORGANIZATION = (
    "INSERT INTO organizations (id, kind, name_th, area_code, status, name_sort, fingerprint, revision)"
    " VALUES (%s, 'NETWORK', %s, '72', 'ACTIVE', '', '', 1)"
)


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[postgres.Cluster]:
    """Run an embedded cluster, in which services are no superusers, with migrated databases."""
    started = postgres.start(tmp_path_factory.mktemp("home"))
    migrate.upgrade(environment.urls_of(started))
    for service, url in environment.urls_of(started).items():
        with psycopg.connect(started.url(service), autocommit=True) as connection:
            connection.execute("GRANT UPDATE, DELETE, TRUNCATE ON feed TO CURRENT_USER")
        fill(url, 3)
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("REVOKE UPDATE, DELETE, TRUNCATE ON feed FROM CURRENT_USER")
    yield started
    started.stop()


@pytest.fixture
def urls(cluster: postgres.Cluster) -> dict[str, str]:
    """Return the databases with one organization, whose name holds what hashes trip over."""
    made = environment.urls_of(cluster)
    _do(made["registry"], "DELETE FROM organizations")
    with psycopg.connect(made["registry"], autocommit=True) as connection:
        connection.execute(_ORGANIZATION, (PERSON, "กลุ่ม\tออม\\ทรัพย์\nบ้านเรา"))
    return made


def _do(url: str, statement: str) -> Any:
    with psycopg.connect(url, autocommit=True) as connection:
        answer = connection.execute(statement.encode())
        return answer.fetchall() if answer.description else None


def _hashes(urls: dict[str, str]) -> dict[str, table_hashes.Tables]:
    found = {}
    for service, url in urls.items():
        with psycopg.connect(url, options=table_hashes.SESSION) as connection:
            found[service] = table_hashes.of(connection)
    return found


def _quiet(_: str) -> None:
    return None


def _refused(folder: Path, urls: dict[str, str], where: Path) -> str:
    before = _hashes(urls)
    with pytest.raises(refusal.Refusal) as refused:
        restore.run(folder, urls, where, say=_quiet)
    assert _hashes(urls) == before, "a refused restore changed something"
    for url in urls.values():
        assert _do(url, "SELECT to_regnamespace('before_restore')") == [(None,)]
    return str(refused.value)


def test_what_comes_back_equals_what_was_backed_up(tmp_path: Path, urls: dict[str, str]) -> None:
    before = _hashes(urls)
    assert before["registry"]["organizations"]["rows"] == 1
    made = backup.run(tmp_path / "b", urls, say=_quiet)
    assert {s: entry["tables"] for s, entry in made["services"].items()} == before
    assert {path.stat().st_mode & 0o077 for path in (tmp_path / "b").iterdir()} == {0}
    _do(urls["registry"], "UPDATE organizations SET name_th = 'อื่น'")
    _do(urls["planning"], "CREATE TABLE later (id int)")
    assert _hashes(urls) != before
    said: list[str] = []
    restore.run(tmp_path / "b", urls, tmp_path / "home", say=said.append)
    assert _hashes(urls) == before
    assert [line for line in said if "2/3 planning" in line]
    again = backup.run(tmp_path / "again", urls, say=_quiet)
    assert {s: entry["tables"] for s, entry in again["services"].items()} == before


def test_documents_come_back_byte_for_byte_and_under_their_names(
    tmp_path: Path, urls: dict[str, str]
) -> None:
    content = bytes(range(256)) * 4000 + b"\\x\n\t\0"
    name = hashlib.sha256(content).hexdigest()
    with psycopg.connect(urls["registry"], autocommit=True) as connection:
        connection.execute(
            "INSERT INTO document_files (sha256, media_type, size_bytes, content, stored_by)"
            " VALUES (%s, 'application/pdf', %s, %s, 'somebody')",
            (name, len(content), content),
        )
    try:
        backup.run(tmp_path / "b", urls, say=_quiet)
        _do(urls["registry"], "DELETE FROM document_files")
        restore.run(tmp_path / "b", urls, tmp_path / "home", say=_quiet)
        (kept,) = _do(urls["registry"], "SELECT sha256, size_bytes, content FROM document_files")
        assert kept == (name, len(content), content)
        assert not [found for found in audit.run(tmp_path / "home", urls) if found.walk.found]
    finally:
        _do(urls["registry"], "DELETE FROM document_files")


def test_what_only_grows_only_grows_after_a_restore_too(
    tmp_path: Path, urls: dict[str, str]
) -> None:
    backup.run(tmp_path / "b", urls, say=_quiet)
    restore.run(tmp_path / "b", urls, tmp_path / "home", say=_quiet)
    for url in urls.values():
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="permission denied"):
            _do(url, "DELETE FROM feed")
        _do(url, "GRANT DELETE ON feed TO CURRENT_USER")
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="only grows"):
            _do(url, "DELETE FROM feed")
        _do(url, "REVOKE DELETE ON feed FROM CURRENT_USER")
    assert not [found for found in audit.run(tmp_path / "home", urls) if found.walk.found]


def test_the_heads_before_a_restore_are_given_up_by_it(
    tmp_path: Path, urls: dict[str, str]
) -> None:
    backup.run(tmp_path / "b", urls, say=_quiet)
    ahead = {"service": "planning", "log": "feed", "position": 9, "hash": "ab" * 32}
    audit.note(tmp_path / "home", [ahead], "hour")
    assert [f.service for f in audit.run(tmp_path / "home", urls) if f.walk.found] == ["planning"]
    restore.run(tmp_path / "b", urls, tmp_path / "home", say=_quiet)
    assert not [found for found in audit.run(tmp_path / "home", urls) if found.walk.found]


@pytest.mark.parametrize("name", ["registry.dump", "planning.dump", "manifest.json"])
def test_a_flipped_byte_is_refused_before_anything_is_touched(
    tmp_path: Path, urls: dict[str, str], name: str
) -> None:
    backup.run(tmp_path / "b", urls, say=_quiet)
    path = tmp_path / "b" / name
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    assert "damaged" in _refused(tmp_path / "b", urls, tmp_path / "home")
    path.unlink()
    assert str(tmp_path / "b") in _refused(tmp_path / "b", urls, tmp_path / "home")


def test_a_dump_that_is_not_what_the_manifest_says_brings_the_old_state_back(
    tmp_path: Path, urls: dict[str, str]
) -> None:
    made = backup.run(tmp_path / "b", urls, say=_quiet)
    made["services"]["partners"]["tables"]["feed"]["rows"] += 1
    made["seal"] = backup._seal(made)
    (tmp_path / "b" / backup.MANIFEST).write_text(json.dumps(made))
    _do(urls["registry"], "UPDATE organizations SET name_th = 'วันนี้'")
    assert "partners: feed" in _refused(tmp_path / "b", urls, tmp_path / "home")


def test_it_refuses_while_services_run(tmp_path: Path, urls: dict[str, str]) -> None:
    backup.run(tmp_path / "b", urls, say=_quiet)
    with psycopg.connect(urls["partners"]):
        assert "partners: 1 connections" in _refused(tmp_path / "b", urls, tmp_path / "home")
    held = lock.Lock(tmp_path / "home" / "up.lock")
    try:
        assert "in use" in _refused(tmp_path / "b", urls, tmp_path / "home")
    finally:
        held.release()


def test_a_restore_that_was_killed_is_seen_and_settled(
    tmp_path: Path, urls: dict[str, str]
) -> None:
    backup.run(tmp_path / "b", urls, say=_quiet)
    before = _hashes(urls)
    restore._ask(urls["registry"], restore._SET_ASIDE)
    with pytest.raises(refusal.Refusal, match="cut short"):
        migrate.require_settled(urls)
    restore.run(tmp_path / "b", urls, tmp_path / "home", say=_quiet)
    assert _hashes(urls) == before
    _do(urls["partners"], "CREATE SCHEMA before_restore")  # killed while it let go
    restore.run(tmp_path / "b", urls, tmp_path / "home", say=_quiet)
    assert _hashes(urls) == before
    migrate.require_settled(urls)


async def _erase(session: Any, person: UUID, *, by: Any) -> None:
    """Stand in for the registry's action: the organization of this id is the person."""
    assert by.id == "khabuan:restore"
    done = await session.execute(
        text("UPDATE organizations SET name_th = '' WHERE id = :id"), {"id": person}
    )
    if done.rowcount == 0:
        raise Problem("not-found")


def test_erased_people_are_erased_again(
    tmp_path: Path, urls: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    backup.run(tmp_path / "b", urls, say=_quiet)
    monkeypatch.setattr(erasures, "eraser", lambda: _erase)
    _do(urls["registry"], f"INSERT INTO erasures (person_id, by) VALUES ('{PERSON}', 'test')")
    erasures.keep(tmp_path / "home", [OTHER])
    said: list[str] = []
    restore.run(tmp_path / "b", urls, tmp_path / "home", say=said.append)
    assert _do(urls["registry"], "SELECT name_th FROM organizations") == [("",)]
    assert "· erased again: 1 of 2 people on the ledger" in said
    assert erasures.known(tmp_path / "home") == {PERSON, OTHER}
    assert _do(urls["registry"], "SELECT count(*) FROM erasures") == [(0,)]
    restore.run(tmp_path / "b", urls, tmp_path / "home", say=_quiet)
    assert _do(urls["registry"], "SELECT name_th FROM organizations") == [("",)]


def test_the_registry_erases_them_itself(
    tmp_path: Path, urls: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KHABUAN_ERASURES_FILE", str(tmp_path / "ledger.jsonl"))
    with psycopg.connect(urls["registry"], autocommit=True) as connection:
        connection.execute(
            "INSERT INTO people (id, area_code, given_name_th, phone, notice_version, status, fingerprint,"
            " revision) VALUES (%s, '720602', 'สมชาย', '0812345678', '1', 'ACTIVE', '', 1)",
            (PERSON,),
        )
        connection.execute(
            "INSERT INTO areas (code, level, kind, name_th, name_en, lat, lon, geo_precision, search_key,"
            " bigrams, revision, ground) VALUES ('720602', 'TAMBON', 'TAMBON', 'หนองสาหร่าย', 'Nong Sarai', 14,"
            " 100, 'TAMBON', '', '{}', 1, '720602')"
        )
    backup.run(tmp_path / "b", urls, say=_quiet)
    erasures.keep(tmp_path / "home", [PERSON])
    assert (tmp_path / "ledger.jsonl").is_file()
    restore.run(tmp_path / "b", urls, tmp_path / "home", say=_quiet)
    left = "SELECT status, given_name_th, phone FROM people"
    assert _do(urls["registry"], left) == [("ERASED", None, None)]
    assert _do(urls["registry"], "SELECT person_id FROM erasures") == [(PERSON,)]
    found = _do(urls["registry"], "SELECT type, actor FROM outbox ORDER BY number")
    assert ("person.erased", "khabuan:restore") in found


def test_nothing_is_restored_when_somebody_cannot_be_erased_again(
    tmp_path: Path, urls: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    backup.run(tmp_path / "b", urls, say=_quiet)
    erasures.keep(tmp_path / "home", [PERSON])
    _do(urls["registry"], "UPDATE organizations SET name_th = 'วันนี้'")
    monkeypatch.setattr(erasures, "ACTIONS", "services.registry.no_such_feature")
    assert "erase" in _refused(tmp_path / "b", urls, tmp_path / "home")

    async def fails(*_: Any, **__: Any) -> None:
        raise refusal.Refusal("the eraser broke")

    monkeypatch.setattr(erasures, "eraser", lambda: fails)
    assert "broke" in _refused(tmp_path / "b", urls, tmp_path / "home")


def test_the_ledger_survives_a_line_cut_short(tmp_path: Path) -> None:
    erasures.keep(tmp_path, [PERSON])
    with (tmp_path / erasures.FILE).open("a") as file:
        file.write('{"person_id": "019a')
    assert erasures.keep(tmp_path, [OTHER]) == {PERSON, OTHER}
    assert erasures.known(tmp_path) == {PERSON, OTHER}
    assert (tmp_path / erasures.FILE).stat().st_mode & 0o077 == 0
    assert home.folder() != tmp_path


def test_a_backup_needs_a_folder_of_its_own(tmp_path: Path, urls: dict[str, str]) -> None:
    (tmp_path / "something").touch()
    with pytest.raises(refusal.Refusal, match="not empty"):
        backup.run(tmp_path, urls, say=_quiet)


def test_all_databases_are_backed_up_as_of_one_moment(urls: dict[str, str]) -> None:
    """A follower that moves on while the snapshots are taken would be ahead of its source."""
    with psycopg.connect(urls["partners"]) as follower:
        with backup._snapshots(urls) as snapshots:
            follower.execute("INSERT INTO followed (source, position) VALUES ('registry', 9)")
            for connection, _ in snapshots.values():
                row = connection.execute("SELECT count(*) FROM followed").fetchone()
                assert row == (0,)
        follower.rollback()
        follower.execute("INSERT INTO followed (source, position) VALUES ('registry', 9)")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(backup, "PATIENCE_MS", 100)
            with pytest.raises(psycopg.errors.LockNotAvailable), backup._snapshots(urls):
                pass
        follower.rollback()
