"""How a journey is told: its hops in the order of their days, each with the need's own share of the money."""

import datetime as dt
import itertools
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from services.planning.answers.schemas import OUTCOME_TH
from services.planning.holders.rules import holder_here, holder_of
from services.planning.hops import rules as hops
from services.planning.need_shares import rules as need_shares
from services.planning.need_shares.rules import Shares
from services.planning.needs.schemas import CAUSE_TH, CauseKind, NeedStatus
from services.planning.needs.schemas import STATUS_TH as NEED_TH
from services.planning.plans.schemas import STATUS_TH as PLAN_TH
from services.planning.plans.schemas import PlanStatus
from services.planning.proposals.schemas import STATUS_TH as PROPOSAL_TH
from services.planning.proposals.schemas import ProposalStatus
from services.planning.rollups.schemas import DECISION_TH, Decision
from services.planning.sentences import rules as sentences
from services.planning.ways import rules as ways
from services.planning.ways import schemas
from services.planning.ways.schemas import ItemFact, ProposalFact, Way
from shared.contracts.planning import Direction, Hop, HopKind, NeedInShort, PlanningJourney
from shared.places import level_of

SHARED, SHARED_TH = "SHARED", "จัดสรรลงมาแล้ว"
REPORTED, REPORTED_TH = "REPORTED", "รายงานผลแล้ว"
INTERIM, INTERIM_TH = "REPORTED_FOR_PERIOD", "รายงานผลตามงวดแล้ว"


@dataclass(frozen=True, slots=True)
class Told:
    """A journey, and the hop at which what it became waits longest or has ended, with the days until today."""

    journey: PlanningJourney
    now: Hop


def journey(way: Way, today: dt.date) -> PlanningJourney:
    """Tell the way of a need as it stands on a day."""
    return tell(way, today).journey


def tell(way: Way, today: dt.date) -> Told:
    """Tell the way of a need, and where it stands: where that waits which has the farthest to go."""
    shares, waits = ways.shares(way), ways.waiting(way)
    found = list(_hops(way, shares))
    now = hops.latest(found, waits.id if waits else None)
    stands: dict[str, Any] = {"days": max(0, (today - now.date).days) if waits else 0}
    if waits and waits.status is NeedStatus.RECORDED:
        stands["holder_th"] = holder_here(waits.area_code, waits.area_name_th)
    now = now.model_copy(update=stands)
    voices = [each for each in (way.need.organization_th, way.need.forum_th) if each]
    told = PlanningJourney(
        need=NeedInShort(
            **way.need.model_dump(exclude={"organization_th", "forum_th"}),
            status_th=NEED_TH[way.need.status],
            voiced_by_th=" · ".join(voices)[:500],
        ),
        hops=hops.in_order(found, today, ended=waits is None),
        holder_th=now.holder_th,
        waiting_days=now.days,
        sentence_th=sentences.sentence(way, shares, now, today),
        plan_item_ids=[item.id for item in way.items],
    )
    return Told(told, now)


def _together(way: Way) -> Iterator[hops.Dated]:
    """Tell by which acts the need and what it became went into others, or came from others, and why."""
    kin, became = {each.id: each for each in way.kin}, ways.lines(way)
    ahead = need_shares.ahead_of(way.need.id, became)
    acts: dict[UUID, list[schemas.LineFact]] = defaultdict(list)
    for line in way.lines:
        if line.into_id == way.need.id or line.origin_id in ahead:
            acts[line.cause_id].append(line)
    for act in acts.values():
        into = [kin[each] for each in sorted({line.into_id for line in act})]
        names = " · ".join(sentences.short(each.title_th, 120) for each in into[:3])
        more = f" และอีก {len(into) - 3} รายการ" if len(into) > 3 else ""
        hop = _at_need(
            into[0] if len(into) == 1 else kin[act[0].origin_id],
            title_th=into[0].title_th if len(into) == 1 else f"{names}{more}",
            kind=HopKind(act[0].cause_kind),
            id=act[0].cause_id,
            date=act[0].happened_on,
            state=act[0].cause_kind,
            state_th=CAUSE_TH[act[0].cause_kind],
            reason_th=act[0].reason_th,
        )
        leaves = (need_shares.leaves_of(each.id, became) for each in into)
        yield hops.Dated(hops.JOINED, hop, frozenset[UUID]().union(*leaves))


