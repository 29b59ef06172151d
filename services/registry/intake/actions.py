"""What happens to rows as they came."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, NamedTuple
from uuid import UUID

from fastapi import Response
from sqlalchemy.ext.asyncio import AsyncSession

from services.registry.areas import queries as areas
from services.registry.duplicates import queries as likely
from services.registry.duplicates import rules as likeness
from services.registry.intake import queries, rules, schemas
from services.registry.intake.schemas import IntakeStatus
from services.registry.intake.tables import IntakeRow
from services.registry.intake_columns import rules as headed
from services.registry.intake_columns.schemas import Column
from services.registry.intake_findings import queries as lookups
from services.registry.intake_findings import rules as reading
from services.registry.intake_findings.schemas import Finding
from services.registry.intake_readings import rules as readings
from services.registry.organization_names import rules as stems
from services.registry.organizations import actions as organizations
from services.registry.organizations import queries as registered
from shared import auth, copies, events
from shared.auth import Subject
from shared.database import inside
from shared.errors import Problem, field_problem
from shared.exchange import Read


class Judged(NamedTuple):
    """What a row says, and what is doubtful about it."""

    findings: list[Finding]
    province: str | None


async def receive(session: AsyncSession, new: schemas.IntakeRowNew, *, by: Subject) -> IntakeRow:
    """Keep a row as it was typed, with findings; nothing is refused for its content, nothing is guessed.

    Raises 403 outside the caller's area, 422 for an area that is not in use.
    """
    if new.area_code is not None:
        auth.require(by, rules.RECEIVE, area=new.area_code)
    kept, refused = reading.take(new.columns)
    judged = await _judge(session, kept)
    area = rules.home(new.area_code, judged.province, by)
    auth.require(by, rules.RECEIVE, area=area)
    findings = [*judged.findings, *refused]
    # The fingerprint is made of what is kept: from one of a phone number the number could be found.
    shown = new.model_copy(update={"columns": kept})
    row = IntakeRow(
        **shown.model_dump(exclude={"area_code"}),
        area_code=area,
        province_code=judged.province,
        findings=[each.model_dump(mode="json") for each in findings],
        codes=sorted({each.code.value for each in findings}),
        status=IntakeStatus.OPEN,
        fingerprint=events.fingerprint(shown, by),
    )
    await events.write_down(session, row, view=queries.ANSWER)
    if new.area_code is not None:
        await areas.require(session, new.area_code)
    await events.emit(session, "received", queries.ROW, row.id, by=by)
    return row


async def resolve(
    session: AsyncSession, row_id: UUID, asked: schemas.ResolutionNew, *, by: Subject
) -> IntakeRow:
    """Settle a row: its organization is registered in the same transaction, or named.

    Raises 404 for one out of sight, 409 when it is settled, 422 for an unknown organization, and whatever
    registering raises.
    """
    row = await _seen(session, row_id, by)
    rules.check_open(row.status)
    if asked.organization is not None:
        organization_id = await _registered(session, asked, by)
    else:
        assert asked.organization_id is not None
        organization_id = asked.organization_id
        if not await queries.names(session, [organization_id]):
            raise field_problem("organization_id", "unknown-reference")
    await _close(session, row, IntakeStatus.RESOLVED, {"organization_id": organization_id}, by)
    return row


async def dismiss(
    session: AsyncSession, row_id: UUID, asked: schemas.DismissalNew, *, by: Subject
) -> IntakeRow:
    """Settle a row of which nothing comes; raises 404 for one out of sight, 409 when it is settled."""
    row = await _seen(session, row_id, by)
    rules.check_open(row.status)
    await _close(session, row, IntakeStatus.DISMISSED, {"reason_th": asked.reason_th}, by)
    return row


async def page(read: Read, asked: schemas.IntakeFilters) -> Response:
    """Answer a page of the rows of the areas that the caller works for."""
    areas = rules.staff(read.subject)
    low, high = rules.span(areas)
    return await read.page(queries.ROWS, asked, staff=areas, from_code=low, below_code=high)


async def one(read: Read, row_id: UUID) -> Response:
    """Answer one row to the staff of its area; 404 to everybody else."""
    return await read.one(queries.SEEN, row_id, staff=rules.staff(read.subject))


async def _judge(session: AsyncSession, kept: Mapping[str, str]) -> Judged:
    names, codes = reading.asked(kept)
    found = await lookups.named(session, names, codes)
    province = reading.province_of(kept, found)
    lost = reading.missing(kept, found)
    scope = reading.scope(kept, found)
    known = await lookups.known(session, found, scope, missing=lost)
    findings = readings.judge(kept, known, province)
    if village := readings.village_code(findings):
        listed = await lookups.listed(session, [village])
        findings = readings.with_village(findings, listed[village]) if listed else findings
    area = reading.place_read(findings) or province
    for heading, name in headed.cells(kept, Column.NAME)[:1]:
        findings += await _duplicates(session, heading, name, area, readings.kind_of(kept))
    return Judged(findings, province)


async def _duplicates(
    session: AsyncSession, heading: str, name: str, area: str | None, kind: str | None
) -> list[Finding]:
    stem = stems.stem(name)
    known = await likely.around_on(await inside(session), stem, area)
    ranked = likeness.rank(stem, area, kind, known, rules.MOST_DUPLICATES)
    names: dict[Any, str] = dict(await queries.names(session, [each.id for each in ranked]))
    return rules.duplicates(heading, name, ranked, names)


async def _registered(session: AsyncSession, asked: schemas.ResolutionNew, by: Subject) -> UUID:
    assert asked.organization is not None
    try:
        return (await organizations.register(session, asked.organization, by=by)).id
    except events.AlreadyDoneError:
        # Registered before, by the same person with the same content: then it is that one.
        assert await registered.get_for_update(session, asked.organization.id) is not None
        return asked.organization.id


async def _seen(session: AsyncSession, row_id: UUID, by: Subject) -> IntakeRow:
    """Return a row, locked, of an area that the caller works for; 404 for any other."""
    row: IntakeRow = copies.found(await queries.get_for_update(session, row_id))
    if not auth.allowed(by, rules.RESOLVE, area=row.area_code):
        raise Problem("not-found")
    auth.require(by, rules.RESOLVE, area=row.area_code)
    return row


async def _close(
    session: AsyncSession, row: IntakeRow, status: IntakeStatus, facts: dict[str, Any], by: Subject
) -> None:
    now = dt.datetime.now(dt.UTC)
    await events.alter(session, row, {"status": status, "closed_at": now, **facts})
    await events.emit(session, status.lower(), queries.ROW, row.id, by=by)
