"""What happens to councils' yearly reports."""

from sqlalchemy.ext.asyncio import AsyncSession

from services.registry.communities import actions as communities
from services.registry.council_reports import queries, rules, schemas
from services.registry.council_reports.tables import CouncilReport
from services.registry.councils import actions as councils
from services.registry.councils import queries as of_councils
from services.registry.councils import rules as council_rules
from services.registry.organizations import actions as organizations
from shared import copies, events
from shared.auth import Subject


async def deliver(
    session: AsyncSession, new: schemas.CouncilReportNew, *, by: Subject
) -> CouncilReport:
    """Write down that a council delivered its report of a year.

    Raises 403, 409 when it delivered one before or is dissolved, 422 for an unknown council and for dates
    that do not fit.
    """
    await copies.require_seen(session, of_councils.COUNCIL, new.council_id, by, field="council_id")
    council = await councils.held(session, new.council_id, by=by)
    row = CouncilReport(**new.model_dump(), fingerprint=events.fingerprint(new, by))
    await events.write_down(session, row, view=queries.REPORT)
    await communities.require_file(session, "sha256", new.sha256, by=by)
    council_rules.check_open(council.status)
    await organizations.require_standing(session, council.id)
    rules.check_year(new.year_be, new.delivered_on, council.acknowledged_on)
    years = sorted({*council.reported_years_be, new.year_be})
    await events.alter(session, council, {"reported_years_be": years})
    await events.emit(session, "reported", of_councils.COUNCIL, council.id, by=by)
    await events.emit(session, "delivered", queries.REPORT, row.id, by=by)
    return row
