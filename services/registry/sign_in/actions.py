"""What happens when somebody signs in, stays signed in and signs out."""

import datetime as dt
import time
from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from fastapi import Response
from fastapi.responses import JSONResponse
from sqlalchemy.ext.asyncio import AsyncSession

from services.registry import credentials
from services.registry.access import queries as access
from services.registry.access.tables import Account as AccountRow
from services.registry.desk import Desk
from services.registry.providers import Claimed
from services.registry.sign_in import queries, rules, schemas
from services.registry.sign_in.queries import Account, Renewal
from services.registry.sign_in.schemas import Method
from services.registry.sign_in.tables import RefreshToken, Session
from services.registry.throttle import Attempt
from shared import events, revocations, tokens
from shared.auth import Subject
from shared.database import Database, ask, inside
from shared.errors import Problem
from shared.ids import new_id

ACTIVE = "ACTIVE"
NO_STORE = {"Cache-Control": "no-store", "Pragma": "no-cache"}
REFRESH_PREFIX = "kr_"
KEPT_DAYS = 180
"""How long a session stays on record after it could be used last: for the report on a breach."""
_USE_CODE = (
    "UPDATE accounts SET totp_step = %(step)s"
    " WHERE id = %(id)s AND (totp_step IS NULL OR totp_step < %(step)s) RETURNING id"
)
_BURN = (
    "INSERT INTO used_proofs (name, until) VALUES (%s, to_timestamp(%s))"
    " ON CONFLICT DO NOTHING RETURNING name"
)
_USE_REFRESH = "UPDATE refresh_tokens SET used_at = clock_timestamp() WHERE digest = %s"
_PURGES = tuple(
    f"DELETE FROM {table} WHERE ctid = ANY(ARRAY(SELECT ctid FROM {table}"  # noqa: S608 - our own names
    f" WHERE {column} < now() - interval '{days} days' LIMIT 20 FOR UPDATE SKIP LOCKED))"
    for table, column, days in (
        ("used_proofs", "until", 1),
        ("sessions", "expires_at", KEPT_DAYS),
    )
)


class Issued(NamedTuple):
    """What the caller gets: shown once, stored nowhere."""

    access_token: str
    refresh_token: str | None

    def shown(self, **more: str) -> Response:
        """Return the answer that hands it over."""
        refresh = {"refresh_token": self.refresh_token} if self.refresh_token else {}
        body = {
            "access_token": self.access_token,
            "token_type": "Bearer",
            "expires_in": rules.ACCESS_SECONDS,
        }
        return JSONResponse({**body, **refresh, **more}, headers=NO_STORE)


async def open_by_password(
    desk: Desk, database: Database, session: AsyncSession, asked: schemas.SignIn, network: str
) -> Issued:
    """Sign an account in with login, password and, where it has one, its second factor.

    Raises 401 `sign-in-failed` whichever part was wrong, 429 `too-many-attempts` before any work,
    403 `no-rights` for an account that may nothing.
    """
    login = asked.login.strip().lower()
    account = await queries.by_login(database, login)
    place = rules.place(desk.secret, account.id if account else login, network)
    known = account is not None and await queries.is_known(database, account.id, place)
    attempt = Attempt(login, network, known)
    desk.throttle.admit(attempt)
    right = await credentials.fits(
        asked.password.get_secret_value(), account.password_hash if account else None
    )
    if account is None or not right or account.status != ACTIVE:
        raise Problem("sign-in-failed")
    strong = account.totp_secret is not None
    if strong and not await _use_code(session, account, asked.code or ""):
        raise Problem("sign-in-failed")
    desk.throttle.forget(attempt)
    now_held = await queries.held(session, account.id)
    if now_held is None or now_held[:4] != account[:4]:
        raise Problem("sign-in-failed")  # changed while its password was checked
    method = Method.PASSWORD_CODE if strong else Method.PASSWORD
    return await _open(desk, session, account.id, method, strong=strong, place=place)


async def open_by_identity(
    desk: Desk, session: AsyncSession, claimed: Claimed, network: str
) -> Issued | None:
    """Sign the account in that an outside identity is linked to; None when none is."""
    account = await queries.by_identity(session, claimed.issuer, claimed.subject)
    if account is None or account.status != ACTIVE:
        return None
    place = rules.place(desk.secret, account.id, network)
    return await _open(
        desk, session, account.id, Method.OUTSIDE, strong=claimed.strong, place=place
    )


async def open_for_client(
    desk: Desk, session: AsyncSession, client_id: UUID, method: Method
) -> Issued:
    """Issue a token to an agency's client that has proved who it is; it counts as strong."""
    return await _open(desk, session, client_id, method, strong=True, place=None)


async def _open(
    desk: Desk,
    session: AsyncSession,
    principal: UUID,
    method: Method,
    *,
    strong: bool,
    place: bytes | None,
) -> Issued:
    access_token = await _signed(
        desk, session, principal, strong=strong, ways=rules.WAYS.get(method, ())
    )
    now, renewable = dt.datetime.now(dt.UTC), place is not None
    life = rules.SESSION if renewable else dt.timedelta(seconds=rules.ACCESS_SECONDS)
    row = Session(
        id=new_id(),
        principal_id=principal,
        method=method.value,
        strong=strong,
        network=place,
        expires_at=now + life,
    )
    session.add(row)
    await session.flush()
    refresh = await _refresh_token(session, row.id, now) if renewable else None
    for purge in _PURGES:
        await ask(await inside(session), purge)
    await events.emit(session, "opened", queries.SESSION, row.id, by=_self(principal))
    return Issued(access_token, refresh)


