"""What is asked of accounts, and of anybody's rights."""

import contextlib
import dataclasses
import datetime as dt
import uuid
from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import Text as SqlText
from sqlalchemy import any_, bindparam, exists, literal_column, or_, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from services.registry.access.tables import Account, Client, Grant, Identity
from services.registry.organizations.tables import Organization
from services.registry.people import queries as people
from services.registry.people.tables import Person
from shared import reach
from shared.auth import Subject
from shared.database import ask, inside
from shared.errors import Problem
from shared.exchange import Read
from shared.lists import Listing, Sort, area_filters
from shared.policies import POLICIES, STRONG, Role
from shared.thai_time import bangkok_date
from shared.views import View, instant

TAMBON_DIGITS = 6
# A merger lets all earlier records point to the last one: one step is enough.
_BECAME = (
    "SELECT merged_into_id FROM people WHERE id = ANY(%(ids)s) AND merged_into_id IS NOT NULL"
)
_c: Any = Account.__table__.c
_grant: Any = Grant.__table__.c
_ways = reach.among(Account, "id"), reach.among(Grant, "principal_id", "ended_at")
_granted = bindparam("granted", type_=ARRAY(SqlText))
_facts = (
    _c.id,
    _c.area_code,
    _c.person_id,
    _c.status,
    _c.totp_confirmed_at.is_not(None).label("has_second_factor"),
    _c.revision,
    instant(_c.created_at).label("created_at"),
    instant(_c.updated_at).label("updated_at"),
)
ACCOUNT = View(
    "account", select(*_facts), key=_c.id, area=_c.area_code, private=literal_column("true")
)
"""What events tell of an account: no login, because a login may be a name."""

_in_reach = or_(
    _c.area_code.op("^@")(any_(_granted)),
    exists()
    .where(_grant.principal_id == _c.id, _grant.ended_at.is_(None))
    .where(_grant.area_code.op("^@")(any_(_granted)))
    .correlate(Account.__table__),
)
SHOWN = View(
    "account-with-login",
    select(_facts[0], _c.login, *_facts[1:]).where(_in_reach),
    key=_c.id,
    area=_c.area_code,
)
"""An account as staff see it who look after it or after one of its grants."""
ACCOUNTS = Listing(
    SHOWN,
    filters={
        **area_filters(_c.area_code),
        "status": _c.status == bindparam("status"),
        "person_id": _c.person_id == bindparam("person_id"),
        "reach": reach.is_among(_c.id, *_ways),
    },
    sorts={"place": Sort((_c.area_code,)), "-id": Sort((), descending=True)},
)


@dataclasses.dataclass(frozen=True, slots=True)
class Right:
    """One role that somebody has today: from a grant, or derived from a post in an organization."""

    role: Role
    area: str | None = None
    organization: UUID | None = None
    agency: UUID | None = None
    grant_id: UUID | None = None
    post: str | None = None
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None

    def claim(self) -> dict[str, str]:
        """Return the right as a token carries it."""
        reach = {"area": self.area, "organization": self.organization, "agency": self.agency}
        named = {name: str(value) for name, value in reach.items() if value is not None}
        return {"role": self.role.value, **named}


def today() -> dt.date:
    """Return the day that it is in Thailand."""
    return bangkok_date(dt.datetime.now(dt.UTC))


def as_staff(read: Read) -> Read:
    """Return the request with only those grants that let somebody read accounts and rights.

    Being a leader shows the drafts of a tambon, but not who may sign in there. Raises 403
    `second-factor-required`.
    """
    action = "accounts.read"
    if action in STRONG and not read.subject.strong:
        raise Problem("second-factor-required")
    return dataclasses.replace(read, subject=staff(read.subject))


def staff(subject: Subject) -> Subject:
    """Return the subject with only those grants that let somebody read accounts and rights."""
    return fit_for(subject, "accounts.read")


def fit_for(subject: Subject, action: str) -> Subject:
    """Return the subject with only those grants that could allow an action somewhere."""
    fit = tuple(each for each in subject.grants if each.role in POLICIES[action])
    return dataclasses.replace(subject, grants=fit)


async def get_for_update(session: AsyncSession, account_id: UUID) -> Account | None:
    """Return the account, locked until the end of the transaction, or None."""
    found: Account | None = await session.scalar(
        select(Account).where(_c.id == account_id).with_for_update()
    )
    return found


async def seen_for_update(session: AsyncSession, account_id: UUID, by: Subject) -> Account:
    """Return the account, locked; raise 404 when it is not there or not for this subject."""
    row = await get_for_update(session, account_id)
    if row is None or not await SHOWN.is_seen(session, account_id, staff(by).areas):
        raise Problem("not-found")
    return row


async def is_reached(session: AsyncSession, account_id: UUID, action: str, by: Subject) -> bool:
    """Say whether an account is looked after, or holds a grant, where the subject may do `action`."""
    return await SHOWN.is_seen(session, account_id, fit_for(by, action).areas)


async def own_account(session: AsyncSession, by: Subject) -> Account:
    """Return the account of whoever asks, locked; raise 404 when the token is not of an account."""
    identity = principal(by.id)
    row = None if identity is None else await get_for_update(session, identity)
    if row is None or row.status != "ACTIVE":
        raise Problem("not-found")
    return row


