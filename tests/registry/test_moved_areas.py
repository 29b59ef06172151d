"""An area that gets another code by law is found whole under it, in whatever feature; undoing brings all back."""

import csv
import io
import json
import re
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import quote

import pytest

from bench.access import wire, worlds
from bench.access.hand import Hand
from bench.access.people import Desk
from shared import openapi
from tests.conftest import Ground
from tests.registry.test_area_changes import order

OLD, NEW = "72", "69"
BEFORE, DAY, UNDONE = "2026-10-31", "2026-11-01", "2026-11-15"
MORE = {
    "/v1/search": f"q={quote('เครือข่าย')}",
    "/v1/organization-duplicates": f"name_th={quote('กลุ่มธนาคารปูม้า')}",
    "/v1/people": "purpose=CONTACT_LEADERS",
}
"""What a list has to be asked besides its area."""
OF_A_DAY = ("as_of", "on")
OF_NOW = {"/v1/mentorings", "/v1/action-items"}
"""Lists of things where they are by now: a day asked for is about their own days, not about places."""
PLACES = {"code", "area_code", "place"}
NOT_PLACES = ("/v1/area-groups/", "/v1/issues/", "/v1/movement-rules/", "/v1/areas/{code}/history")
"""Codes that are none of areas; a history is that of its own code."""
FILES, WORKBOOKS = ".csv", ".xlsx"
OF_TODAY = {
    "revision",
    "updated_at",
    "newest_at",
    "oldest_unverified_at",
    "valid_from",
    "valid_to",
    "next",
    "request_id",
    "date_precision",
}
"""What tells that something was changed, and by what."""
CODE = re.compile(f"(?:{OLD}|{NEW})((?:[0-9]{{2}}){{0,3}})")

Answers = dict[tuple[str, str], list[Any]]
"""What was answered, status and body, by the route and the digits below the province."""


def told(value: Any) -> Any:
    """Return an answer without the code of the province and without what tells of changes."""
    if isinstance(value, dict):
        return {name: told(one) for name, one in value.items() if name not in OF_TODAY}
    if isinstance(value, list):
        return sorted(
            (told(one) for one in value), key=lambda one: json.dumps(one, sort_keys=True)
        )
    found = CODE.fullmatch(value) if isinstance(value, str) else None
    return f"XX{found[1]}" if found else value


def asking(app: Any) -> dict[str, set[str]]:
    """Return every GET of the document that is asked about an area, with what it takes."""
    document = openapi.document(app)
    found = {}
    for path, operations in document["paths"].items():
        takes = {one["name"] for one in operations.get("get", {}).get("parameters", [])}
        inside = set(re.findall(r"\{(\w+)\}", path))
        if (
            not path.endswith(WORKBOOKS)
            and not path.startswith(NOT_PLACES)
            and ("area" in takes or PLACES & inside)
        ):
            found[path] = takes
    return found


def asked(path: str, takes: set[str], code: str, day: str | None = None) -> str:
    """Return the question about an area, of a day where one is told."""
    parts = [MORE.get(path, ""), "limit=200" if "area_scope" in takes else ""]
    if place := re.search(r"\{\w+\}", path):
        path = path.replace(place[0], code)
    else:
        parts.append(f"area={code}")
    if day is not None:
        parts += [f"{name}={day}" for name in OF_A_DAY if name in takes]
    return f"{path}?{'&'.join(part for part in parts if part)}"


@pytest.fixture(scope="module")
async def hand(ground: Ground) -> AsyncIterator[Hand]:
    """Make one thing of each kind at each level of a province, as the access matrix does."""
    url = ground.fresh("registry", "moved_areas")
    async with wire.running("registry", url, ground.keys) as app:
        desk = Desk(ground.keys)
        hand = Hand(app, desk)
        await worlds.furnish("registry", app, desk)
        village = {"code": "72060207", "name_th": "บ้านหนองสาหร่าย"}
        listed = {"province_code": OLD, "source_th": "กรมการปกครอง", "villages": [village]}
        await hand.make("/v1/village-lists", listed)
        yield hand


async def answers(hand: Hand, province: str, day: str | None = None) -> Answers:
    """Return what everything says of a province, a district, a tambon and a village, of a day where asked."""
    said: Answers = {}
    for path, takes in asking(hand.app).items():
        if day is not None and (path in OF_NOW or not takes & set(OF_A_DAY)):
            continue
        for below in ("", "06", "0602", "060201"):
            question = asked(path, takes, province + below, day)
            answer = await wire.call(hand.app, "GET", question, hand.admin)
            file = answer.status == 200 and path.endswith(FILES)
            body = (
                list(csv.reader(io.StringIO(answer.body.decode("utf-8-sig"))))
                if file
                else answer.json()
            )
            said[path, below] = [answer.status, body]
    return said


def different(before: Answers, after: Answers) -> list[str]:
    """Return each question that is answered otherwise, with the first words that differ."""
    found = []
    for key, was in before.items():
        one, other = (json.dumps(told(each), ensure_ascii=False) for each in (was, after[key]))
        if one != other:
            at = next(
                (n for n, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]),
                0,
            )
            found.append(
                f"{key}: {one[max(0, at - 60) : at + 90]} <> {other[max(0, at - 60) : at + 90]}"
            )
    return found


async def test_everything_is_found_under_the_new_code_and_of_days_before_under_the_old_one(
    hand: Hand,
) -> None:
    today, past = await answers(hand, OLD), await answers(hand, OLD, BEFORE)
    bare = [
        path
        for path in asking(hand.app)
        if not any(
            status == 200 and (not isinstance(body, dict) or body.get("items", True))
            for (of, _), (status, body) in today.items()
            if of == path
        )
    ]
    assert bare == [], [(path, today[path, ""]) for path in bare]
    unit = {"from_code": OLD, "to_code": NEW}
    change = await hand.make("/v1/area-changes", order("MOVE", DAY, unit))
    assert not (found := different(today, await answers(hand, NEW))), "\n".join(found)
    assert not (found := different(past, await answers(hand, OLD, BEFORE))), "\n".join(found)
    undo = {"order_th": "ยกเลิก", "effective_on": UNDONE}
    await hand.make(f"/v1/area-changes/{change['id']}/reversals", undo)
    assert not (found := different(today, await answers(hand, OLD))), "\n".join(found)
    assert not (found := different(past, await answers(hand, OLD, BEFORE))), "\n".join(found)
