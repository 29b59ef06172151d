"""What happens to accounts.

An account starts without a password: who makes it gets an invitation, hands it to the owner, and the owner
turns it into a password within seven days. A lost password or second factor goes the same way again.
"""

import datetime as dt
import time
from typing import Any
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from services.registry import credentials
from services.registry.access import queries, rules, schemas
from services.registry.access.schemas import AccountStatus
from services.registry.access.tables import Account, Identity
from services.registry.areas import queries as areas
from shared import auth, events, revocations
from shared.auth import Subject
from shared.errors import Problem, field_problem
from shared.ids import new_id

MANAGE = "accounts.manage"


async def invite(
    session: AsyncSession, new: schemas.AccountNew, *, by: Subject
) -> tuple[Account, str]:
    """Make an account and an invitation for its owner; return both.

    Raises 403 outside the caller's area, 422 for an unknown area and for a person who is not registered in
    the caller's, 403 when the person has rights that the caller does not stand above, 409 for a login that is
    taken and for a person who has an account that is not closed.
    """
    area = new.area_code or ""
    auth.require(by, MANAGE, area=area)
    owner = None
    if new.person_id is not None:
        owner = await queries.person(session, new.person_id)
        if owner is None or not auth.allowed(by, MANAGE, area=owner.area_code):
            raise field_problem("person_id", "unknown-reference")
        _stand_above(by, await queries.derived(session, owner.id, queries.today()))
    facts = {**new.model_dump(), "area_code": area, "status": AccountStatus.INVITED.value}
    invitation = credentials.new_secret()
    row = Account(**facts, **_open(invitation, by), fingerprint=events.fingerprint(new, by))
    await events.write_down(session, row, view=queries.SHOWN)
    if new.area_code is not None:
        await areas.require(session, new.area_code)
    if owner is not None and await queries.has_account(session, owner.id, but=row.id):
        said = ("บุคคลนี้มีบัญชีอยู่แล้ว", "This person has an account already")
        raise Problem("already-exists", said)
    await events.emit(session, "invited", queries.ACCOUNT, row.id, by=by)
    return row, invitation


async def invite_again(
    session: AsyncSession, account_id: UUID, *, reason: str, by: Subject
) -> tuple[Account, str]:
    """Give the owner another invitation; the one before it dies, the password lives until it is used.

    Raises 404, 403 for one's own account and for rights that the caller does not stand above, 409.
    """
    row = await _in_hand(session, account_id, by)
    rules.check_not_disabled(row.status)
    invitation = credentials.new_secret()
    await events.alter(session, row, _open(invitation, by))
    await events.emit(session, "invited_again", queries.ACCOUNT, row.id, by=by, reason=reason)
    return row, invitation


async def void_invitation(session: AsyncSession, row: Account, *, by: Subject) -> None:
    """End an invitation that somebody else knows, before an account gets rights that they lack."""
    if row.invitation_hash is not None and row.invited_by != by.id:
        await events.alter(session, row, _shut())
        await events.emit(session, "invitation_voided", queries.ACCOUNT, row.id, by=by)


async def void_invitations(session: AsyncSession, person_id: UUID, *, by: Subject) -> None:
    """End the open invitations that somebody else knows to the accounts of a person who gets rights."""
    for account in await queries.of_person(session, person_id):
        await void_invitation(session, account, by=by)


async def accept(session: AsyncSession, account_id: UUID, asked: schemas.PasswordNew) -> Account:
    """Turn an invitation into a password: all sessions end, second factor and outside identities too.

    Raises 422 `invitation-invalid`, the same for accounts that are not there, and 422 for a bad password.
    """
    row = await queries.get_for_update(session, account_id)
    shown = asked.invitation.get_secret_value()
    if row is None or not credentials.same(shown, row.invitation_hash):
        raise Problem("invitation-invalid")
    rules.check_invitation(row.status, row.invitation_until, dt.datetime.now(dt.UTC))
    chosen = asked.password.get_secret_value()
    rules.check_password(chosen, row.login)
    factor = {"totp_secret": None, "totp_pending": None, "totp_confirmed_at": None}
    changes = {"status": AccountStatus.ACTIVE, **factor, **_shut()}
    await _forget_identities(session, row)
    await _set_password(session, row, chosen, **changes)
    owner = Subject(str(row.id), ())
    await events.emit(session, "password_set", queries.ACCOUNT, row.id, by=owner)
    return row


