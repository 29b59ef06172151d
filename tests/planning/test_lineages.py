"""A need or item in W3C PROV: every name that a relation uses is told, in both directions, without persons."""

import re
from typing import Any

from shared.ids import new_id
from tests.conftest import Client
from tests.planning.conftest import Movement

ENDS = {
    "wasGeneratedBy": {"prov:entity": "entity", "prov:activity": "activity"},
    "used": {"prov:activity": "activity", "prov:entity": "entity"},
    "wasDerivedFrom": {
        "prov:generatedEntity": "entity",
        "prov:usedEntity": "entity",
        "prov:activity": "activity",
    },
    "wasAssociatedWith": {"prov:activity": "activity", "prov:agent": "agent"},
}
"""What each relation of the W3C note joins."""


def check(document: dict[str, Any]) -> None:
    """Hold a document against the structure of PROV-JSON."""
    assert document.keys() == {"prefix", "entity", "activity", "agent", *ENDS}
    names = [name for kind in ("entity", "activity", "agent") for name in document[kind]]
    assert len(names) == len(set(names)), "a name stands for one thing"
    for name in names:
        prefix, _, local = name.partition(":")
        assert prefix in document["prefix"]
        assert re.fullmatch(r"[a-z-]+/[0-9A-Za-z-]+", local)
    for relation, ends in ENDS.items():
        assert document[relation], relation
        for name, told in document[relation].items():
            assert name.startswith("_:")
            assert told.keys() == ends.keys()
            assert all(told[end] in document[kind] for end, kind in ends.items()), (relation, told)
    for told in document["activity"].values():
        assert told.get("prov:startTime") == told.get("prov:endTime")
    kinds = {told["prov:type"]["$"] for told in document["agent"].values()}
    assert kinds == {"prov:Organization"}, "no person is told"


async def test_a_need_and_an_item_tell_their_way_in_both_directions(
    planning: Client, movement: Movement
) -> None:
    need = await movement.need()
    low = await movement.adopted("720602", 100, need_ids=[need["id"]])
    beside = await movement.adopted("720603", 10)
    plan = await movement.plan("7206")
    above = await movement.item(plan)
    await movement.include(low, above, 60)
    await movement.include(beside, above, 10)
    await movement.finalize(above)
    await movement.adopt(plan, "2024-08-21")
    proposal = await movement.propose(above, 50)
    assert (await movement.answer(proposal, "ACCEPTED", 50)).is_success
    result = {"id": str(new_id()), "reported_on": "2025-08-29", "summary_th": "เสร็จ"}
    path = f"/v1/plan-items/{low['id']}/results"
    await movement.done(path, result, movement.staff("720602"))
    accept = {"Accept": "application/prov+json"}
    told = await planning.get(f"/v1/needs/{need['id']}/lineage", headers=accept)
    assert (told.status_code, told.headers["content-type"]) == (200, "application/prov+json")
    check(told.json())
    things = {name.rpartition("/")[2] for name in told.json()["entity"]}
    assert {need["id"], low["id"], above["id"], proposal["id"], result["id"]} <= things
    assert beside["id"] not in things, "what came in beside it is not its story"
    item = (await planning.get(f"/v1/plan-items/{above['id']}/lineage")).json()
    check(item)
    derived = [
        (one["prov:generatedEntity"], one["prov:usedEntity"])
        for one in item["wasDerivedFrom"].values()
    ]
    name = "khabuan:plan-item/{}".format
    assert (name(above["id"]), name(low["id"])) in derived
    assert (name(above["id"]), name(beside["id"])) in derived
    assert (name(low["id"]), f"khabuan:need/{need['id']}") in derived


async def test_a_draft_has_no_lineage_yet(planning: Client, movement: Movement) -> None:
    draft = await movement.item(await movement.plan(), 1)
    for path in (f"/v1/plan-items/{draft['id']}/lineage", f"/v1/needs/{new_id()}/lineage"):
        assert (await planning.get(path, headers=movement.province)).status_code == 404
