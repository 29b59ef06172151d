"""What happens to umbrella projects and their lines."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.planning.agencies import queries as agencies
from services.planning.agendas import queries as agendas
from services.planning.agendas import rules as agenda_rules
from services.planning.issues import queries as issues
from services.planning.places import queries as places
from services.planning.planning_rules import queries as planning_rules
from services.planning.planning_rules.schemas import Rule
from services.planning.umbrellas import queries, rules, schemas
from services.planning.umbrellas.schemas import LineStatus
from services.planning.umbrellas.tables import Umbrella, UmbrellaLine, UmbrellaLineDecision
from shared import auth, copies, events
from shared.auth import Subject

VERBS = {
    LineStatus.CONFIRMED: "confirmed",
    LineStatus.PAID: "paid",
    LineStatus.WITHDRAWN: "withdrawn",
}


async def open_umbrella(
    session: AsyncSession, new: schemas.UmbrellaNew, *, by: Subject
) -> Umbrella:
    """Open the one project of a province and year.

    Raises 403 outside the caller's area, 422 for what is not known or does not fit, 409
    `already-exists` with `existing` when the province has one for that year (planning rule ONE_UMBRELLA).
    """
    auth.require(by, "umbrellas.manage", area=new.area_code)
    await places.require(session, new.area_code, "area_code")
    rules.check_budget(new.budget.baht, new.budget.baht)
    await _check_agenda(session, new.agenda_id, (new.area_code, new.fiscal_year_be), by)
    only_one = await planning_rules.in_force(session, Rule.ONE_UMBRELLA, new.area_code)
    existing = await queries.of_year(session, new.area_code, new.fiscal_year_be, first=new.id)
    rules.check_alone(None if existing == new.id else existing, only_one=only_one)
    row = Umbrella(
        **new.model_dump(exclude={"budget"}),
        budget_baht=new.budget.baht,
        alone=only_one,
        fingerprint=events.fingerprint(new, by),
    )
    await events.write_down(session, row, view=queries.UMBRELLA)
    await events.emit(session, "opened", queries.UMBRELLA, row.id, by=by)
    return row


async def change(
    session: AsyncSession,
    umbrella_id: UUID,
    asked: schemas.UmbrellaChange,
    *,
    expected: int,
    by: Subject,
) -> Umbrella:
    """Change an umbrella, if nobody changed it since revision `expected`.

    Raises 404, 403 outside the caller's area, 412 for an older revision, 422 for a budget below what its
    lines come to and for an agenda of another province or year.
    """
    row = copies.found(await queries.get_for_update(session, umbrella_id))
    auth.require(by, "umbrellas.manage", area=row.area_code)
    events.check_revision(row, expected)
    changes = asked.model_dump(exclude_unset=True, exclude={"reason", "budget"})
    if "budget" in asked.model_fields_set:
        changes["budget_baht"] = asked.budget.baht
        rules.check_budget(asked.budget.baht, await queries.funded(session, row.id))
    await _check_agenda(session, asked.agenda_id, (row.area_code, row.fiscal_year_be), by)
    if await events.alter(session, row, changes):
        await events.emit(session, "changed", queries.UMBRELLA, row.id, by=by, reason=asked.reason)
    return row  # type: ignore[no-any-return]


async def add_line(
    session: AsyncSession, umbrella_id: UUID, new: schemas.LineNew, *, by: Subject
) -> UmbrellaLine:
    """Write down what one source brings for one issue.

    Raises 404, 403 outside the caller's area, 422 for what is not known and for more than is missing.
    """
    umbrella: Umbrella = copies.found(await queries.get_for_update(session, umbrella_id))
    auth.require(by, "umbrellas.manage", area=umbrella.area_code)
    known = await issues.known(session, [new.issue_code])
    theirs = await agencies.known(session, [new.agency_id] if new.agency_id else [])
    agenda_rules.check_known(
        [(("issue_code",), new.issue_code), (("agency_id",), new.agency_id)], known | theirs
    )
    row = UmbrellaLine(
        **new.model_dump(exclude={"amount"}),
        umbrella_id=umbrella.id,
        area_code=umbrella.area_code,
        amount_baht=new.amount.baht,
        status=LineStatus.PLANNED,
        fingerprint=events.fingerprint(new, by, umbrella.id),
    )
    before = await queries.funded(session, umbrella.id)
    await events.write_down(session, row, view=queries.LINE)
    rules.check_left(new.amount.baht, umbrella.budget_baht, before)
    await events.emit(session, "planned", queries.LINE, row.id, by=by)
    await _tell(session, umbrella, by)
    return row


async def decide_line(
    session: AsyncSession, line_id: UUID, new: schemas.LineDecisionNew, *, by: Subject
) -> UmbrellaLine:
    """Move a line to another state; one that is withdrawn no longer counts.

    Raises 404, 403 outside the caller's area, 409 for a state that does not follow, 422 for a withdrawal
    without a reason.
    """
    found = copies.found(await queries.line(session, line_id))
    auth.require(by, "umbrellas.manage", area=found.area_code)
    umbrella = copies.found(await queries.get_for_update(session, found.umbrella_id))
    row: UmbrellaLine = copies.found(await queries.line(session, line_id))
    act = UmbrellaLineDecision(
        **new.model_dump(), line_id=row.id, fingerprint=events.fingerprint(new, by, row.id)
    )
    await events.write_down(session, act, view=queries.LINE, key=row.id)
    rules.check_step(row.status, new.status, new.reason_th)
    await events.alter(session, row, {"status": new.status})
    await events.emit(
        session, VERBS[new.status], queries.LINE, row.id, by=by, reason=new.reason_th
    )
    await _tell(session, umbrella, by)
    return row


async def _tell(session: AsyncSession, umbrella: Umbrella, by: Subject) -> None:
    """Let an umbrella tell what its lines come to now."""
    await events.alter(session, umbrella, {}, anyway=True)
    await events.emit(session, "funded", queries.UMBRELLA, umbrella.id, by=by)


async def _check_agenda(
    session: AsyncSession, agenda_id: UUID | None, umbrella: tuple[str, int], by: Subject
) -> None:
    if agenda_id is None:
        return
    await copies.require_seen(session, agendas.AGENDA, agenda_id, by, field="agenda_id")
    agenda = copies.found(await agendas.get_for_update(session, agenda_id))
    rules.check_agenda((agenda.area_code, agenda.fiscal_year_be), umbrella)