async def change_password(
    session: AsyncSession, *, present: str, chosen: str, by: Subject
) -> Account:
    """Change one's own password; all sessions end, an open invitation too.

    Raises 404 for a token of no account, 422 `password-wrong`, 422 for a bad password.
    """
    row = await queries.own_account(session, by)
    rules.check_password(chosen, row.login)
    await _prove(row, present)
    await _set_password(session, row, chosen, **_shut())
    await events.emit(session, "password_changed", queries.ACCOUNT, row.id, by=by)
    return row


async def offer_factor(
    session: AsyncSession, *, password: str, by: Subject
) -> tuple[Account, str]:
    """Make a second factor for oneself that counts once it is confirmed; return its secret.

    Raises 404, 422 `password-wrong`, and 403 `second-factor-required` when it would replace one.
    """
    row = await prove(session, password=password, by=by)
    factor = credentials.new_factor()
    await events.alter(session, row, {"totp_pending": factor})
    await events.emit(session, "second_factor_offered", queries.ACCOUNT, row.id, by=by)
    return row, factor


async def confirm_factor(session: AsyncSession, *, code: str, by: Subject) -> Account:
    """Take the second factor that was offered last, proved by its code; raise 404, 409 and 422."""
    row = await queries.own_account(session, by)
    if row.totp_pending is None:
        said = ("ขอรหัสลับของขั้นที่สองก่อน", "Ask for a second factor first")
        raise Problem("state-conflict", said)
    step = credentials.step_of(row.totp_pending, code, after=None, now=time.time())
    if step is None:
        raise Problem("code-wrong")
    changes = {
        "totp_secret": row.totp_pending,
        "totp_pending": None,
        "totp_confirmed_at": dt.datetime.now(dt.UTC),
        "totp_step": step,
    }
    await events.alter(session, row, changes)
    await events.emit(session, "second_factor_confirmed", queries.ACCOUNT, row.id, by=by)
    return row


async def disable(session: AsyncSession, account_id: UUID, *, reason: str, by: Subject) -> Account:
    """Close an account for ever: its tokens are refused within seconds, its sessions end.

    Raises 404, 403 for one's own account and for rights that the caller does not stand above, 409.
    """
    row = await _in_hand(session, account_id, by)
    rules.check_not_disabled(row.status)
    return await close(session, row, reason=reason, by=by)


async def close(session: AsyncSession, row: Account, *, reason: str, by: Subject) -> Account:
    """Close a locked account whoever asks; what proved its owner is forgotten."""
    gone = {"password_hash": None, "totp_secret": None, "totp_pending": None, **_shut()}
    changes = {"status": AccountStatus.DISABLED, "sessions_after": dt.datetime.now(dt.UTC)}
    await events.alter(session, row, {**gone, **changes})
    await events.emit(session, "disabled", queries.ACCOUNT, row.id, by=by, reason=reason)
    await revocations.declare(session, f"subject:{row.id}", by=by)
    return row


async def forget(session: AsyncSession, person_id: UUID, *, reason: str, by: Subject) -> int:
    """Close the accounts of a person who is erased, logins and outside identities included; count them."""
    rows = await queries.of_person(session, person_id)
    for row in rows:
        await _forget_identities(session, row)
        await events.alter(session, row, {"login": f"erased-{row.id}"[:40]}, anyway=True)
        await close(session, row, reason=reason, by=by)
    return len(rows)