def _dropped(way: Way) -> Iterator[hops.Dated]:
    """Tell which versions of plans answered the need no longer, or what it became: it waits for a plan again."""
    kin, became = {each.id: each for each in way.kin}, ways.lines(way)
    for fact in {each.id: each for each in way.drops}.values():
        gone = (each.need_id for each in way.drops if each.id == fact.id)
        leaves = (need_shares.leaves_of(each, became) for each in gone)
        hop = _at_need(
            kin.get(fact.need_id, way.need),
            kind=HopKind.DROP,
            id=fact.id,
            date=fact.happened_on,
            state=NeedStatus.RECORDED,
            state_th=CAUSE_TH[CauseKind.DROP],
            reason_th=fact.reason_th,
        )
        yield hops.Dated(hops.DROPPED, hop, frozenset[UUID]().union(*leaves))


def _hops(way: Way, shares: Shares) -> Iterator[hops.Dated]:
    items, reached = {item.id: item for item in way.items}, ways.reached(way)
    yield _voiced(way)
    yield from _together(way)
    yield from _dropped(way)
    for item in way.items:
        yield replace(_planned(item, shares), leaves=reached[item.id])
    for edge in way.edges:
        if edge.below in items:
            told = _decided(edge, items[edge.below], shares)
            yield replace(told, leaves=reached[edge.below])
    for proposal in way.proposals:
        item = items[proposal.plan_item_id]
        yield replace(_proposed(proposal, item, shares), leaves=reached[item.id])
        for below, told in _answered(proposal, items, shares):
            yield replace(told, leaves=reached[below])
    for result in way.results:
        told = _reported(result, items[result.plan_item_id], shares)
        yield replace(told, leaves=reached[result.plan_item_id])


def _at_item(item: ItemFact, **facts: Any) -> Hop:
    """Return a hop at an item on the way; `facts` say what happened there."""
    where: dict[str, Any] = {
        "plan_item_id": item.id,
        "title_th": item.title_th,
        "area_code": item.area_code,
        "area_name_th": item.area_name_th,
        "level": item.level,
        "holder_th": holder_of(item.area_code, item.level, item.area_name_th),
        "reason_th": None,
        "days": 0,
    }
    return Hop(**{**where, **facts})


def _at_need(need: schemas.NeedFact | schemas.KinFact, **facts: Any) -> Hop:
    """Return a hop at a need, before any money; `facts` say what happened there."""
    where: dict[str, Any] = {
        "direction": Direction.UP,
        "plan_item_id": None,
        "title_th": need.title_th,
        "area_code": need.area_code,
        "area_name_th": need.area_name_th,
        "level": level_of(need.area_code),
        "holder_th": holder_here(need.area_code, need.area_name_th),
        "days": 0,
        "amount": None,
        "reason_th": None,
    }
    return Hop(**{**where, **facts})


def _voiced(way: Way) -> hops.Dated:
    hop = _at_need(
        way.need,
        kind=HopKind.NEED,
        id=way.need.id,
        date=way.need.voiced_on,
        state=NeedStatus.RECORDED,
        state_th=NEED_TH[NeedStatus.RECORDED],
    )
    return hops.Dated(hops.VOICED, hop)


def _planned(item: ItemFact, shares: Shares) -> hops.Dated:
    hop = _at_item(
        item,
        direction=Direction.UP,
        kind=HopKind.PLAN_ITEM,
        id=item.id,
        date=item.since,
        state=PlanStatus.ADOPTED,
        state_th=PLAN_TH[PlanStatus.ADOPTED],
        amount=shares.of(item.budget, item.id),
    )
    return hops.Dated(hops.UPWARD[item.level], hop)


