"""Schemathesis with all its checks against the gateway of the whole platform, examples loaded.

Two passes: everything it can do against the document as it is (examples, coverage, fuzzing, stateful),
then valid requests whose references point to things that exist, so that it meets the rules behind the
first checks. Signing out is fuzzed last and by somebody else: it ends the token that it is asked with.
The document it is held against names every status: `default` is taken out before.
"""

import asyncio
import json
import os
import signal
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from bench import figure, results
from bench.faults import house
from khabuan import leash

NAME = "fuzz"
GOAL = "0 failures of >= 2,000 cases (200 small)"
PLANTS = "answers whose revision is called version"
CARELESS = "bench.faults.broken:careless_registry"
CONFIG = results.ROOT / "schemathesis.toml"
LONGEST_SECONDS = 2_400
COLLECTIONS = (
    "organizations",
    "needs",
    "plans",
    "plan-items",
    "proposals",
    "results",
    "inclusions",
    "agencies",
    "agreements",
    "nodes",
    "commitments",
    "action-items",
    "bodies",
    "certifications",
    "community-notices",
    "council-meetings",
    "council-reports",
    "council-seats",
    "council-terms",
    "councils",
    "demonstration-expansions",
    "demonstrations",
    "holdings",
    "meetings",
    "mentorings",
    "network-memberships",
    "networks",
    "organization-mergers",
    "resolutions",
    "rotations",
    "rubrics",
    "seats",
    "strength-assessments",
)
SIGN_OUTS = "/v1/sign-outs"
ANYTHING = "/v1/areas/72"
"""What everybody reads whose token counts."""
Passes = tuple[tuple[str, ...], ...]
TINY: Passes = (("--phases=fuzzing", "-n1"),)
SMALL: Passes = (
    ("--phases=examples,fuzzing", "-n2"),
    ("--phases=fuzzing", "--mode=positive", "-n2"),
)
FULL: Passes = (("-n6",), ("--phases=fuzzing", "--mode=positive", "-n20"))
PLACES = {
    "issues": ["WATER", "SAVINGS"],
    "areas": ["720602", "7206", "72"],
    "provinces": ["72", "60"],
}
METHODS = {"get", "post", "put", "patch", "delete"}


@dataclass
class Outcome:
    """What schemathesis reported."""

    cases: int = 0
    passes: int = 0
    failures: list[str] = field(default_factory=list)

    def met(self, least: int) -> bool:
        """Say whether enough was tried and nothing found."""
        return self.cases >= least and not self.failures


async def measure(size: figure.Size, seed: int, control: bool) -> figure.Figure:
    """Fuzz a platform of our own."""
    small = size is figure.Size.SMALL
    async with house.standing("registry", "planning", "partners") as stand:
        for name in house.TABLE:
            broken = CARELESS if control and name == "registry" else None
            stand.add(name, factory=broken)
        await stand.start()
        await stand.furnish()
        outcome = await run(stand, seed, SMALL if small else FULL)
    return figure.Figure(
        f"{len(outcome.failures)} failures of {outcome.cases:,} cases in {outcome.passes} passes",
        met=outcome.met(200 if small else 2_000),
        n=outcome.cases,
        details={"failures": outcome.failures[:50]},
    )


async def run(stand: house.House, seed: int, passes: Passes) -> Outcome:
    """Run schemathesis against the gateway of a house; a second pass knows the ids that are there."""
    outcome = Outcome()
    async with httpx.AsyncClient(base_url=stand.base("gateway"), timeout=30) as client:
        document = (await client.get("/openapi.json")).json()
        items = {name: await _items(client, name) for name in COLLECTIONS}
    known = {name: [item["id"] for item in found] for name, found in items.items()}
    known |= PLACES
    revisions = {each["id"]: each.get("revision", 1) for found in items.values() for each in found}
    stated = _write(stand.home / "stated.json", _without_default(document))
    _write(stand.home / "known.json", {"ids": known, "revisions": revisions})
    who = _staff(stand, known["agencies"], "faults:fuzz")
    known_file = str(stand.home / "known.json")
    for number, options in enumerate(passes):
        hooks = "bench.faults.fuzz_hooks" if number else "bench.faults.fuzz_files"
        told = {"SCHEMATHESIS_HOOKS": hooks, "KHABUAN_KNOWN_FILE": known_file}
        rest = (*options, f"--exclude-path={SIGN_OUTS}")
        await _pass(stand, outcome, stated, who, seed, rest, **told)
        async with httpx.AsyncClient(base_url=stand.base("gateway"), timeout=30) as client:
            answer = await client.get(ANYTHING, headers={"Authorization": who})
        if answer.status_code != 200:
            outcome.failures.append(f"nothing was tried: its token gets {answer.status_code}")
    leaver = _staff(stand, [], "faults:leaver")
    only = ("--phases=examples,fuzzing", "-n5", f"--include-path={SIGN_OUTS}")
    await _pass(stand, outcome, stated, leaver, seed, only)
    return outcome


def _staff(stand: house.House, agencies: list[str], name: str) -> str:
    """Return a token that opens every operation: national staff that also speaks for an agency."""
    grants = [{"role": "NATIONAL_ADMIN", "area": ""}]
    grants += [{"role": "PARTNER_AGENCY", "agency": agency} for agency in agencies]
    return stand.token_with(grants, name)["Authorization"]


async def _items(client: httpx.AsyncClient, collection: str) -> list[dict[str, Any]]:
    answer = await client.get(f"/v1/{collection}", params={"limit": 20})
    found: list[dict[str, Any]] = answer.raise_for_status().json()["items"]
    return found


def _without_default(document: dict[str, Any]) -> dict[str, Any]:
    """Return the document with only the answers that it names by their status."""
    for operations in document["paths"].values():
        for method in operations.keys() & METHODS:
            operations[method]["responses"].pop("default", None)
    return document


def _write(path: Path, content: Any) -> Path:
    path.write_text(json.dumps(content), "utf-8")
    return path


async def _pass(
    stand: house.House,
    outcome: Outcome,
    document: Path,
    who: str,
    seed: int,
    options: tuple[str, ...],
    **variables: str,
) -> None:
    """Run schemathesis once in a process of its own and take in its report."""
    outcome.passes += 1
    report = stand.home / f"fuzz-{outcome.passes}.json"
    command = [
        str(Path(sys.executable).with_name("st")),
        f"--config-file={CONFIG}",
        "run",
        str(document),
        f"--url={stand.base('gateway')}",
        f"--header=Authorization: {who}",
        f"--seed={seed}",
        "--checks=all",
        "--continue-on-failure",
        "--generation-database=none",
        "--no-color",
        "--report=json",
        f"--report-json-path={report}",
        *options,
    ]
    process = await asyncio.create_subprocess_exec(
        *leash.command(command, signal_number=signal.SIGKILL),
        cwd=results.ROOT,
        env={**os.environ, **variables},
        stdin=asyncio.subprocess.DEVNULL,
    )
    try:
        await asyncio.wait_for(process.wait(), LONGEST_SECONDS)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    _take_in(outcome, json.loads(report.read_text("utf-8")) if report.exists() else {})


def _take_in(outcome: Outcome, report: dict[str, Any]) -> None:
    """Add what a report says; one that is missing or cut short counts as a failure."""
    outcome.cases += report.get("test_cases", {}).get("generated", 0)
    for each in (*report.get("failures", []), *report.get("errors", [])):
        outcome.failures.append(json.dumps(each, ensure_ascii=False)[:600])
    if not report.get("complete"):
        outcome.failures.append(f"pass {outcome.passes} did not finish")
