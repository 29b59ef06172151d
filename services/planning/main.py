"""The planning service: its features put together."""

from typing import Any

from fastapi import FastAPI

from services.planning.addressees import routes as addressees
from services.planning.adoptions import routes as adoptions
from services.planning.agendas import routes as agendas
from services.planning.allocations import routes as allocations
from services.planning.carry_overs import routes as carry_overs
from services.planning.charters import routes as charters
from services.planning.cohorts import routes as cohorts
from services.planning.commitments import routes as commitments
from services.planning.cycles import routes as cycles
from services.planning.deliberations import routes as deliberations
from services.planning.escalations import actions as silences
from services.planning.escalations import routes as escalations
from services.planning.evaluation_teams import routes as evaluation_teams
from services.planning.evaluations import routes as evaluations
from services.planning.fact_totals import routes as fact_totals
from services.planning.fact_verifications import routes as fact_verifications
from services.planning.factor_overrides import routes as factor_overrides
from services.planning.factors import routes as factors
from services.planning.facts import routes as facts
from services.planning.followers import FOLLOWS
from services.planning.indicator_sets import routes as indicator_sets
from services.planning.issues import routes as issues
from services.planning.item_withdrawals import routes as item_withdrawals
from services.planning.journeys import routes as journeys
from services.planning.lessons import routes as lessons
from services.planning.lineages import routes as lineages
from services.planning.need_mergers import routes as need_mergers
from services.planning.need_splits import routes as need_splits
from services.planning.needs import routes as needs
from services.planning.notice_channels import routes as notice_channels
from services.planning.notices import routes as notices
from services.planning.passports import routes as passports
from services.planning.plan_items import routes as plan_items
from services.planning.plan_versions import routes as plan_versions
from services.planning.planning_rules import routes as planning_rules
from services.planning.plans import routes as plans
from services.planning.post import Postman
from services.planning.programmes import routes as programmes
from services.planning.progress import routes as progress
from services.planning.proposal_follow_ups import routes as proposal_follow_ups
from services.planning.proposals import routes as proposals
from services.planning.results import routes as results
from services.planning.rollups import routes as rollups
from services.planning.settings import Settings
from services.planning.submissions import routes as submissions
from services.planning.summaries import routes as summaries
from services.planning.umbrellas import routes as umbrellas
from services.planning.verifications import routes as verifications
from shared import app, settings

FEATURES = (
    issues,
    needs,
    need_mergers,
    need_splits,
    passports,
    cycles,
    verifications,
    plans,
    plan_items,
    plan_versions,
    item_withdrawals,
    planning_rules,
    deliberations,
    submissions,
    charters,
    adoptions,
    rollups,
    allocations,
    addressees,
    proposals,
    proposal_follow_ups,
    escalations,
    notice_channels,
    notices,
    results,
    progress,
    carry_overs,
    commitments,
    agendas,
    umbrellas,
    programmes,
    cohorts,
    factor_overrides,
    factors,
    summaries,
    journeys,
    lineages,
    indicator_sets,
    facts,
    fact_verifications,
    fact_totals,
    evaluation_teams,
    evaluations,
    lessons,
)


def create_app(
    chosen: Settings | None = None, transports: dict[str, Any] | None = None
) -> FastAPI:
    """Return planning's app; tests hand in settings and transports."""
    chosen = chosen or settings.load(Settings)
    postman = Postman(chosen.notice_gateways, chosen.notice_retry_seconds)
    made = app.create(
        "planning",
        chosen,
        title="Khabuan planning",
        features=[feature.router for feature in FEATURES],
        follows=FOLLOWS,
        transports=transports,
        purges=[silences.raise_silences],
        workers=[postman.run],
    )
    made.state.gateways = {name: each.kind for name, each in postman.gateways.items()}
    return made
