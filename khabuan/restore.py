"""`khabuan restore DIR`: bring all databases back to a backup, or leave everything as it is.

The manifest and the dumps are checked before anything is touched. What was there is set aside in a schema of
its own and comes back when anything goes wrong; it goes for good once every table equals the manifest and
everybody who was ever erased is erased again.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import psycopg
from psycopg import conninfo, sql

from khabuan import (
    audit,
    backup,
    erasures,
    loaded,
    lock,
    migrate,
    postgres_tools,
    refusal,
    table_hashes,
)

_ASIDE = sql.Identifier(backup.ASIDE)
_SET_ASIDE = sql.SQL(
    "ALTER SCHEMA public RENAME TO {}; CREATE SCHEMA public; GRANT USAGE ON SCHEMA public TO PUBLIC;"
).format(_ASIDE)
_BRING_BACK = sql.SQL(
    "DROP SCHEMA IF EXISTS public CASCADE; ALTER SCHEMA {} RENAME TO public;"
).format(_ASIDE)
_LET_GO = sql.SQL("DROP SCHEMA {} CASCADE").format(_ASIDE)
# Dumps carry no privileges, since they name roles; what only grows is closed anew to its owner.
_CLOSE = """
    DO $$ DECLARE log regclass; BEGIN
        FOR log IN SELECT DISTINCT tgrelid FROM pg_trigger JOIN pg_proc p ON p.oid = tgfoid
            WHERE NOT tgisinternal AND proname IN ('only_grows', 'refuse_change')
        LOOP EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER ON %s FROM CURRENT_USER', log);
        END LOOP;
    END $$
"""
_OTHERS = """
    SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()
    AND backend_type = 'client backend' AND pid <> pg_backend_pid()
"""


def run(
    folder: Path, urls: Mapping[str, str], home: Path, *, say: Callable[[str], object] = print
) -> None:
    """Restore the backup in `folder`; raises `Refusal` and leaves all as it was when anything is wrong.

    The services must not run. Who was erased, by the registry as it is now or by the file of `home`,
    is erased again before anything else can read the restored data.
    """
    manifest = backup.read(folder)
    if manifest["services"].keys() != urls.keys():
        message = f"{folder} holds {', '.join(sorted(manifest['services']))}: not these databases"
        raise refusal.Refusal(message)
    programs = {service: postgres_tools.find("pg_restore", url) for service, url in urls.items()}
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    held = lock.Lock(home / "up.lock")
    try:
        for service, url in urls.items():
            _require_quiet(service, url)
        _settle(list(urls.values()))
        people = erasures.keep(home, erasures.of_registry(urls["registry"]))
        erase = erasures.eraser() if people else None
        say(f"backup of {manifest['made_at']}: whole")
        try:
            for number, (service, url) in enumerate(urls.items(), start=1):
                say(f"· {number}/{len(urls)} {service}")
                entry = manifest["services"][service]
                _restore(url, programs[service], folder / entry["dump"])
                _compare(service, url, entry["tables"])
            migrate.upgrade(urls, starting=lambda service: say(f"· migrating {service}"))
            if erase is not None:
                count = asyncio.run(erasures.replay(urls["registry"], people, erase))
                say(f"· erased again: {count} of {len(people)} people on the ledger")
        except BaseException:
            for url in urls.values():
                _undo(url)
            say("everything is as it was before")
            raise
        for url in urls.values():
            _ask(url, _LET_GO)
        audit.note_heads(home, urls, audit.RESTORED)
        loaded.forget(home, loaded.identity(urls))
    finally:
        held.release()


def _require_quiet(service: str, url: str) -> None:
    """Raise `Refusal` while anybody else is connected: services would go on from what they remember."""
    count = _ask(url, sql.SQL(_OTHERS))
    if count:
        message = f"{service}: {count} connections are open; stop the services first"
        raise refusal.Refusal(message)


def _restore(url: str, program: Path, dump: Path) -> None:
    _ask(url, _SET_ASIDE)
    database = conninfo.conninfo_to_dict(url)["dbname"]
    options = ["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges"]
    postgres_tools.run(program, [*options, f"--dbname={database}", str(dump)], url)
    _ask(url, sql.SQL(_CLOSE))


def _compare(service: str, url: str, wanted: table_hashes.Tables) -> None:
    with psycopg.connect(url, options=table_hashes.SESSION, autocommit=True) as connection:
        found = table_hashes.of(connection)
    differing = sorted(
        name for name in found.keys() | wanted.keys() if found.get(name) != wanted.get(name)
    )
    if differing:
        message = f"{service}: {', '.join(differing)} are not as they were backed up"
        raise refusal.Refusal(message)


def _settle(urls: Sequence[str]) -> None:
    """Finish what a restore that was killed had begun.

    It sets aside and lets go in the order of the databases: the first one tells how far it was.
    """
    done = not _is_aside(urls[0])
    for url in urls:
        if done and _is_aside(url):
            _ask(url, _LET_GO)
        elif not done:
            _undo(url)


def _is_aside(url: str) -> bool:
    exists = sql.SQL("SELECT to_regnamespace({})").format(sql.Literal(backup.ASIDE))
    return _ask(url, exists) is not None


def _undo(url: str) -> None:
    """Bring back what was set aside, if anything was."""
    if _is_aside(url):
        _ask(url, _BRING_BACK)


def _ask(url: str, statement: sql.SQL | sql.Composed) -> Any:
    """Run a statement in a transaction of its own; return the first value it answers, if any."""
    with psycopg.connect(url, application_name="khabuan restore", connect_timeout=5) as connection:
        answer = connection.execute(statement)
        row = answer.fetchone() if answer.description else None
    return row[0] if row else None