async def by_login(session: AsyncSession, login: str) -> Account | None:
    """Return the account with a login, locked until the end of the transaction, or None."""
    asked = select(Account).where(_c.login == login).with_for_update()
    found: Account | None = await session.scalar(asked)
    return found


async def by_identity(session: AsyncSession, issuer: str, subject: str) -> Account | None:
    """Return the account that an outside identity opens, locked, or None."""
    identity: Any = Identity.__table__.c
    asked = select(identity.account_id).where(
        identity.issuer == issuer, identity.subject == subject
    )
    found = await session.scalar(asked)
    return None if found is None else await get_for_update(session, found)


async def identity_of(
    session: AsyncSession, account_id: UUID, identity_id: UUID
) -> Identity | None:
    """Return an outside identity that opens an account, or None."""
    found = await session.get(Identity, identity_id)
    return found if found is not None and found.account_id == account_id else None


async def person(session: AsyncSession, person_id: UUID | None) -> Person | None:
    """Return a living person of the register, the one that a merged record became, or None."""
    row: Person | None = await session.get(Person, person_id) if person_id else None
    while row is not None and row.merged_into_id is not None:
        row = await session.get(Person, row.merged_into_id)
    return row if row is not None and row.status == "ACTIVE" else None


async def same_person(session: AsyncSession, one: UUID | None, other: UUID | None) -> bool:
    """Say whether two accounts' person ids mean one person, merged records included."""
    if one is None or other is None:
        return False
    first, second = await person(session, one), await person(session, other)
    return one == other or (first is not None and second is not None and first.id == second.id)


async def known_as(session: AsyncSession, names: Collection[str]) -> set[str]:
    """Return the names (of people or accounts) and, of people's records that were merged, whose they are now."""
    ids = []
    for name in names:
        with contextlib.suppress(ValueError):
            ids.append(UUID(name))
    cursor = await ask(await inside(session), _BECAME, {"ids": ids})
    return {*names, *(str(row[0]) for row in await cursor.fetchall())}


async def derived(session: AsyncSession, person_id: UUID | None, day: dt.date) -> list[Right]:
    """Return the rights that a person has by posts in organizations on a day.

    Who holds an office is a leader, the others are members; a village's organization counts for its tambon.
    """
    owner = await person(session, person_id)
    if owner is None:
        return []
    return [
        Right(
            Role.MEMBER if post == "MEMBER" else Role.LEADER,
            area=area[:TAMBON_DIGITS],
            organization=organization,
            post=post,
        )
        for organization, area, post in await people.live_memberships(session, owner.id, day)
    ]


async def of_person(session: AsyncSession, person_id: UUID) -> list[Account]:
    """Return the accounts of a person and of the records that were merged into them, locked."""
    table: Any = Person.__table__.c
    records = select(table.id).where(or_(table.id == person_id, table.merged_into_id == person_id))
    asked = select(Account).where(_c.person_id.in_(records)).order_by(_c.id).with_for_update()
    return list(await session.scalars(asked))


async def has_account(session: AsyncSession, person_id: UUID, *, but: UUID) -> bool:
    """Say whether a person has an account besides `but` that is not closed; who asks at once waits."""
    table: Any = Person.__table__.c
    held = select(table.id).where(table.id == person_id).with_for_update(key_share=True)
    await session.execute(held)
    rows = await of_person(session, person_id)
    return any(row.id != but and row.status != "DISABLED" for row in rows)


async def granted(
    session: AsyncSession, principal_id: UUID, day: dt.date, *, planned: bool = False
) -> list[Right]:
    """Return the rights that grants give on a day; an organization's role counts where it is now.

    With `planned` those are among them that begin after that day.
    """
    organization: Any = Organization.__table__.c
    holding = (
        select(Grant, organization.area_code)
        .outerjoin(Organization.__table__, organization.id == _grant.organization_id)
        .where(_grant.principal_id == principal_id, _grant.ended_at.is_(None))
        .where(or_(_grant.ends_on.is_(None), _grant.ends_on > day))
        .where(*(() if planned else (_grant.starts_on <= day,)))
        .order_by(_grant.id)
    )
    return [
        Right(
            Role(row.role),
            area=None if row.agency_id else (place or row.area_code)[:TAMBON_DIGITS],
            organization=row.organization_id,
            agency=row.agency_id,
            grant_id=row.id,
            starts_on=row.starts_on,
            ends_on=row.ends_on,
        )
        for row, place in await session.execute(holding)
    ]


async def rights_of(session: AsyncSession, principal_id: object, day: dt.date) -> list[Right]:
    """Return what an account or client may do on a day; nothing once it is disabled."""
    identity = principal(principal_id)
    account = None if identity is None else await session.get(Account, identity)
    client = await session.get(Client, identity) if identity and account is None else None
    owner = account or client
    if identity is None or owner is None or owner.status == "DISABLED":
        return []
    derived_too = [] if account is None else await derived(session, account.person_id, day)
    return [*await granted(session, identity, day), *derived_too]


async def grants_of(
    session: AsyncSession, principal_id: object, day: dt.date
) -> list[dict[str, str]]:
    """Return the grants that a token of an account or client carries on a day, each once."""
    claims = [right.claim() for right in await rights_of(session, principal_id, day)]
    return [claim for place, claim in enumerate(claims) if claim not in claims[:place]]


def principal(subject: object) -> UUID | None:
    """Return the account's or client's id that a token's `sub` is, None for any other name."""
    try:
        return uuid.UUID(str(subject))
    except ValueError:
        return None
