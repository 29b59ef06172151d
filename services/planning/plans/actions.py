"""What happens to plans before they are adopted."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.planning.area_groups import queries as area_groups
from services.planning.area_groups import rules as group_rules
from services.planning.charters import queries as charters
from services.planning.issues import queries as issues
from services.planning.places import queries as places
from services.planning.plans import queries, rules, schemas
from services.planning.plans.schemas import PlanKind, PlanLevel, PlanStatus
from services.planning.plans.tables import Plan
from shared import auth, copies, events
from shared.auth import Subject
from shared.errors import field_problem


async def draft(session: AsyncSession, new: schemas.PlanNew, *, by: Subject) -> Plan:
    """Open a draft plan of an area, of a group of areas or of the nation.

    Raises 403 unless the caller reaches all of it, 422 for an unknown place or another level, 409 when the
    place has a plan of that title for the year or the id is taken by something else.
    """
    rules.check_place(new.level, new.area_code, new.group_code)
    area_code, area_codes = await _place(session, new)
    row = Plan(
        **new.model_dump(exclude={"area_code"}),
        area_code=area_code,
        area_codes=area_codes,
        version=1,
        status=PlanStatus.DRAFT,
        fingerprint=events.fingerprint(new, by),
    )
    require(by, "plans.draft", row)
    rules.check_level(new.level, new.area_code)
    rules.check_kind(new.kind, new.horizon_years, new.issue_code, new.charter_id)
    if new.group_code is None and new.area_code is not None:
        await places.require(session, new.area_code, "area_code")
    if new.issue_code is not None:
        await issues.require(session, new.issue_code)
    await _check_charter(session, new.charter_id, row, by)
    row.version = await queries.free_version(session, row)
    await events.write_down(session, row, view=queries.PLAN)
    await events.emit(session, "drafted", queries.PLAN, row.id, by=by)
    return row


async def change(
    session: AsyncSession,
    plan_id: UUID,
    asked: schemas.PlanChange,
    *,
    expected: int,
    by: Subject,
) -> Plan:
    """Change a draft plan, if nobody changed it since revision `expected`.

    Raises 404, 403 outside the caller's area, 412 for an older revision, 409 for an adopted plan.
    """
    row = await lock(session, plan_id, by)
    require(by, "plans.draft", row)
    events.check_revision(row, expected)
    rules.check_draft(row.status)
    changes = asked.model_dump(exclude_unset=True, exclude={"reason"})
    years = changes.get("horizon_years", row.horizon_years)
    charter_id = changes.get("charter_id", row.charter_id)
    rules.check_kind(PlanKind(row.kind), years, row.issue_code, charter_id)
    await _check_charter(session, changes.get("charter_id"), row, by)
    if row.version_of_id is None and {"title_th", "horizon_years"} & changes.keys():
        like = Plan(**{**row.model_dump(), **changes})
        changes["version"] = await queries.free_version(session, like)
    if await events.alter(session, row, changes):
        await events.emit(session, "changed", queries.PLAN, row.id, by=by, reason=asked.reason)
    return row


def require(by: Subject, action: str, plan: Plan, *, organization: UUID | None = None) -> None:
    """Raise 401 or 403 unless the caller may do this to the plan: who acts for a group reaches all of it.

    What hangs on a plan, a proposal or a result, is asked by it too; `organization` is whose task that is.
    """
    grouped = plan.group_code is not None
    for code in rules.areas_of(plan.area_code, plan.area_codes):
        auth.require(by, action, area=code, organization=organization, grouped=grouped)


async def _check_charter(
    session: AsyncSession, charter_id: UUID | None, plan: Plan, by: Subject
) -> None:
    """Raise 422 unless the charter that a plan is to stand on is known to the caller and holds where the plan is."""
    if charter_id is None:
        return
    await copies.require_seen(session, charters.CHARTER, charter_id, by, field="charter_id")
    charter = copies.found(await charters.get(session, charter_id))
    areas = rules.areas_of(plan.area_code, plan.area_codes)
    rules.check_charter(charter.status, charter.area_code, areas)


async def _place(session: AsyncSession, new: schemas.PlanNew) -> tuple[str, list[str] | None]:
    """Return the area code of a new plan and the areas of its group on the plan's first day."""
    if new.group_code is None:
        return new.area_code or "", None
    group = await area_groups.require(session, new.group_code, "group_code")
    if new.area_code not in {None, group.area_code}:
        raise field_problem("area_code", "outside-parent")
    day = rules.day_of(new.fiscal_year_be, new.horizon_years, group.valid_from)
    found = group_rules.members_on(group, day)
    if not found:
        raise field_problem("group_code", "unknown-reference")
    return group.area_code if new.level is PlanLevel.ZONE else "", found


async def lock(session: AsyncSession, plan_id: UUID, by: Subject) -> Plan:
    """Return the plan, locked; raise 404 when there is none that the caller may know of."""
    await copies.require_seen(session, queries.PLAN, plan_id, by)
    row: Plan = copies.found(await queries.get_for_update(session, plan_id))
    return row
