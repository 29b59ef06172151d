"""The registry service: its features put together."""

from typing import Any

from fastapi import FastAPI

from services.registry import desk, papers
from services.registry.access import routes as access
from services.registry.access_log import routes as access_log
from services.registry.action_items import routes as action_items
from services.registry.area_changes import routes as area_changes
from services.registry.area_groups import routes as area_groups
from services.registry.area_rollups import routes as area_rollups
from services.registry.area_shapes import routes as area_shapes
from services.registry.areas import routes as areas
from services.registry.attendees import routes as attendees
from services.registry.bodies import routes as bodies
from services.registry.centres import routes as centres
from services.registry.certificates import routes as certificates
from services.registry.certification import routes as certification
from services.registry.clients import routes as clients
from services.registry.communities import routes as communities
from services.registry.council_formations import routes as council_formations
from services.registry.council_meetings import routes as council_meetings
from services.registry.council_reports import routes as council_reports
from services.registry.council_seats import routes as council_seats
from services.registry.councils import routes as councils
from services.registry.coverage import routes as coverage
from services.registry.data_requests import actions as keeping
from services.registry.data_requests import routes as data_requests
from services.registry.demonstrations import routes as demonstrations
from services.registry.documents import actions as files
from services.registry.documents import routes as documents
from services.registry.duplicates import routes as duplicates
from services.registry.endorsements import routes as endorsements
from services.registry.expansions import routes as expansions
from services.registry.follow_ups import routes as follow_ups
from services.registry.followers import FOLLOWS
from services.registry.grants import routes as grants
from services.registry.headcounts import routes as headcounts
from services.registry.holdings import routes as holdings
from services.registry.imports import routes as imports
from services.registry.intake import routes as intake
from services.registry.me import routes as me
from services.registry.meetings import routes as meetings
from services.registry.memberships import routes as memberships
from services.registry.mentorings import routes as mentorings
from services.registry.mergers import routes as mergers
from services.registry.movement_rules import routes as movement_rules
from services.registry.networks import routes as networks
from services.registry.organization_mergers import routes as organization_mergers
from services.registry.organizations import routes as organizations
from services.registry.people import routes as people
from services.registry.readiness import routes as readiness
from services.registry.resolutions import routes as resolutions
from services.registry.rotations import routes as rotations
from services.registry.rubrics import routes as rubrics
from services.registry.search import routes as search
from services.registry.seats import routes as seats
from services.registry.settings import Settings
from services.registry.sign_in import routes as sign_in
from services.registry.standings import routes as standings
from services.registry.strength import routes as strength
from services.registry.suggestions import routes as suggestions
from services.registry.summaries import routes as summaries
from services.registry.token_endpoint import routes as token_endpoint
from services.registry.trainings import routes as trainings
from services.registry.villages import routes as villages
from shared import app, settings


def create_app(
    chosen: Settings | None = None, transports: dict[str, Any] | None = None
) -> FastAPI:
    """Return the registry's app; tests hand in settings and transports."""
    chosen = chosen or settings.load(Settings)
    made = app.create(
        "registry",
        chosen,
        title="Khabuan registry",
        features=[
            areas.router,
            area_groups.router,
            area_changes.router,
            area_rollups.router,
            area_shapes.router,
            villages.router,
            movement_rules.router,
            organizations.router,
            duplicates.router,
            holdings.router,
            organization_mergers.router,
            summaries.router,
            headcounts.router,
            documents.router,
            people.router,
            memberships.router,
            communities.router,
            councils.router,
            council_seats.router,
            council_reports.router,
            council_meetings.router,
            council_formations.router,
            networks.router,
            mentorings.router,
            trainings.router,
            bodies.router,
            seats.router,
            rotations.router,
            mergers.router,
            access_log.router,
            data_requests.router,
            access.router,
            grants.router,
            clients.router,
            meetings.router,
            attendees.router,
            search.router,
            resolutions.router,
            action_items.router,
            centres.router,
            follow_ups.router,
            me.router,
            suggestions.router,
            intake.router,
            imports.router,
            sign_in.router,
            token_endpoint.router,
            certificates.router,
            rubrics.router,
            strength.router,
            coverage.router,
            demonstrations.router,
            expansions.router,
            readiness.router,
            certification.router,
            endorsements.router,
            standings.router,
        ],
        follows=FOLLOWS,
        transports=transports,
        purges=[keeping.purge, files.purge],
    )
    made.state.desk = desk.prepare(chosen, transports)
    made.state.press = papers.prepare(chosen.issuing_authority(), chosen.public_address)
    return made
