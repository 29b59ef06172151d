"""The field's rules by themselves, each with the policy that switches it off."""

import datetime as dt
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from pydantic import BaseModel

from services.partners.agencies import queries as agency_queries
from services.partners.agencies import schemas as agencies
from services.partners.agencies.schemas import AgencyKind
from services.partners.agencies.tables import Agency
from services.partners.agreements import queries as agreement_queries
from services.partners.agreements import rules as agreements
from services.partners.agreements import schemas as agreement_schemas
from services.partners.agreements.schemas import AgreementKind, AgreementStatus
from services.partners.agreements.tables import Agreement
from services.partners.funds import queries as fund_queries
from services.partners.funds import rules as funds
from services.partners.funds import schemas as fund_schemas
from services.partners.funds.tables import Commitment
from services.partners.nodes import queries as node_queries
from services.partners.nodes import rules as nodes
from services.partners.nodes import schemas as node_schemas
from services.partners.nodes.tables import Node
from shared.contracts.partners import Presence
from shared.errors import Problem
from shared.lists import Listing

CODI, THAIHEALTH, NHCO, WEST, MOVEMENT = (UUID(int=number) for number in range(1, 6))
OLD, NEW = UUID(int=10), UUID(int=11)
PARTIES = {
    CODI: agreements.Party(CODI, CODI, AgencyKind.PUBLIC_ORGANIZATION),
    WEST: agreements.Party(WEST, CODI, AgencyKind.PUBLIC_ORGANIZATION),
    THAIHEALTH: agreements.Party(THAIHEALTH, THAIHEALTH, AgencyKind.FUND),
    MOVEMENT: agreements.Party(MOVEMENT, MOVEMENT, AgencyKind.MOVEMENT),
}


@pytest.mark.parametrize(
    ("agencies_there", "has_agreement", "expected"),
    [([], False, "GAP"), ([], True, "GAP"), ([CODI], False, "SINGLE"), ([CODI], True, "SINGLE"),
     ([CODI, CODI], False, "SINGLE"), ([CODI, THAIHEALTH], False, "OVERLAP"),
     ([CODI, THAIHEALTH], True, "COORDINATED"), ([CODI, THAIHEALTH, NHCO], True, "COORDINATED")],
)  # fmt: skip
def test_presence_is_gap_single_overlap_or_coordinated(
    agencies_there: list[UUID], has_agreement: bool, expected: str
) -> None:
    assert nodes.presence(agencies_there, has_agreement=has_agreement) == Presence(expected)


def test_presence_can_be_told_without_agreements() -> None:
    policy = nodes.NodePolicy(agreement_coordinates=False)
    told = nodes.presence([CODI, THAIHEALTH], has_agreement=True, policy=policy)
    assert told is Presence.OVERLAP


def test_every_presence_and_stage_is_told_in_thai() -> None:
    assert set(node_schemas.PRESENCE_TH) == set(Presence)
    assert len(set(node_schemas.PRESENCE_TH.values())) == len(Presence)


def test_a_province_agreement_stands_under_one_that_covers_all_agencies() -> None:
    both = frozenset({CODI, THAIHEALTH})
    active = {OLD: frozenset({CODI, NHCO}), NEW: both | {NHCO}}
    assert agreements.umbrella(both, active, None) == NEW
    assert agreements.umbrella(both, active, NEW) == NEW
    assert agreements.umbrella(frozenset({CODI}), active, None) == OLD, "the oldest that covers"
    for wanted, known in ((OLD, active), (None, {OLD: active[OLD]}), (None, {}), (NEW, {})):
        with pytest.raises(Problem, match="rule-broken"):
            agreements.umbrella(both, known, wanted)


def test_agency_agreement_first_can_be_switched_off() -> None:
    free = agreements.AgreementPolicy(agency_agreement_first=False)
    assert agreements.umbrella(frozenset({CODI, NHCO}), {}, None, free) is None
    assert agreements.umbrella(frozenset(), {}, None) is None, "nobody from outside takes part"


def test_units_support_as_their_agency_and_the_movement_is_the_provinces_own_side() -> None:
    parties = [PARTIES[each] for each in (WEST, THAIHEALTH, MOVEMENT)]
    assert agreements.supporting(parties) == {CODI, THAIHEALTH}
    strict = agreements.AgreementPolicy(area_side=frozenset())
    assert agreements.supporting(parties, strict) == {CODI, THAIHEALTH, MOVEMENT}


def test_an_agency_does_not_agree_with_its_own_unit() -> None:
    assert agreements.check_parties([THAIHEALTH, WEST], PARTIES)[1].main_id == CODI
    with pytest.raises(Problem) as refused:
        agreements.check_parties([CODI, WEST, NHCO], PARTIES)
    assert [(e.where[-1], e.code) for e in refused.value.errors] == [
        (1, "repeated-item"), (2, "unknown-reference"),
    ]  # fmt: skip


def test_a_second_agreement_of_a_province_is_a_policy() -> None:
    with pytest.raises(Problem) as refused:
        agreements.check_alone(OLD)
    assert refused.value.extra == {"existing": str(OLD)}
    agreements.check_alone(OLD, agreements.AgreementPolicy(one_active_per_province=False))
    agreements.check_alone(None)


def test_only_an_active_agreement_of_the_same_province_is_replaced() -> None:
    fine = ("PROVINCE", "18", "ACTIVE")
    agreements.check_replaceable(fine, kind="PROVINCE", area_code="18", own=False)
    for old, own, code in (
        (None, False, "validation-failed"), (fine, True, "validation-failed"),
        (("AGENCY", "", "ACTIVE"), False, "validation-failed"),
        (("PROVINCE", "19", "ACTIVE"), False, "validation-failed"),
        (("PROVINCE", "18", "DRAFT"), False, "state-conflict"),
        (("PROVINCE", "18", "ENDED"), False, "state-conflict"),
    ):  # fmt: skip
        with pytest.raises(Problem, match=code):
            agreements.check_replaceable(old, kind="PROVINCE", area_code="18", own=own)