async def renew(desk: Desk, session: AsyncSession, refresh_token: str) -> Issued | None:
    """Give new tokens for a refresh token, which is used up; None when it is worth nothing.

    A token that comes a second time was stolen, from us or from its owner: the session and all
    tokens of the account end. The caller commits in either case.
    """
    digest = credentials.digest(refresh_token)
    found = await queries.renewal(session, digest)
    if found is None or found.ended or not found.live:
        return None
    if found.used:
        await _end(session, found.session_id, "REUSED")
        await revocations.declare(
            session, f"subject:{found.principal_id}", by=_self(found.principal_id)
        )
        return None
    await ask(await inside(session), _USE_REFRESH, (digest,))
    account = await queries.held(session, found.principal_id)
    if account is None or not _still_open(account, found):
        return None
    access_token = await _signed(desk, session, account.id, strong=found.strong)
    now = dt.datetime.now(dt.UTC)
    fresh = await _refresh_token(session, found.session_id, now)
    row = await queries.get_for_update(session, found.session_id)
    await events.alter(session, row, {"renewed_at": now})
    await events.emit(session, "renewed", queries.SESSION, row.id, by=_self(account.id))
    return Issued(access_token, fresh)


def _still_open(account: Account, found: Renewal) -> bool:
    after = account.sessions_after
    return account.status == ACTIVE and (after is None or found.opened_at > after)


async def sign_out(session: AsyncSession, refresh_token: str | None, *, by: Subject) -> bool:
    """End the session of the refresh token, or all of the caller's when it is not told by one of theirs.

    Every access token of an account or client is refused from now on; a session that goes on renews its own.
    Says whether a session was ended.
    """
    await revocations.declare(session, f"token:{by.token}", by=by)
    principal = access.principal(by.id)
    if principal is None:
        return False  # a token of no account: nothing was opened for it
    found = await queries.renewal(session, credentials.digest(refresh_token or ""))
    if found is None or found.principal_id != principal:
        ended = await end_all(session, principal, "SIGNED_OUT", by=by)
    else:
        ended = 0 if found.ended else await _end(session, found.session_id, "SIGNED_OUT")
    # Once for each token: its not_before moves on each time, and fresh tokens wait for it.
    if by.issued > await queries.refused_until(session, principal):
        await revocations.declare(session, f"subject:{principal}", by=by)
    return ended > 0


async def end_all(
    session: AsyncSession,
    principal_id: UUID,
    reason: str,
    *,
    by: Subject,
    method: Method | None = None,
) -> int:
    """End every session of a principal, or those opened in one way; the caller revokes tokens. Return how many."""
    ended = await queries.open_sessions(session, principal_id, method)
    for row in ended:
        await _ended(session, row, reason, by=by)
    return len(ended)


async def burn(session: AsyncSession, name: str, until: float) -> bool:
    """Note a proof that counts once, until `until` (seconds since 1970); say whether it is new."""
    return await (await ask(await inside(session), _BURN, (name, until))).fetchone() is not None


async def _use_code(session: AsyncSession, account: Account, code: str) -> bool:
    """Take a one-time code; none counts twice, nor one older than the last."""
    step = credentials.step_of(account.totp_secret or "", code, after=None, now=time.time())
    if step is None:
        return False
    values = {"id": account.id, "step": step}
    return await (await ask(await inside(session), _USE_CODE, values)).fetchone() is not None


async def _signed(
    desk: Desk,
    session: AsyncSession,
    principal: UUID,
    *,
    strong: bool,
    ways: Sequence[str] = (),
) -> str:
    """Return an access token with the rights of today; the principal's row is held."""
    issued = await revocations.first_good_second(session, str(principal))
    grants = await access.grants_of(session, principal, access.today())
    if not grants:
        raise Problem("no-rights")
    account = await session.get(AccountRow, principal)
    owner = None if account is None else account.person_id
    person = await access.person(session, owner)
    return tokens.sign(
        desk.key.value,
        str(principal),
        grants,
        person=str(person.id if person else owner or ""),
        minutes=rules.ACCESS_SECONDS / 60,
        strong=strong,
        ways=ways,
        issued=issued,
    )


async def _refresh_token(session: AsyncSession, session_id: UUID, now: dt.datetime) -> str:
    made = REFRESH_PREFIX + credentials.new_secret()
    row = RefreshToken(
        digest=credentials.digest(made), session_id=session_id, expires_at=now + rules.REFRESH
    )
    session.add(row)
    await session.flush()
    return made


async def _end(session: AsyncSession, session_id: UUID, reason: str) -> int:
    row = await queries.get_for_update(session, session_id)
    await _ended(session, row, reason, by=_self(row.principal_id))
    return 1


async def _ended(session: AsyncSession, row: Session, reason: str, *, by: Subject) -> None:
    now = dt.datetime.now(dt.UTC)
    await events.alter(session, row, {"ended_at": now, "end_reason": reason})
    await events.emit(session, "ended", queries.SESSION, row.id, by=by)


def _self(principal: UUID) -> Subject:
    return Subject(str(principal), ())
