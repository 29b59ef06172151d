"""What is asked of whoever asks."""

import dataclasses
import json
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from services.registry.access import queries as access
from services.registry.access.queries import Right
from services.registry.access.tables import Account, Client, Identity
from services.registry.areas.tables import Area
from services.registry.me.schemas import FactorState, MeKind
from services.registry.organizations.tables import Organization
from shared.auth import Subject
from shared.database import Database
from shared.errors import Problem
from shared.policy_words import ROLE_TH
from shared.views import instant

TAMBON_DIGITS = 6
_area: Any = Area.__table__.c
_organization: Any = Organization.__table__.c
_identity: Any = Identity.__table__.c
_IDENTITY = (_identity.id, _identity.issuer, instant(_identity.created_at).label("linked_at"))
MOST_IDENTITIES = 200
NATION = {"code": "", "level": "NATION", "name_th": "ทั้งประเทศ", "name_en": "Thailand"}


async def me(database: Database, by: Subject) -> bytes:
    """Return who asks, as JSON bytes: an account or client with its rights of today, or just a token's."""
    identity = access.principal(by.id)
    async with database.transaction() as session:
        account = await session.get(Account, identity) if identity else None
        client = await session.get(Client, identity) if identity and account is None else None
        known = account is not None or client is not None
        rights = await access.rights_of(session, by.id, access.today()) if known else _of_token(by)
        grants = await _named(session, rights)
    kind = MeKind.CLIENT if client else MeKind.ACCOUNT if account else MeKind.TOKEN
    shown = {
        "subject": by.id,
        "kind": kind.value,
        "account_id": account.id if account else None,
        "login": account.login if account else None,
        "person_id": account.person_id if account else None,
        "second_factor": _factor(account).value,
        "signed_in_with_second_factor": by.strong,
        "grants": grants,
    }
    return json.dumps(shown, ensure_ascii=False, default=str).encode()


async def identities(database: Database, by: Subject) -> bytes:
    """Return the outside identities that open the caller's account, as JSON bytes; raise 404 without one."""
    account = access.principal(by.id)
    async with database.transaction() as session:
        if account is None or await session.get(Account, account) is None:
            raise Problem("not-found")
        asked = select(*_IDENTITY).where(_identity.account_id == account)
        found = await session.execute(asked.order_by(_identity.id).limit(MOST_IDENTITIES))
        items = [dict(row._mapping) for row in found]  # noqa: SLF001 - its public name
    return json.dumps({"items": items}, ensure_ascii=False, default=str).encode()


def _factor(account: Account | None) -> FactorState:
    if account is None:
        return FactorState.NONE
    if account.totp_confirmed_at is not None:
        return FactorState.CONFIRMED
    return FactorState.OFFERED if account.totp_pending else FactorState.NONE


def _of_token(by: Subject) -> list[Right]:
    """Return the grants of a token that belongs to no account, as a development token does."""
    return [
        Right(
            grant.role,
            area=grant.area,
            organization=access.principal(grant.organization),
            agency=access.principal(grant.agency),
        )
        for grant in by.grants
    ]


async def _named(session: AsyncSession, rights: Iterable[Right]) -> list[dict[str, Any]]:
    rights = list(rights)
    places = {right.area[:TAMBON_DIGITS] for right in rights if right.area}
    names = select(_area.code, _area.level, _area.name_th, _area.name_en)
    areas: dict[str, Any] = {"": NATION}
    if places:
        found = await session.execute(names.where(_area.code.in_(places)))
        areas |= {row.code: dict(row._mapping) for row in found}  # noqa: SLF001 - its public name
    ids = {right.organization for right in rights if right.organization}
    organizations = await _organizations(session, ids) if ids else {}
    return [_shown(right, areas, organizations) for right in rights]


async def _organizations(session: AsyncSession, ids: set[UUID]) -> dict[UUID, Any]:
    asked = select(_organization.id, _organization.name_th).where(_organization.id.in_(ids))
    return {id: {"id": id, "name_th": name} for id, name in await session.execute(asked)}


def _shown(right: Right, areas: dict[str, Any], organizations: dict[UUID, Any]) -> dict[str, Any]:
    facts = dataclasses.asdict(right)
    return {
        "role": right.role.value,
        "role_th": ROLE_TH[right.role],
        "area": areas.get((right.area or "")[:TAMBON_DIGITS]) if right.area is not None else None,
        "organization": organizations.get(right.organization) if right.organization else None,
        "agency_id": right.agency,
        **{name: facts[name] for name in ("grant_id", "post", "starts_on", "ends_on")},
    }