async def prove(session: AsyncSession, *, password: str, by: Subject) -> Account:
    """Return the caller's account, locked, once they have shown more than a token, which may be stolen.

    Raises 404, 422 `password-wrong`, 403 `second-factor-required` when the account has one and the token
    was had without.
    """
    row = await _own_and_strong(session, by)
    await _prove(row, password)
    return row


async def link(
    session: AsyncSession, row: Account, *, issuer: str, subject: str, by: Subject
) -> None:
    """Let an outside identity open a locked account; raises 409 for one that opens another."""
    session.add(
        Identity(id=new_id(), account_id=row.id, issuer=issuer, subject=subject, linked_by=by.id)
    )
    await events.alter(session, row, {}, anyway=True)
    await events.emit(session, "identity_linked", queries.ACCOUNT, row.id, by=by)


async def unlink(session: AsyncSession, identity_id: UUID, *, reason: str, by: Subject) -> Account:
    """Let an outside identity open one's own account no longer; tokens of the account are refused.

    Raises 404 also for another's, and 403 `second-factor-required` as `prove` does.
    """
    row = await _own_and_strong(session, by)
    identity = await queries.identity_of(session, row.id, identity_id)
    if identity is None:
        raise Problem("not-found")
    await session.delete(identity)
    await events.alter(session, row, {}, anyway=True)
    await events.emit(session, "identity_unlinked", queries.ACCOUNT, row.id, by=by, reason=reason)
    await revocations.declare(session, f"subject:{row.id}", by=by)
    return row


async def _own_and_strong(session: AsyncSession, by: Subject) -> Account:
    """Return the caller's account, locked; raise 403 when it has a second factor that they did not show."""
    row = await queries.own_account(session, by)
    if row.totp_confirmed_at is not None and not by.strong:
        raise Problem("second-factor-required")
    return row


async def _forget_identities(session: AsyncSession, row: Account) -> None:
    await session.execute(delete(Identity).where(Identity.__table__.c.account_id == row.id))


async def _in_hand(session: AsyncSession, account_id: UUID, by: Subject) -> Account:
    """Return the account, locked, if the caller stands above every right that it has or will have."""
    row = await queries.seen_for_update(session, account_id, by)
    auth.require(by, MANAGE, area=row.area_code)
    await check_other(session, row, by)
    day = queries.today()
    _stand_above(by, await queries.granted(session, row.id, day, planned=True))
    _stand_above(by, await queries.derived(session, row.person_id, day))
    return row


async def check_other(session: AsyncSession, row: Account, by: Subject) -> None:
    """Raise 403 `not-for-oneself` when the account is the caller's, or another one of the same person."""
    me = queries.principal(by.id)
    own = None if me is None else await session.get(Account, me)
    mine = own is not None and await queries.same_person(session, own.person_id, row.person_id)
    if me == row.id or mine:
        raise Problem("not-for-oneself")


def _stand_above(by: Subject, rights: list[queries.Right]) -> None:
    rules.check_above(by, MANAGE, [(right.role, right.area or "") for right in rights])


async def _prove(row: Account, password: str) -> None:
    if not await credentials.fits(password, row.password_hash):
        raise Problem("password-wrong")


async def _set_password(session: AsyncSession, row: Account, chosen: str, **more: object) -> None:
    now = dt.datetime.now(dt.UTC)
    kept = {"password_hash": await credentials.hashed(chosen), "sessions_after": now}
    await events.alter(session, row, {**more, **kept})
    await revocations.declare(session, f"subject:{row.id}", by=Subject(str(row.id), ()))


def _open(invitation: str, by: Subject) -> dict[str, Any]:
    until = dt.datetime.now(dt.UTC) + dt.timedelta(days=rules.INVITATION_DAYS)
    return {
        "invitation_hash": credentials.digest(invitation),
        "invitation_until": until,
        "invited_by": by.id,
    }


def _shut() -> dict[str, Any]:
    return {"invitation_hash": None, "invitation_until": None, "invited_by": None}
