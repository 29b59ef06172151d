"""US7, US9: the examples, told through the gateway by the right people; everybody else is refused.

US11 is held sentence by sentence in test_us11_water.py.
"""

import asyncio
import json
from pathlib import Path
from typing import Any

import httpx

from khabuan import stories
from shared.policies import POLICIES, Reach, Role
from tests.conftest import People

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*.json"))
DOCUMENT = json.loads((ROOT / "openapi" / "gateway.json").read_text())
NEED = "01680000-0000-7000-8000-000000000501"
ITEM = "01680000-0000-7000-8000-000000000512"
PROVINCE_PLAN = "01680000-0000-7000-8000-000000000531"
CODI = "01680000-0000-7000-8000-000000000401"


def policy_of(step: stories.Step) -> str:
    """Return the right that a step needs, as the document says it."""
    for template, operations in DOCUMENT["paths"].items():
        parts, asked = template.split("/"), step.path.split("/")
        if len(parts) == len(asked) and all(
            p.startswith("{") or p == a for p, a in zip(parts, asked, strict=True)
        ):
            operation = operations.get(step.method.lower())
            if operation:
                return str(operation["x-policy"]["action"])
    raise AssertionError(f"{step.method} {step.path} is not documented")


def wrong_people(action: str) -> list[tuple[str, dict[str, str]]]:
    """Return grants that do not reach: roles without the right, and roles of another place or party."""
    found = []
    elsewhere = {"area": "100101", "organization": "0199a3b0-0000-7000-8000-00000000dead",
                 "agency": "0199a3b0-0000-7000-8000-00000000dead"}  # fmt: skip
    for role in Role:
        reach = POLICIES[action].get(role)
        if role is Role.SERVICE or reach is Reach.EVERYWHERE:
            continue
        found.append((role.value, {"area": ""} if reach is None else elsewhere))
    return found


def is_refused(answer: httpx.Response) -> bool:
    """Say whether somebody was turned away: no right, or what it is about does not exist for them."""
    errors = answer.json().get("errors", [])
    unknown = errors and all(each["code"] == "unknown-reference" for each in errors)
    return answer.status_code in {403, 404} or (answer.status_code == 422 and unknown)


async def play(
    client: httpx.AsyncClient, step: stories.Step, who: dict[str, str]
) -> httpx.Response:
    """Send a step, and again while another service has not followed yet."""
    headers = {**who, "Content-Type": step.media_type, "Idempotency-Key": step.key}
    for _ in range(100):
        answer = await client.request(step.method, step.path, content=step.body, headers=headers)
        errors = answer.json().get("errors", []) if answer.status_code == 422 else []
        if not any(error["code"] == "unknown-reference" for error in errors):
            return answer
        await asyncio.sleep(0.1)
    return answer


async def test_the_stories_are_told_by_the_right_people_only(
    platform: httpx.AsyncClient, people: People
) -> None:
    refused = 0
    for path in EXAMPLES:
        for step in stories.read(path).steps:
            action = policy_of(step)
            for role, reach in wrong_people(action):
                key = {"Idempotency-Key": f"wrong-{role}-{step.key}"[:255]}
                headers = {**people(role, **reach), **key, "Content-Type": "application/json"}
                answer = await platform.request(
                    step.method, step.path, content=step.body, headers=headers
                )
                assert is_refused(answer), (path.name, step.number, role, answer.text)
                refused += 1
            anonymous = await platform.request(
                step.method,
                step.path,
                content=step.body,
                headers={"Content-Type": "application/json"},
            )
            assert anonymous.status_code == 401
            grant = dict(step.grant)
            answer = await play(
                platform, step, people(grant.pop("role"), person=step.person, **grant)
            )
            assert answer.status_code in {200, 201}, (path.name, step.number, answer.text)
    assert refused > 250


LOOKED_AT = {"85-rows-as-typed.json"}
"""Stories with a list whose file goes once it was looked at: sent again, it is a new one."""


async def test_telling_them_again_changes_nothing(
    platform: httpx.AsyncClient, people: People
) -> None:
    before = (await platform.get(f"/v1/plan-items/{ITEM}")).json()
    for path in EXAMPLES:
        for step in stories.read(path).steps:
            grant = dict(step.grant)
            who = people(grant.pop("role"), person=step.person, **grant)
            headers = {
                **who,
                "Content-Type": step.media_type,
                "Idempotency-Key": f"again-{step.key}"[:255],
            }
            answer = await platform.request(
                step.method, step.path, content=step.body, headers=headers
            )
            if step.method == "PUT" and path.name in LOOKED_AT:
                assert answer.status_code == 201, answer.text
                continue
            assert answer.status_code == 200, (path.name, step.number, answer.text)
            assert answer.headers["idempotent-replayed"] == "true"
    assert (await platform.get(f"/v1/plan-items/{ITEM}")).json() == before


