"""What schemathesis is told about this platform: ids that exist, so that it gets behind the first checks.

Loaded by `SCHEMATHESIS_HOOKS` in the second pass of the figure `fuzz`; `KHABUAN_KNOWN_FILE` names a file
with the ids of every collection. What is chosen depends on the generated value only, so a seed replays.
"""

import json
import os
import random
from pathlib import Path
from typing import Any

import schemathesis

from bench.faults import fuzz_files

FILES = fuzz_files.send_bytes
"""Loaded with this module, which schemathesis reads instead of that one."""
_FILE = json.loads(Path(os.environ["KHABUAN_KNOWN_FILE"]).read_text("utf-8"))
KNOWN: dict[str, list[str]] = _FILE["ids"]
REVISIONS: dict[str, int] = _FILE["revisions"]
COLLECTIONS = {
    "need_id": "needs",
    "need_ids": "needs",
    "plan_id": "plans",
    "plan_item_id": "plan-items",
    "into_item_id": "plan-items",
    "agency_id": "agencies",
    "parent_id": "agencies",
    "party_ids": "agencies",
    "under_agreement_id": "agreements",
    "replaces_id": "agreements",
    "owner_organization_id": "organizations",
    "voiced_by_organization_id": "organizations",
    "organization_id": "organizations",
    "into_id": "organizations",
    "organization_ids": "organizations",
    "body_id": "bodies",
    "to_body_id": "bodies",
    "seat_id": "seats",
    "meeting_id": "meetings",
    "resolution_id": "resolutions",
    "council_id": "councils",
    "council_meeting_id": "council-meetings",
    "network_id": "networks",
    "rubric_id": "rubrics",
    "issue_code": "issues",
    "issues": "issues",
    "area_code": "areas",
    "province_code": "provinces",
}
OFTEN = 0.8


def _chance(value: Any) -> random.Random:
    return random.Random(json.dumps(value, sort_keys=True, default=str))


@schemathesis.hook
def map_body(_: Any, body: Any) -> Any:
    """Let most references of a body point to things that exist."""
    if not isinstance(body, dict):
        return body
    chance = _chance(body)
    for name in sorted(body.keys() & COLLECTIONS.keys()):
        known = KNOWN.get(COLLECTIONS[name])
        if known and body[name] is not None and chance.random() < OFTEN:
            many = isinstance(body[name], list)
            body[name] = chance.sample(known, min(2, len(known))) if many else chance.choice(known)
    return body


@schemathesis.hook
def map_path_parameters(context: Any, parameters: Any) -> Any:
    """Ask mostly for things that exist."""
    chance = _chance(parameters)
    collection = context.operation.path.split("/")[2]
    known = KNOWN.get({"journeys": "needs", "rollups": "plans"}.get(collection, collection))
    if known and parameters and chance.random() < OFTEN:
        for name in parameters:
            parameters[name] = chance.choice(known)
    return parameters


@schemathesis.hook
def before_call(_: Any, case: Any, **__: Any) -> None:
    """Name the revision that the thing had in the beginning, or has after a change or two."""
    if case.headers and "If-Match" in case.headers:
        identity = str(case.path_parameters.get("id"))
        more = _chance([identity, case.body]).choice((0, 0, 1, 2))
        case.headers["If-Match"] = f'"r{REVISIONS.get(identity, 1) + more}"'
