"""What happens to agencies' machines."""

import datetime as dt
import secrets
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.registry import credentials
from services.registry.access.tables import Client
from services.registry.clients import queries, rules, schemas
from services.registry.clients.schemas import ClientMethod, ClientStatus
from shared import auth, copies, events, revocations
from shared.auth import Subject

MANAGE = "clients.manage"
PREFIX = "khb"
"""Begins every secret, so that scanners of code and logs find one that was lost."""


async def register(
    session: AsyncSession, new: schemas.ClientNew, *, by: Subject
) -> tuple[Client, dict[str, str]]:
    """Register a machine of an agency; return it and what is told once: its secret, if it has one.

    The agency's id is only a reference: agencies live elsewhere. Raises 403 and 422.
    """
    auth.require(by, MANAGE)
    keys = _keys(new.jwks)
    rules.check_method(new.method, keys)
    told, kept = _secret() if new.method is ClientMethod.SECRET else ({}, {})
    facts = {**new.model_dump(exclude={"jwks"}), "status": ClientStatus.ACTIVE.value, **kept}
    jwks = None if keys is None else {"keys": keys}
    row = Client(**facts, jwks=jwks, fingerprint=events.fingerprint(new, by))
    await events.write_down(session, row, view=queries.CLIENT)
    await events.emit(session, "registered", queries.CLIENT, row.id, by=by)
    return row, told


async def change(
    session: AsyncSession,
    client_id: UUID,
    asked: schemas.ClientChange,
    *,
    expected: int,
    by: Subject,
) -> Client:
    """Change a machine's name or public keys; raises 403, 404, 409, 412 and 422."""
    row = await _in_hand(session, client_id, by)
    events.check_revision(row, expected)
    rules.check_active(row.status)
    changes = asked.model_dump(exclude_unset=True, include={"name_th"})
    if "jwks" in asked.model_fields_set:
        keys = _keys(asked.jwks)
        rules.check_method(row.method, keys)
        changes["jwks"] = {"keys": keys}
    if await events.alter(session, row, changes):
        await events.emit(session, "changed", queries.CLIENT, row.id, by=by, reason=asked.reason)
    return row


async def rotate(
    session: AsyncSession, client_id: UUID, asked: schemas.SecretNew, *, by: Subject
) -> tuple[Client, dict[str, str]]:
    """Make another secret; the present one counts for some hours more, one before it no longer.

    Raises 403, 404 and 409.
    """
    row = await _in_hand(session, client_id, by)
    rules.check_active(row.status)
    rules.check_has_secret(row.method)
    told, kept = _secret()
    until = dt.datetime.now(dt.UTC) + dt.timedelta(hours=asked.former_hours)
    former = {"former_hash": row.secret_hash, "former_prefix": row.secret_prefix}
    await events.alter(session, row, {**former, "former_until": until, **kept})
    await events.emit(session, "secret_made", queries.CLIENT, row.id, by=by, reason=asked.reason)
    return row, told


async def disable(session: AsyncSession, client_id: UUID, *, reason: str, by: Subject) -> Client:
    """Close a machine for ever; its tokens are refused within seconds. Raises 403, 404 and 409."""
    row = await _in_hand(session, client_id, by)
    rules.check_active(row.status)
    gone = {"secret_hash": None, "former_hash": None, "former_until": None}
    await events.alter(session, row, {**gone, "status": ClientStatus.DISABLED})
    await events.emit(session, "disabled", queries.CLIENT, row.id, by=by, reason=reason)
    await revocations.declare(session, f"subject:{row.id}", by=by)
    return row


async def _in_hand(session: AsyncSession, client_id: UUID, by: Subject) -> Client:
    auth.require(by, MANAGE)
    row: Client = copies.found(await queries.get_for_update(session, client_id))
    return row


def _keys(jwks: schemas.PublicKeys | None) -> list[dict[str, Any]] | None:
    return None if jwks is None else [key.model_dump(exclude_none=True) for key in jwks.keys]


def _secret() -> tuple[dict[str, str], dict[str, Any]]:
    """Return what is told of a new secret, and what is kept of it."""
    prefix = f"{PREFIX}_{secrets.token_hex(4)}"
    secret = f"{prefix}_{credentials.new_secret()}"
    return {"secret": secret}, {
        "secret_hash": credentials.digest(secret),
        "secret_prefix": prefix,
    }