async def until(client: httpx.AsyncClient, path: str, good: Any) -> dict[str, Any]:
    """Ask until the answer is good: screens are cached for two seconds."""
    for _ in range(60):
        answer = (await client.get(path)).json()
        if good(answer):
            return dict(answer)
        await asyncio.sleep(0.1)
    raise AssertionError(json.dumps(answer, ensure_ascii=False, indent=1)[:3000])


async def test_the_need_knows_its_way_up_and_back(platform: httpx.AsyncClient) -> None:
    journey = await until(
        platform,
        f"/v1/journeys/{NEED}",
        lambda a: a.get("planning") and a["partners"] and a["partners"]["items"],
    )
    hops = journey["planning"]["hops"]
    kinds = [(hop["direction"], hop["kind"]) for hop in hops]
    assert kinds[0] == ("UP", "NEED")
    for expected in (
        ("UP", "PLAN_ITEM"),
        ("UP", "INCLUSION"),
        ("UP", "PROPOSAL"),
        ("DOWN", "ANSWER"),
        ("DOWN", "RESULT"),
    ):
        assert expected in kinds, kinds
    dates = [hop["date"] for hop in hops]
    assert dates == sorted(dates)
    assert all(hop["state_th"] and hop["holder_th"] and hop["days"] >= 0 for hop in hops)
    included = [hop for hop in hops if hop["kind"] == "INCLUSION"]
    assert {hop["level"] for hop in included} == {"DISTRICT", "PROVINCE"}
    assert {hop["amount"]["amount"] for hop in included} == {"350000.00"}
    answer = next(hop for hop in hops if hop["kind"] == "ANSWER")
    assert (answer["state"], answer["amount"]["amount"]) == ("ACCEPTED_IN_PART", "200000.00")
    assert journey["planning"]["need"]["status"] == "DONE"
    assert [(c["amount"]["amount"], c["agency_id"]) for c in journey["partners"]["items"]] == [
        ("100000.00", CODI)
    ]
    assert {source["status"] for source in journey["sources"].values()} == {"FRESH"}


async def test_the_tambons_sum_is_its_share_in_the_province(platform: httpx.AsyncClient) -> None:
    rollup = (await platform.get(f"/v1/rollups/{PROVINCE_PLAN}")).json()
    assert rollup["total"]["amount"] == rollup["from_below"]["amount"] == "350000.00"
    shares = {share["area"]["code"]: share["amount"]["amount"] for share in rollup["by_area"]}
    assert shares == {"720602": "350000.00"}


async def test_the_dashboards_show_the_pilots_and_the_water(platform: httpx.AsyncClient) -> None:
    for code, stage, year in (
        ("60", "FLAGSHIP", 2561),
        ("19", "PREPARATION", 2562),
        ("18", "PREPARATION", 2563),
    ):
        shown = await until(
            platform,
            f"/v1/province-dashboards/{code}",
            lambda a: a["partners"] and a["partners"]["nodes"],
        )
        stages = {(node["stage"], node["stage_year_be"]) for node in shown["partners"]["nodes"]}
        assert (stage, year) in stages
        assert shown["partners"]["presence"] == ("COORDINATED" if code == "18" else "OVERLAP")
    shown = await until(
        platform, "/v1/province-dashboards/72", lambda a: a["planning"] and a["planning"]["years"]
    )
    assert shown["registry"]["tambons"] == 110
    assert shown["planning"]["years"][0]["budget"]["amount"] == "350000.00"
    assert shown["planning"]["proposals"][0]["granted"]["amount"] == "200000.00"
    tambon = await until(
        platform,
        "/v1/tambon-profiles/720602",
        lambda a: a["partners"] and a["partners"]["commitments"],
    )
    assert tambon["registry"]["name_th"] == "หนองสาหร่าย"
    assert tambon["partners"]["committed"]["amount"] == "100000.00"


async def test_a_second_active_agreement_of_a_province_is_refused(
    platform: httpx.AsyncClient, people: People
) -> None:
    first = "01680000-0000-7000-8000-000000000412"
    other = "01680000-0000-7000-8000-00000000f412"
    who = people("NATIONAL_ADMIN", area="")
    body = {"id": other, "kind": "PROVINCE", "province_code": "18", "title_th": "ฉบับที่สอง",
            "party_ids": [CODI, "01680000-0000-7000-8000-000000000403"], "starts_on": "2020-01-01",
            "under_agreement_id": "01680000-0000-7000-8000-000000000411"}  # fmt: skip
    made = await platform.post("/v1/agreements", json=body, headers=who)
    assert made.status_code in {200, 201}, made.text
    sign = {"id": "01680000-0000-7000-8000-00000000f413", "signed_on": "2020-01-01"}
    refused = await platform.post(
        f"/v1/agreements/{other}/signatures",
        json=sign,
        headers={
            **people("NATIONAL_ADMIN", area="", person="signer"),
            "Idempotency-Key": "second",
        },
    )
    assert refused.status_code == 409, refused.text
    assert first in refused.text
