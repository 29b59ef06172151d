"""What happens to bodies."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.registry.areas import queries as areas
from services.registry.bodies import queries, rules, schemas
from services.registry.bodies.tables import Body
from services.registry.issues import queries as issues
from services.registry.movement_rules import queries as movement_rules
from shared import all_names, auth, copies, events, text
from shared.auth import Subject
from shared.errors import field_problem

DEFINE = "bodies.define"
_NAMES = ("name_th", "name_en", "aliases")


async def define(session: AsyncSession, new: schemas.BodyNew, *, by: Subject) -> Body:
    """Set a body up in an area, a region or the nation.

    Raises 403 outside the caller's area (region and nation are the national administrator's), 422 for an
    unknown area, region, body or issue, 409 when the id is taken.
    """
    auth.require(by, DEFINE, area=new.area_code or "")
    level = rules.level(new.area_code, new.group_code)
    if new.group_code and not await queries.group_exists(session, new.group_code):
        raise field_problem("group_code", "unknown-reference")
    await _check_references(session, new.model_dump())
    row = Body(
        **new.model_dump(exclude={"area_code"}),
        area_code=new.area_code or "",
        level=level,
        name_sort=text.sort_key(new.name_th),
        **_found_by(new.name_th, new.name_en, new.aliases),
        fingerprint=events.fingerprint(new, by),
    )
    await events.write_down(session, row, view=queries.BODY)
    if new.area_code:
        await areas.require(session, new.area_code)
    await events.emit(session, "defined", queries.BODY, row.id, by=by)
    return row


async def change(
    session: AsyncSession, body_id: UUID, asked: schemas.BodyChange, *, expected: int, by: Subject
) -> Body:
    """Change what a body is, if nobody changed it since revision `expected`.

    Raises 404, 403, 412, 422, also for a day of foundation after the first seat's, and 409 `body-full` for
    fewer seats than are held on some day.
    """
    row: Body = copies.found(await queries.get_for_update(session, body_id))
    auth.require(by, DEFINE, area=row.area_code)
    events.check_revision(row, expected)
    changes = asked.model_dump(exclude_unset=True, exclude={"reason"})
    await _check_references(session, changes)
    if changes.get("parent_id"):
        rules.check_circle(body_id, await queries.above(session, changes["parent_id"]))
    seats = await queries.seated(session, row.id)
    if changes.get("seats_count") and await _seats_are_exact(session, row):
        own = [rules.Span(s.starts_on, s.ends_on) for s in seats if s.stands_in_for_id is None]
        rules.check_fewer(own, changes["seats_count"])
    if seats and changes.keys() & {"founded_on", "founded_precision"}:
        founded = {**row.model_dump(include={"founded_on", "founded_precision"}), **changes}
        rules.check_founding(
            founded["founded_on"], founded["founded_precision"], seats[0].starts_on
        )
    if "name_th" in changes:
        changes["name_sort"] = text.sort_key(changes["name_th"])
    if changes.keys() & set(_NAMES):
        changes |= _found_by(*(changes.get(name, getattr(row, name)) for name in _NAMES))
    if await events.alter(session, row, changes):
        await events.emit(session, "changed", queries.BODY, row.id, by=by, reason=asked.reason)
    return row


async def end(
    session: AsyncSession, body_id: UUID, asked: schemas.BodyEnding, *, by: Subject
) -> Body:
    """Say from which day on a body no longer stands; nobody is seated in it after that.

    Raises 404, 403, 409 when it has ended or somebody sits there longer, 422.
    """
    row: Body = copies.found(await queries.get_for_update(session, body_id))
    auth.require(by, DEFINE, area=row.area_code)
    rules.check_standing(row.ended_on)
    rules.check_end(row.founded_on, asked.ended_on)
    seats = await queries.seated(session, row.id)
    rules.check_emptied(
        [rules.Span(seat.starts_on, seat.ends_on) for seat in seats], asked.ended_on
    )
    changes = {"ended_on": asked.ended_on, "ended_precision": asked.ended_precision}
    await events.alter(session, row, changes)
    await events.emit(session, "ended", queries.BODY, row.id, by=by, reason=asked.reason)
    return row


def _found_by(name_th: str, name_en: str | None, aliases: Sequence[str]) -> dict[str, Any]:
    return all_names.keys([name_th, *aliases, name_en or ""])


async def _seats_are_exact(session: AsyncSession, row: Body) -> bool:
    rule = movement_rules.Rule.BODY_SEATS_ARE_EXACT
    return bool(await movement_rules.in_force(session, rule, row.area_code or None))


async def _check_references(session: AsyncSession, given: dict[str, Any]) -> None:
    """Raise 422 at each reference to a body or an issue that is not known."""
    for name in ("parent_id", "succeeds_id"):
        if given.get(name) and not await queries.exists(session, given[name]):
            raise field_problem(name, "unknown-reference")
    code = given.get("issue_code")
    if code and await issues.unknown(session, [code]):
        raise field_problem("issue_code", "unknown-reference")
