"""What happens to groups of areas."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.registry.area_groups import queries, rules, schemas
from services.registry.areas import queries as areas
from services.registry.areas.schemas import GroupKind
from services.registry.areas.tables import AreaGroup, AreaGroupMember
from shared import auth, copies, events
from shared.auth import Subject
from shared.ids import new_id
from shared.moving import Change

DEFINE = "groupings.define"


async def tell(session: AsyncSession, codes: Sequence[str], *, by: Subject) -> None:
    """Tell of groups that came from files: whoever follows the registry hears of them as of all others."""
    await events.emit_many(session, "loaded", queries.AREA_GROUP, codes, by=by)


async def define(session: AsyncSession, new: schemas.AreaGroupNew, *, by: Subject) -> AreaGroup:
    """Define a group with its first members, who hold as long as the group does.

    Raises 403 outside the caller's area, 422 for members that are not there, of the wrong level or outside
    the owner's area, 409 for a code that is taken.
    """
    area = new.area_code or ""
    auth.require(by, DEFINE, area=area)
    rules.check_owner(new.kind, new.code, area)
    rules.check_days(new.valid_from, new.valid_to)
    days: dict[str, Any] = {
        "valid_from": new.valid_from,
        "valid_to": new.valid_to,
        "date_precision": new.date_precision.value,
        "source": new.source_th,
    }
    row = AreaGroup(
        **new.model_dump(include={"id", "code", "kind", "name_th", "name_en"}),
        **days,
        area_code=area,
        fingerprint=events.fingerprint(new, by),
    )
    await events.write_down(session, row, view=queries.AREA_GROUP, key=new.code)
    known = await areas.in_use(session, new.member_codes)
    rules.check_members(new.kind, area, new.member_codes, known, field="member_codes")
    for code in new.member_codes:
        session.add(
            AreaGroupMember(
                id=rules.member_id(new.id, code),
                group_code=new.code,
                area_code=code,
                confidence="HIGH",
                **days,
            )
        )
    await session.flush()
    await events.emit(session, "defined", queries.AREA_GROUP, new.code, by=by)
    return row


async def take_in(
    session: AsyncSession, code: str, new: schemas.AreaGroupMemberNew, *, by: Subject
) -> AreaGroup:
    """Let an area join a group on a day.

    Raises 404, 403 outside the caller's area, 409 for an area that is in it, 422 as `define`.
    """
    group: AreaGroup = copies.found(await queries.get_for_update(session, code))
    auth.require(by, DEFINE, area=group.area_code)
    member = AreaGroupMember(
        **new.model_dump(include={"id", "area_code", "valid_from", "date_precision"}),
        group_code=code,
        source=new.source_th,
        confidence="HIGH",
        valid_to=group.valid_to,
        fingerprint=events.fingerprint(new, by, code),
    )
    before = await queries.periods(session, code, new.area_code)
    await events.write_down(session, member, view=queries.AREA_GROUP, key=code)
    kind = GroupKind(group.kind)
    known = await areas.in_use(session, [new.area_code])
    rules.check_members(kind, group.area_code, [new.area_code], known, field="area_code")
    rules.check_days(new.valid_from, group.valid_to)
    rules.check_free(before, new.valid_from)
    await events.alter(session, group, {}, anyway=True)
    await events.emit(session, "member_joined", queries.AREA_GROUP, code, by=by)
    return group


async def let_go(
    session: AsyncSession, member_id: UUID, asked: schemas.AreaGroupEnding, *, by: Subject
) -> AreaGroup:
    """End the place of an area in a group; raises 404, 403, 409 when it has ended, 422."""
    member: AreaGroupMember = copies.found(await queries.member_for_update(session, member_id))
    group: AreaGroup = copies.found(await queries.get_for_update(session, member.group_code))
    auth.require(by, DEFINE, area=group.area_code)
    rules.check_open(member.valid_from, member.valid_to, asked.valid_to)
    member.valid_to, member.loaded = asked.valid_to, False
    session.add(member)
    await events.alter(session, group, {}, anyway=True)
    await events.emit(
        session, "member_left", queries.AREA_GROUP, group.code, by=by, reason=asked.reason
    )
    return group


async def end(
    session: AsyncSession, code: str, asked: schemas.AreaGroupEnding, *, by: Subject
) -> AreaGroup:
    """End a group; raises 404, 403, 409 when it has ended, 422."""
    group: AreaGroup = copies.found(await queries.get_for_update(session, code))
    auth.require(by, DEFINE, area=group.area_code)
    rules.check_open(group.valid_from, group.valid_to, asked.valid_to)
    await events.alter(session, group, {"valid_to": asked.valid_to})
    await events.emit(session, "ended", queries.AREA_GROUP, code, by=by, reason=asked.reason)
    return group


async def follow(
    session: AsyncSession,
    members: Sequence[AreaGroupMember],
    opened: Mapping[str, str],
    ended: Mapping[str, str],
    change: Change,
    *,
    by: Subject,
) -> None:
    """Let the places of areas in groups follow a change by law, or return to what they were before it.

    A new area is where the one was that it came from; what the change began ends with its reversal.
    """
    day, groups = change.effective_on, set[str]()
    for member in members:
        holds = member.valid_to is None or member.valid_to > day
        heirs = [code for code, source in opened.items() if source == member.area_code != code]
        if holds and member.begun_by != change.id:
            for code in heirs:
                session.add(_copy(member, code, change))
                groups.add(member.group_code)
        if holds and (
            member.area_code in ended or (change.reversal and member.begun_by == change.id)
        ):
            member.valid_to = max(day, member.valid_from or day)
            member.ended_by, member.loaded = change.id, False
            session.add(member)
            groups.add(member.group_code)
        elif change.reversal and member.ended_by == change.id and member.area_code in opened:
            if member.valid_to == day:
                member.valid_to = member.ended_by = None
                session.add(member)
            else:
                session.add(_copy(member, member.area_code, change))
            groups.add(member.group_code)
    await session.flush()
    for code in sorted(groups):
        group: AreaGroup = copies.found(await queries.get_for_update(session, code))
        await events.alter(session, group, {}, anyway=True)
        await events.emit(session, "members_moved", queries.AREA_GROUP, code, by=by)


def _copy(member: AreaGroupMember, code: str, change: Change) -> AreaGroupMember:
    return AreaGroupMember(
        id=new_id(),
        group_code=member.group_code,
        area_code=code,
        valid_from=change.effective_on,
        date_precision="DAY",
        confidence=member.confidence,
        source=member.source,
        begun_by=change.id,
    )
