"""What the documentation shows is what the platform answers after `make run`."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from gateway.views import examples
from khabuan import stories
from shared import tokens
from shared.told import PLACES
from tests.conftest import People
from tests.journeys.test_water import CODI, DOCUMENT, EXAMPLES, NEED, play, until

MOVES = {
    "as_of", "on", "checked_on", "waiting_days", "age_days", "created_at", "updated_at", "newest_at",
    "oldest_unverified_at", "at", "position", "jws", "next", "limit",
}  # fmt: skip
"""What changes with the day on which one asks, with the page one asks for, or with each signature."""
RESPONSIBLE = {
    "/v1/area-changes/{id}/moves": {"/number"},
    "/v1/organization-mergers/{id}/lines": {"/id"},
}
"""What only those see who are responsible, so that they ask, and what of it is numbered as it comes."""
SCREENS = (
    "/v1/province-dashboards/{code}",
    "/v1/tambon-profiles/{code}",
    "/v1/journeys/{need_id}",
)
ACCESS = {
    "sessions.open", "self", "accounts.read", "accounts.manage", "grants.give", "grants.end", "clients.manage",
    "access-log.read", "people.read", "people.contact", "people.register", "people.change", "people.merge",
    "data-requests.decide", "suggestions.make", "suggestions.decide", "intake.receive", "intake.resolve",
}  # fmt: skip
NOT_TOLD = {"clients", "data-subject-requests", "legal-bases", "suggestions"}
"""Collections of which the stories hold nothing, or nothing that who asks here may see."""
OF_TIME = {
    "escalations", "notices", "notice-lists", "notice-channels", "notice-gateways", "notice-handovers",
}  # fmt: skip
"""Collections that are filled by days that pass, by what happens and by who operates, not by stories."""
UNCONFIGURED = {"chooseNoticeChannel", "endNoticeChannel", "handNoticesOver"}
"""What needs a gateway that operators configure, or a notice whose id nobody chose."""
FINISHED = {
    "carryOverPlanItem",
    "approveCommitment",
    "refuseCommitment",
    "signAgreement",
    "adoptJointAgenda",
    "adoptPlan",
    "changePlan",
    "changePlanItem",
    "finalizePlanItem",
    "recordDeliberation",
    "submitPlan",
    "withdrawPlanVersion",
    "withdrawPlanItem",
    "returnSubmission",
    "receiveSubmission",
    "changeCharter",
    "adoptCharter",
    "decideInclusion",
    "changeInclusion",
    "acknowledgeProposal",
    "answerProposal",
    "replyToAnswer",
    "answerCommunityNotice",
    "answerCouncilNotice",
    "decideCertification",
    "endorseOrganization",
    "mergeOrganization",
    "endRotation",
    "endBody",
    "changeFact",
    "changeEvaluation",
    "publishEvaluation",
    "changeLesson",
    "publishLesson",
    "verifyFactInArea",
    "verifyFactAtProvince",
    "verifyFactsInArea",
    "verifyFactsAtProvince",
}
"""What cannot be done once more to a story that has been told to its end: 409, and why."""


LEADER = "01680000-0000-7000-8000-000000000603"
"""The account of the leader of Nong Sarai, who asks about themselves."""
BAD_EXAMPLES = {"validation-failed", "malformed-json", "malformed-request"}


def is_of_access(operation: dict[str, Any]) -> bool:
    """Say whether it is about rights and people, of which everybody sees something else."""
    return operation["x-policy"]["action"] in ACCESS


def asker(people: People, operation: dict[str, Any]) -> dict[str, str]:
    """Return the header of somebody who may, with a second factor."""
    roles = operation["x-policy"]["roles"]
    if operation["x-policy"]["action"] == "self":
        grants = [{"role": "LEADER", "area": "720602"}]
        token = tokens.sign(people.key, LEADER, grants, strong=True)
        return {"Authorization": f"Bearer {token}"}
    if "NATIONAL_ADMIN" in roles:
        return people("NATIONAL_ADMIN", area="")
    return people("PARTNER_AGENCY", agency=CODI)


@pytest.fixture(scope="module")
async def told(platform: httpx.AsyncClient, people: People) -> httpx.AsyncClient:
    """Lend the platform with all stories told, as `make run` leaves it."""
    for path in EXAMPLES:
        for step in stories.read(path).steps:
            grant = dict(step.grant)
            answer = await play(
                platform, step, people(grant.pop("role"), person=step.person, **grant)
            )
            assert answer.status_code == 201 or answer.is_success, (path.name, answer.text)
    return platform


def leaves(value: Any, at: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every value with the way to it; an empty list or object is a value too."""
    if not isinstance(value, dict | list) or not value:
        yield at, value
        return
    for name, each in value.items() if isinstance(value, dict) else enumerate(value):
        if name not in MOVES:
            yield from leaves(each, f"{at}/{name}")


