"""What is asked when somebody signs in."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import literal_column, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.registry.sign_in.schemas import Method
from services.registry.sign_in.tables import Session
from shared.database import Database, ask, inside
from shared.views import View, instant

_c: Any = Session.__table__.c
SESSION = View(
    "session",
    select(
        _c.id,
        _c.principal_id,
        _c.method,
        _c.strong,
        instant(_c.opened_at).label("opened_at"),
        instant(_c.renewed_at).label("renewed_at"),
        instant(_c.ended_at).label("ended_at"),
        _c.end_reason,
        _c.revision,
    ),
    key=_c.id,
    area=literal_column("''"),
    private=literal_column("true"),
)
KNOWN_DAYS = 90


class Account(NamedTuple):
    """An account as signing in needs it; `totp_secret` only of a confirmed second factor."""

    id: UUID
    status: str
    password_hash: str | None
    totp_secret: str | None
    sessions_after: dt.datetime | None


class Client(NamedTuple):
    """An agency's client with the digests of the secrets that count today, and its public keys."""

    id: UUID
    status: str
    jwks: dict[str, Any] | None
    secrets: list[bytes]


class Renewal(NamedTuple):
    """The session of a refresh token."""

    session_id: UUID
    principal_id: UUID
    strong: bool
    opened_at: dt.datetime
    live: bool
    ended: bool
    used: bool


_ACCOUNT = (
    "SELECT a.id, a.status, a.password_hash,"
    " CASE WHEN a.totp_confirmed_at IS NOT NULL THEN a.totp_secret END, a.sessions_after"
    " FROM accounts a"
)
_BY_LOGIN = f"{_ACCOUNT} WHERE a.login = %s"
# The lock makes whoever takes rights away wait, or us: a fresh token never carries a right that ended.
_HELD = f"{_ACCOUNT} WHERE a.id = %s FOR SHARE OF a"
_BY_IDENTITY = (
    f"{_ACCOUNT} JOIN identities i ON i.account_id = a.id"
    " WHERE i.issuer = %s AND i.subject = %s FOR SHARE OF a"
)
_CLIENT = (
    "SELECT id, status, jwks, array_remove(ARRAY[secret_hash,"
    " CASE WHEN former_until > clock_timestamp() THEN former_hash END], NULL)"
    " FROM clients WHERE id = %s FOR SHARE"
)
_PLACE = (
    "SELECT EXISTS (SELECT FROM sessions WHERE principal_id = %s AND network = %s"
    " AND opened_at > now() - make_interval(days => %s))"
)
# Both rows: who waits here for another renewal sees afterwards that the token was used.
_RENEWAL = (
    "SELECT s.id, s.principal_id, s.strong, s.opened_at,"
    " s.expires_at > clock_timestamp() AND r.expires_at > clock_timestamp(),"
    " s.ended_at IS NOT NULL, r.used_at IS NOT NULL"
    " FROM refresh_tokens r JOIN sessions s ON s.id = r.session_id WHERE r.digest = %s"
    " FOR UPDATE OF r, s"
)
_ALONE = "SELECT pg_advisory_xact_lock(hashtextextended(%s::text, 0))"
_REFUSED = "SELECT not_before FROM revocations WHERE name = %s"


async def by_login(database: Database, login: str) -> Account | None:
    """Return the account with this name, outside any transaction: hashing takes long."""
    async with database.reading() as connection:
        row: Any = await (await ask(connection, _BY_LOGIN, (login,))).fetchone()
    return Account(*row) if row else None


async def is_known(database: Database, principal_id: UUID, place: bytes) -> bool:
    """Say whether the account was opened from this place before."""
    async with database.reading() as connection:
        row: Any = await (
            await ask(connection, _PLACE, (principal_id, place, KNOWN_DAYS))
        ).fetchone()
    return bool(row[0])


async def held(session: AsyncSession, account_id: UUID) -> Account | None:
    """Return the account; nobody changes it before this transaction ends."""
    row = await _one(session, _HELD, (account_id,))
    return Account(*row) if row else None


async def by_identity(session: AsyncSession, issuer: str, subject: str) -> Account | None:
    """Return the account that an outside identity opens, held like `held`."""
    row = await _one(session, _BY_IDENTITY, (issuer, subject))
    return Account(*row) if row else None


async def client(session: AsyncSession, client_id: UUID) -> Client | None:
    """Return an agency's client; nobody changes it before this transaction ends."""
    row = await _one(session, _CLIENT, (client_id,))
    return Client(*row) if row else None


async def renewal(session: AsyncSession, digest: bytes) -> Renewal | None:
    """Return the session of a refresh token, locked."""
    row = await _one(session, _RENEWAL, (digest,))
    return Renewal(*row) if row else None


async def get_for_update(session: AsyncSession, session_id: UUID) -> Session:
    """Return a session, locked until the end of the transaction."""
    statement = select(Session).where(_c.id == session_id).with_for_update()
    found: Session = (await session.execute(statement)).scalar_one()
    return found


async def open_sessions(
    session: AsyncSession, principal_id: UUID, method: Method | None = None
) -> list[Session]:
    """Return the sessions of a principal that have not ended, of one way or all, locked."""
    statement = select(Session).where(_c.principal_id == principal_id, _c.ended_at.is_(None))
    if method is not None:
        statement = statement.where(_c.method == method.value)
    return list(await session.scalars(statement.order_by(_c.id).with_for_update()))


async def refused_until(session: AsyncSession, principal_id: UUID) -> int:
    """Return the last second whose tokens of a principal are refused, 0 for none; who asks at once waits."""
    await _one(session, _ALONE, (principal_id,))
    row = await _one(session, _REFUSED, (f"subject:{principal_id}",))
    return int(row[0]) if row else 0


async def _one(session: AsyncSession, sql: str, values: Sequence[Any]) -> Any:
    return await (await ask(await inside(session), sql, values)).fetchone()