@pytest.mark.parametrize("status", [s for s in AgreementStatus if s is not AgreementStatus.DRAFT])
def test_only_a_draft_is_signed(status: AgreementStatus) -> None:
    agreements.check_status("DRAFT", AgreementStatus.DRAFT)
    with pytest.raises(Problem, match="state-conflict"):
        agreements.check_status(status, AgreementStatus.DRAFT)


def test_a_province_belongs_to_a_province_agreement_only() -> None:
    agreements.check_shape(AgreementKind.PROVINCE, "18", OLD)
    agreements.check_shape(AgreementKind.AGENCY, None, None)
    for kind, province, above in (
        (AgreementKind.PROVINCE, None, None), (AgreementKind.AGENCY, "18", None),
        (AgreementKind.AGENCY, None, OLD),
    ):  # fmt: skip
        with pytest.raises(Problem):
            agreements.check_shape(kind, province, above)


def test_a_budget_takes_what_is_left_and_not_a_satang_more() -> None:
    budget, committed = Decimal("350000.00"), Decimal("200000.01")
    funds.check_budget(budget, committed, Decimal("149999.99"))
    with pytest.raises(Problem) as refused:
        funds.check_budget(budget, committed, Decimal("150000.00"))
    assert refused.value.extra["left"] == {"amount": "149999.99", "currency": "THB"}
    assert refused.value.errors[0].where == ("body", "amount", "amount")
    with pytest.raises(Problem) as decided:
        funds.check_budget(budget, committed, Decimal("150000.00"), sent=False)
    assert not decided.value.errors, "an approval sends no amount to point at"
    loose = funds.FundPolicy(within_item_budget=False)
    funds.check_budget(budget, committed, Decimal("150000.00"), loose)


def test_a_budget_that_shrank_below_its_commitments_has_nothing_left() -> None:
    with pytest.raises(Problem) as refused:
        funds.check_budget(Decimal("100.00"), Decimal("250.00"), Decimal("0.01"))
    assert refused.value.extra["left"] == {"amount": "0.00", "currency": "THB"}


def test_money_waits_for_an_adopted_plan_of_its_year() -> None:
    funds.check_plan("ADOPTED", 2568, 2568)
    with pytest.raises(Problem, match="state-conflict"):
        funds.check_plan("DRAFT", 2568, 2568)
    with pytest.raises(Problem, match="rule-broken"):
        funds.check_plan("ADOPTED", 2568, 2569)
    loose = funds.FundPolicy(adopted_plans_only=False, year_of_the_plan=False)
    funds.check_plan("DRAFT", 2568, 2569, loose)


def test_a_commitment_is_withdrawn_once_and_not_before_it_was_made() -> None:
    day = dt.date(2024, 12, 2)
    for status in ("PROPOSED", "APPROVED"):
        funds.check_withdrawal(status, day, day)
        with pytest.raises(Problem, match="validation-failed"):
            funds.check_withdrawal(status, day, day - dt.timedelta(days=1))
    for status in ("REFUSED", "WITHDRAWN"):
        with pytest.raises(Problem, match="state-conflict"):
            funds.check_withdrawal(status, day, day)


def test_a_proposal_is_decided_once_and_by_somebody_else() -> None:
    funds.check_decision("PROPOSED", "maker", "checker")
    with pytest.raises(Problem, match="same-person"):
        funds.check_decision("PROPOSED", "maker", "maker")
    for status in ("APPROVED", "REFUSED", "WITHDRAWN"):
        with pytest.raises(Problem, match="state-conflict"):
            funds.check_decision(status, "maker", "checker")


def test_a_proposal_is_not_decided_before_it_was_made() -> None:
    day = dt.date(2024, 12, 2)
    funds.check_decided_on("approved_on", day, day)
    with pytest.raises(Problem) as refused:
        funds.check_decided_on("refused_on", day - dt.timedelta(days=1), day)
    assert refused.value.errors[0].where == ("body", "refused_on")


@pytest.mark.parametrize("module", [agencies, agreement_schemas, node_schemas, fund_schemas])
def test_documented_examples_are_what_they_document(module: object) -> None:
    shown = 0
    for model in vars(module).values():
        if isinstance(model, type) and issubclass(model, BaseModel):
            extra = model.model_config.get("json_schema_extra")
            examples = extra.get("examples", []) if isinstance(extra, dict) else []
            assert isinstance(examples, list)
            for example in examples:
                model.model_validate(example)
                shown += 1
    assert shown >= 2


@pytest.mark.parametrize(
    ("listing", "table"),
    [(agency_queries.AGENCIES, Agency), (agreement_queries.AGREEMENTS, Agreement),
     (node_queries.NODES, Node), (fund_queries.COMMITMENTS, Commitment)],
)  # fmt: skip
def test_every_filter_and_order_of_a_list_has_its_index(listing: Listing, table: Any) -> None:
    leading = {index.columns.values()[0].name for index in table.__table__.indexes}
    elsewhere = {"agency_id"} if table is Agreement else set()
    closedness = {"open", "closed"}
    for name in set(listing.filters) - elsewhere - closedness:
        column = "area_code" if name.startswith("area:") else name
        assert column in leading, f"{table.__tablename__}: nothing leads with {column}"
    for order, sort in listing.sorts.items():
        assert sort.columns[0].name in leading, f"{table.__tablename__}: no index for {order}"