def without(numbers: set[str], item: Any) -> dict[str, Any]:
    """Return the values of an item but for those of which only that they are there is known."""
    values = dict(leaves(item))
    assert numbers <= values.keys()
    return {name: value for name, value in values.items() if name not in numbers}


def is_settled(answer: dict[str, Any]) -> bool:
    """Say whether every service has answered and heard of the whole story."""
    fresh = all(source["status"] == "FRESH" for source in answer["sources"].values())
    return fresh and "100000.00" in str(answer["partners"]) and "DONE" in str(answer["planning"])


@pytest.mark.parametrize(
    ("path", "example"),
    [
        ("/v1/province-dashboards/72", examples.PROVINCE),
        ("/v1/tambon-profiles/720602", examples.TAMBON),
        (f"/v1/journeys/{NEED}", examples.JOURNEY),
    ],
)
async def test_a_screen_answers_every_value_that_its_example_shows(
    told: httpx.AsyncClient, path: str, example: dict[str, Any]
) -> None:
    whole = await until(told, path, is_settled)
    real, shown = dict(leaves(whole)), dict(leaves(example))
    if "hops" in str(shown):
        last = f"/planning/hops/{len(example['planning']['hops']) - 1}/days"
        assert real.pop(last) >= shown.pop(last), "the last holder holds it longer every day"
    assert real == shown


async def test_poverty_data_cohorts_and_joint_agendas_are_there_after_make_run(
    told: httpx.AsyncClient,
) -> None:
    def has_facts(page: dict[str, Any]) -> bool:
        return bool(page["planning"] and page["planning"]["facts"])

    chai_nat = (await until(told, "/v1/province-dashboards/18", has_facts))["planning"]
    [poor] = [each for each in chai_nat["facts"] if each["indicator_code"] == "TARGETED_POOR"]
    assert (poor["year_be"], poor["reported"], poor["expected"], poor["masked"]) == (
        2567, 53, 53, 4)  # fmt: skip
    assert (poor["value"], poor["at_least"], poor["at_most"]) == (None, "1229", "1265")
    cohorts = (await told.get("/v1/cohorts?programme=INTEGRATED_PROVINCES")).json()["items"]
    assert {(e["declared_size"], e["planned"], e["entered"], e["unknown"]) for e in cohorts} == {
        (22, 0, 6, 16), (14, 14, 0, 0), (13, 0, 0, 13)}  # fmt: skip
    first = next(each["id"] for each in cohorts if each["declared_size"] == 22)
    members = (await told.get(f"/v1/cohorts/{first}/members")).json()["items"]
    assert [each["area"]["name_th"] for each in members] == [
        "ชัยนาท", "เชียงราย", "แม่ฮ่องสอน", "นครสวรรค์", "พิษณุโลก", "สุพรรณบุรี"]  # fmt: skip
    [agenda] = (await told.get("/v1/joint-agendas?area=72&status=ADOPTED")).json()["items"]
    assert [each["issue_code"] for each in agenda["issues"]] == ["WATER", "LAND", "FARMERS"]


def operations(*methods: str) -> list[tuple[str, str, dict[str, Any]]]:
    """Return the documented operations with these methods."""
    return [
        (method, path, operation)
        for path, each in DOCUMENT["paths"].items()
        for method, operation in each.items()
        if method in methods
    ]


def tried(path: str, operation: dict[str, Any]) -> tuple[str, dict[str, str], dict[str, str]]:
    """Return address, query and headers as "Try it out" fills them in."""
    given: dict[str, dict[str, str]] = {"path": {}, "query": {}, "header": {}}
    for parameter in operation.get("parameters", ()):
        if "example" in parameter:
            given[parameter["in"]][parameter["name"]] = parameter["example"]
    return path.format(**given["path"]), given["query"], given["header"]


LOOKS = [(path, operation) for _, path, operation in operations("get") if path not in SCREENS]


