"""What happens to mentorings."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.registry.areas import queries as places
from services.registry.mentorings import queries, rules, schemas
from services.registry.mentorings.tables import Mentoring, MentoringEnding
from services.registry.movement_rules import queries as movement_rules
from services.registry.networks import queries as networks
from services.registry.networks.schemas import NetworkLevel
from services.registry.networks.tables import Network
from services.registry.organizations import actions as organizations
from shared import auth, copies, events
from shared.auth import Subject


async def begin(session: AsyncSession, new: schemas.MentoringNew, *, by: Subject) -> Mentoring:
    """Write down that a network stands by a tambon from a day on.

    Raises 403 for who does not act for the network, 409 when it does so already, 422 for what is not known,
    422 `rule-broken` for a network that does not cover the tambon.
    """
    await copies.require_seen(session, networks.NETWORK, new.network_id, by, field="network_id")
    network = await _network(session, new.network_id, by=by)
    row = Mentoring(
        **new.model_dump(exclude={"tambon_code"}),
        area_code=new.tambon_code,
        fingerprint=events.fingerprint(new, by),
    )
    await events.write_down(session, row, view=queries.MENTORING)
    await places.require(session, new.tambon_code, "tambon_code")
    await organizations.require_standing(session, network.id)
    areas = await queries.areas_of(session, network.group_code, new.starts_on)
    asked = await movement_rules.in_force(
        session, movement_rules.Rule.MENTOR_COVERS_TAMBON, new.tambon_code, new.starts_on
    )
    level = NetworkLevel(network.level)
    covered = rules.covers(level, network.area_code, areas, new.tambon_code)
    rules.check_mentor(covered=covered, asked=asked)
    last = await queries.last_end(session, network.id, new.tambon_code, besides=row.id)
    rules.check_apart(new.starts_on, last)
    await events.emit(session, "begun", queries.MENTORING, row.id, by=by)
    return row


async def end(
    session: AsyncSession, mentoring_id: UUID, asked: schemas.MentoringEndingNew, *, by: Subject
) -> Mentoring:
    """End a mentoring; raises 404, 403, 409 when it ended before, 422 for a day before it began."""
    row: Mentoring = copies.found(await queries.get_for_update(session, mentoring_id))
    await _network(session, row.network_id, by=by)
    act = MentoringEnding(
        **asked.model_dump(),
        mentoring_id=row.id,
        fingerprint=events.fingerprint(asked, by, row.id),
    )
    await events.write_down(session, act, view=queries.MENTORING, key=row.id)
    rules.check_ending(row.starts_on, row.ends_on, asked.ends_on)
    await events.alter(session, row, {"ends_on": asked.ends_on})
    reason = asked.reason_th
    await events.emit(session, "ended", queries.MENTORING, row.id, by=by, reason=reason)
    return row


async def _network(session: AsyncSession, network_id: UUID, *, by: Subject) -> Network:
    """Return the network, locked, if the caller acts for it."""
    network: Network = copies.found(await networks.get_for_update(session, network_id))
    auth.require(by, "networks.change", area=network.area_code, organization=network.id)
    return network
