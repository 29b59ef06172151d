"""What happens to networks and to who belongs to them."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.registry.networks import queries, rules, schemas
from services.registry.networks.tables import Network, NetworkLeaving, NetworkMembership
from services.registry.organizations import actions as owners
from services.registry.organizations import queries as organizations
from services.registry.organizations.schemas import OrganizationKind
from services.registry.organizations.tables import Organization
from shared import auth, copies, events
from shared.auth import Subject
from shared.errors import field_problem


async def set_up(session: AsyncSession, new: schemas.NetworkNew, *, by: Subject) -> Network:
    """Say how far an organization of kind NETWORK reaches.

    Raises 403 outside the caller's area or organization, 409 when that was said before, 422 for another kind
    of organization, a level that does not fit and an unknown group.
    """
    home = await _organization(session, new.organization_id, by=by)
    auth.require(by, "networks.change", area=home.area_code, organization=home.id)
    rules.check_organization(home.kind)
    rules.check_level(new.level, home.area_code, new.group_code)
    if new.group_code is not None and not await queries.group_exists(session, new.group_code):
        raise field_problem("group_code", "unknown-reference")
    row = Network(
        **new.model_dump(exclude={"organization_id"}),
        id=home.id,
        area_code=home.area_code,
        fingerprint=events.fingerprint(new, by),
    )
    await events.write_down(session, row, view=queries.NETWORK)
    await owners.require_standing(session, home.id)
    await events.emit(session, "set_up", queries.NETWORK, row.id, by=by)
    return row


async def join(
    session: AsyncSession, new: schemas.NetworkMembershipNew, *, by: Subject
) -> NetworkMembership:
    """Let an organization belong to a network from a day on.

    Raises 403 for who does not act for the network, 409 when it belongs already, 422 for what is not known
    here, 422 `rule-broken` when the network lies in the one that joins.
    """
    await copies.require_seen(session, queries.NETWORK, new.network_id, by, field="network_id")
    network = await queries.get_for_update(session, new.network_id)
    assert network is not None, "it was seen, and networks are never deleted"
    auth.require(by, "networks.change", area=network.area_code, organization=network.id)
    member = await _organization(session, new.organization_id, by=by)
    rules.check_no_circle(network.id, member.id, ())
    row = NetworkMembership(**new.model_dump(), fingerprint=events.fingerprint(new, by))
    await events.write_down(session, row, view=queries.MEMBERSHIP)
    await owners.require_standing(session, network.id)
    await owners.require_standing(session, member.id)
    if member.kind == OrganizationKind.NETWORK:
        edges = await queries.edges_above(session, network.id, new.joined_on)
        rules.check_no_circle(network.id, member.id, edges)
    last = await queries.last_left(session, network.id, member.id, besides=row.id)
    rules.check_apart(new.joined_on, last)
    await _tell(session, row, "joined", by=by)
    return row


async def leave(
    session: AsyncSession, membership_id: UUID, asked: schemas.NetworkLeavingNew, *, by: Subject
) -> NetworkMembership:
    """End a membership; who acts for the network or for the member may.

    Raises 404, 403, 409 when it left before, 422 for a day before it joined.
    """
    row: NetworkMembership = copies.found(
        await queries.membership_for_update(session, membership_id)
    )
    network = copies.found(await queries.get_for_update(session, row.network_id))
    theirs = await queries.home_of(session, row.organization_id)
    if not auth.allowed(by, "networks.change", area=theirs, organization=row.organization_id):
        auth.require(by, "networks.change", area=network.area_code, organization=network.id)
    act = NetworkLeaving(
        **asked.model_dump(),
        membership_id=row.id,
        fingerprint=events.fingerprint(asked, by, row.id),
    )
    await events.write_down(session, act, view=queries.MEMBERSHIP, key=row.id)
    rules.check_not_left(row.left_on)
    rules.check_leaving(row.joined_on, asked.left_on)
    await events.alter(session, row, {"left_on": asked.left_on})
    await _tell(session, row, "left", by=by, reason=asked.reason_th)
    return row


async def _tell(
    session: AsyncSession,
    row: NetworkMembership,
    verb: str,
    *,
    by: Subject,
    reason: str | None = None,
) -> None:
    """Leave the events of a membership and of its network, whose members changed."""
    network = await queries.get(session, row.network_id)
    await events.alter(session, network, {}, anyway=True)
    view = queries.NETWORK
    await events.emit(session, f"member_{verb}", view, row.network_id, by=by, reason=reason)
    await events.emit(session, verb, queries.MEMBERSHIP, row.id, by=by, reason=reason)


async def _organization(
    session: AsyncSession, organization_id: UUID, *, by: Subject
) -> Organization:
    """Return the organization that the body names, locked; raises 422 when it is not there."""
    await copies.require_seen(
        session, organizations.ORGANIZATION, organization_id, by, field="organization_id"
    )
    found = await organizations.get_for_update(session, organization_id)
    assert found is not None, "it was seen, and organizations are never deleted"
    return found