@pytest.mark.parametrize(("path", "operation"), LOOKS, ids=[path for path, _ in LOOKS])
async def test_what_is_looked_at_is_there_and_is_as_its_example_shows(
    told: httpx.AsyncClient, people: People, path: str, operation: dict[str, Any]
) -> None:
    address, query, _ = tried(path, operation)
    content = operation["responses"]["200"]["content"]
    if "application/json" not in content:
        answer = await told.get(address, params=query)
        assert (
            answer.status_code,
            answer.headers["content-type"].partition(";")[0] in content,
        ) == (200, True)
        return
    shown = content["application/json"]["example"]
    if is_of_access(operation) or path.startswith("/.well-known/"):
        answer = await told.get(address, params=query, headers=asker(people, operation))
        if path.split("/")[2] in NOT_TOLD:
            assert answer.status_code in {200, 404}
        else:
            assert answer.status_code == 200, answer.text
            assert answer.json().keys() == shown.keys()
        return
    who = asker(people, operation) if path in RESPONSIBLE else {}
    answer = await told.get(address, params=query, headers=who)
    if path.split("/")[2] in OF_TIME:
        assert answer.status_code in {200, 404}, answer.text
        return
    assert answer.status_code == 200, answer.text
    whole = answer.json()
    if "items" not in shown or not isinstance(shown["items"], list):
        assert dict(leaves(whole)) == dict(leaves(shown))
        return
    assert whole["items"], "a list that is tried shows something"
    numbers = RESPONSIBLE.get(path, set())
    wanted = without(numbers, shown["items"][0])
    while True:
        if wanted in [without(numbers, item) for item in whole["items"]]:
            return
        assert whole["next"], (wanted, whole["items"][-1])
        whole = (await told.get(whole["next"], headers=who)).json()


LATER = ("closings", "reinstatements", "renewals", "revocations", "endings", "reversals")
"""What happens to things after everything else, in this order."""
OWN_FILES = {"receiveImport"}
"""What only who stored the file may do."""
STILL_USED = {"endBody"}
"""What is refused because others are in it, which has a code of its own."""


def in_order(each: tuple[str, str, dict[str, Any]]) -> tuple[int, bool, str]:
    """Sort: changes, new things (the plan before what is in it), what happens to things, their ends."""
    method, path, _ = each
    last = path.rpartition("/")[2]
    late = 3 + LATER.index(last) if last in LATER else 2
    kind = 0 if method == "patch" else 1 if path.count("/") == 2 else late
    return kind, path == "/v1/plan-items", path


async def test_every_write_can_be_tried_with_its_example(
    told: httpx.AsyncClient, people: People
) -> None:
    refused, done = set(), set()
    for method, path, operation in sorted(operations("post", "patch"), key=in_order):
        address, query, headers = tried(path, operation)
        name, who = operation["operationId"], asker(people, operation)
        if "application/json" not in operation["requestBody"]["content"]:
            continue
        answer = await told.request(
            method,
            address,
            params=query,
            json=operation["requestBody"]["content"]["application/json"]["example"],
            headers={"Idempotency-Key": f"try-{name}", **headers, **who},
        )
        if name in UNCONFIGURED:
            assert answer.status_code in {404, 422}, (name, answer.text)
        elif name in OWN_FILES:
            faults = [(each["pointer"], each["code"]) for each in answer.json()["errors"]]
            assert faults == [("#/sha256", "unknown-reference")]
        elif is_of_access(operation):
            code = answer.json().get("code")
            assert str(answer.status_code) in operation["responses"], (name, answer.text)
            assert code not in BAD_EXAMPLES, (name, answer.text)
        elif answer.status_code == 409:
            refused.add(name)
            why = "still-referenced" if name in STILL_USED else "state-conflict"
            assert answer.json()["code"] == why, (name, answer.text)
        else:
            assert answer.status_code in {200, 201}, (name, answer.text)
            assert str(answer.status_code) in operation["responses"]
            assert "idempotent-replayed" not in answer.headers, name
            done.add(name)
    assert refused == FINISHED
    made = {
        o["operationId"]
        for _, p, o in operations("post")
        if p.count("/") == 2 and not is_of_access(o) and o["operationId"] not in UNCONFIGURED
    }
    assert made <= done


def test_every_collection_has_a_thing_to_try() -> None:
    with_id = {path.split("/")[2] for path in DOCUMENT["paths"] if "{" in path}
    assert with_id == set(PLACES)
