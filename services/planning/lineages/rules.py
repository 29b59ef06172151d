"""How a net of needs, items, decisions and results is told as W3C PROV."""

import datetime as dt
from typing import Any

from services.planning.lineages.schemas import NAMESPACE, Attributes, Document, Net
from shared.places import level_of

PUBLIC_OFFICE = "prov:Organization"
"""Whoever acts here is an organization or an office; persons are not told."""


class _Prov:
    """A PROV-JSON document that is being written."""

    def __init__(self) -> None:
        self.document = Document(
            prefix={"khabuan": NAMESPACE},
            entity={},
            activity={},
            agent={},
            wasGeneratedBy={},
            used={},
            wasDerivedFrom={},
            wasAssociatedWith={},
        )
        self._related: set[tuple[str, ...]] = set()

    def entity(self, kind: str, identity: object, label: str | None = None) -> str:
        """Note a thing; return its name."""
        name = f"khabuan:{kind}/{identity}"
        told: Attributes = {"prov:type": _name(f"khabuan:{kind}")}
        if label:
            told["prov:label"] = label
        self.document.entity.setdefault(name, told)
        return name

    def activity(self, kind: str, identity: object, on: dt.date | None, agent: str | None) -> str:
        """Note an act on a day and who answers for it; return its name."""
        name = f"khabuan:{kind}/{identity}"
        told: Attributes = {"prov:type": _name(f"khabuan:{kind}")}
        if on is not None:
            told |= dict.fromkeys(("prov:startTime", "prov:endTime"), f"{on}T00:00:00+07:00")
        self.document.activity.setdefault(name, told)
        if agent is not None:
            self._relate("wasAssociatedWith", {"prov:activity": name, "prov:agent": agent})
        return name

    def agent(self, kind: str, identity: object, label: str) -> str:
        """Note an organization or an office; return its name."""
        name = f"khabuan:{kind}/{identity}"
        told = {"prov:type": _name(PUBLIC_OFFICE), "prov:label": label}
        self.document.agent.setdefault(name, told)
        return name

    def place(self, code: str, name_th: str) -> str:
        """Note whoever answers for plans of a place; return its name."""
        return self.agent("planners", code or "TH", f"ผู้จัดทำแผน {name_th} ({level_of(code).value})")

    def made(self, thing: str, act: str, *sources: str) -> None:
        """Note that an act made a thing, out of others."""
        self._relate("wasGeneratedBy", {"prov:entity": thing, "prov:activity": act})
        for source in sources:
            self._relate("used", {"prov:activity": act, "prov:entity": source})
            derived = {"prov:generatedEntity": thing, "prov:usedEntity": source}
            self._relate("wasDerivedFrom", {**derived, "prov:activity": act})

    def _relate(self, relation: str, told: dict[str, Any]) -> None:
        mark = (relation, *told.values())
        if mark not in self._related:
            self._related.add(mark)
            records: dict[str, Attributes] = getattr(self.document, relation)
            records[f"_:{relation}{len(records) + 1}"] = told


def _name(qualified: str) -> dict[str, str]:
    return {"$": qualified, "type": "prov:QUALIFIED_NAME"}


def told(net: Net) -> str:
    """Return the net as PROV-JSON."""
    prov = _Prov()
    needs = {need.id: prov.entity("need", need.id, need.title_th) for need in net.needs}
    for need in net.needs:
        if need.organization_id is None:
            voice = prov.place(need.area_code, need.area_name_th)
        else:
            name = need.organization_th or ""
            voice = prov.agent("organization", need.organization_id, name)
        prov.made(needs[need.id], prov.activity("voicing", need.id, need.voiced_on, voice))
    for origin in net.origins:
        act = prov.activity(f"need-{origin.kind.lower()}", origin.cause, None, None)
        prov.made(needs[origin.into], act, needs[origin.origin])
    _items(prov, net, needs)
    return prov.document.model_dump_json()


def _items(prov: _Prov, net: Net, needs: dict[Any, str]) -> None:
    items = {item.id: prov.entity("plan-item", item.id, item.title_th) for item in net.items}
    for item in net.items:
        planners = prov.place(item.area_code, item.area_name_th)
        act = prov.activity("planning", item.plan_id, item.adopted_on, planners)
        carried = [items[former]] if (former := item.carried_from) and former in items else []
        prov.made(items[item.id], act, *(needs[need] for need in item.need_ids), *carried)
    above = {item.id: prov.place(item.area_code, item.area_name_th) for item in net.items}
    for edge in net.edges:
        act = prov.activity("inclusion", edge.id, edge.decided_on, above[edge.above])
        prov.document.activity[act]["khabuan:share_baht"] = edge.share
        prov.made(items[edge.above], act, items[edge.below])
    for proposal in net.proposals:
        thing = prov.entity("proposal", proposal.id, proposal.title_th)
        submitted = prov.activity(
            "submission", proposal.id, proposal.submitted_on, above[proposal.item]
        )
        prov.made(thing, submitted, items[proposal.item])
        if proposal.answer is not None:
            office = prov.agent("addressee", proposal.id, proposal.addressee_th)
            answering = prov.activity("answering", proposal.answer, proposal.answered_on, office)
            answer = prov.entity("answer", proposal.answer, proposal.outcome)
            prov.made(answer, answering, thing)
    for result in net.results:
        reporting = prov.activity("reporting", result.id, result.reported_on, above[result.item])
        prov.made(prov.entity("result", result.id), reporting, items[result.item])
