"""Keep what was measured in score.json: N, seed, commit and machine beside every figure."""

import contextlib
import datetime as dt
import json
import os
import platform
import subprocess
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
FILE = ROOT / "score.json"


def commit() -> str:
    """Return the commit that is measured, with `+` when files differ from it."""
    try:
        head = _git("rev-parse", "--short=12", "HEAD")
        return head + ("+" if _git("status", "--porcelain", "--untracked-files=no") else "")
    except (OSError, subprocess.CalledProcessError):
        return "unknown"


def machine() -> dict[str, Any]:
    """Return what the figures depend on: processors, memory, system and Python."""
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return {
        "processors": os.cpu_count(),
        "model": _processor(),
        "memory_gb": round(pages / 2**30),
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
    }


def keep(name: str, entry: dict[str, Any], *, file: Path | None = None) -> None:
    """Write the newest entry of a figure; the other figures' entries stay."""
    file = file or FILE
    known = read(file)
    made = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    known[name] = {**entry, "commit": commit(), "machine": machine(), "at": made}
    draft = file.with_suffix(f".{os.getpid()}")
    draft.write_text(
        json.dumps(known, ensure_ascii=False, indent=1, sort_keys=True) + "\n", "utf-8"
    )
    draft.replace(file)


def read(file: Path | None = None) -> dict[str, Any]:
    """Return the entries by key, nothing when there are none yet or the file is damaged."""
    with contextlib.suppress(OSError, ValueError):
        found = json.loads((file or FILE).read_text("utf-8"))
        return found if isinstance(found, dict) else {}
    return {}


def _git(*arguments: str) -> str:
    command = ["git", "-C", str(ROOT), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def _processor() -> str:
    with contextlib.suppress(OSError):
        for line in Path("/proc/cpuinfo").read_text("utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.machine()