def _decided(edge: schemas.EdgeFact, below: ItemFact, shares: Shares) -> hops.Dated:
    """Tell a decision: an item that was taken in is held above from then on, one left out stays below."""
    taken = edge.decision is Decision.INCLUDED
    upper = holder_of(edge.above_area_code, edge.above_level, edge.above_area_name_th)
    hop = _at_item(
        below,
        direction=Direction.UP,
        kind=HopKind.INCLUSION,
        id=edge.id,
        plan_item_id=edge.above if taken else below.id,
        title_th=edge.above_title_th,
        area_code=edge.above_area_code,
        area_name_th=edge.above_area_name_th,
        level=edge.above_level,
        date=edge.decided_on,
        state=edge.decision,
        state_th=DECISION_TH[edge.decision],
        amount=shares.of(edge.share, below.id) if taken else None,
        reason_th=edge.reason_th,
        **({"holder_th": upper} if taken else {}),
    )
    return hops.Dated(hops.UPWARD[edge.above_level] - 1, hop)


def _proposed(proposal: ProposalFact, item: ItemFact, shares: Shares) -> hops.Dated:
    state = ProposalStatus.ACKNOWLEDGED if proposal.acknowledged_on else ProposalStatus.SUBMITTED
    hop = _at_item(
        item,
        direction=Direction.UP,
        kind=HopKind.PROPOSAL,
        id=proposal.id,
        title_th=proposal.title_th,
        date=proposal.submitted_on,
        state=state,
        state_th=PROPOSAL_TH[state],
        holder_th=proposal.addressee_th,
        amount=shares.of(proposal.asked, item.id),
    )
    return hops.Dated(hops.PROPOSING, hop)


def _answered(
    proposal: ProposalFact, items: dict[UUID, ItemFact], shares: Shares
) -> Iterator[tuple[UUID, hops.Dated]]:
    """Tell the answer at the item that was proposed, and what goes down to each item on the way: where, and what."""
    if proposal.outcome is None:
        return
    item = items[proposal.plan_item_id]
    facts = {"direction": Direction.DOWN, "date": proposal.answered_on}
    hop = _at_item(
        item,
        **facts,
        kind=HopKind.ANSWER,
        id=proposal.answer_id,
        title_th=proposal.title_th,
        state=proposal.outcome,
        state_th=OUTCOME_TH[proposal.outcome],
        amount=shares.of(proposal.granted, item.id),
        reason_th=proposal.reason_th,
    )
    yield item.id, hops.Dated(hops.ANSWERING, hop)
    carried = shares.carried(proposal.granted, item.id) if proposal.granted else {}
    for edge in itertools.chain.from_iterable(shares.below.values()):
        if edge.id in carried and (below := items.get(edge.below)):
            share = _at_item(
                below,
                **facts,
                kind=HopKind.SHARE,
                id=edge.id,
                state=SHARED,
                state_th=SHARED_TH,
                amount=shares.of(carried[edge.id], below.id),
            )
            yield below.id, hops.Dated(hops.DOWNWARD[below.level], share)


def _reported(result: schemas.ResultFact, item: ItemFact, shares: Shares) -> hops.Dated:
    holder = item.owner_th or holder_of(item.area_code, item.level, item.area_name_th)
    hop = _at_item(
        item,
        direction=Direction.DOWN,
        kind=HopKind.RESULT,
        id=result.id,
        date=result.reported_on,
        state=REPORTED if result.closes else INTERIM,
        state_th=REPORTED_TH if result.closes else INTERIM_TH,
        holder_th=holder[:200],
        amount=shares.of(result.spent, item.id),
        reason_th=result.summary_th,
    )
    return hops.Dated(hops.REPORTING, hop)
