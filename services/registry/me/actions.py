"""What somebody settles for themselves."""

from uuid import UUID

from services.registry import desk as desks
from services.registry.access import actions as accounts
from services.registry.access.tables import Account
from services.registry.credentials import provisioning_uri
from services.registry.jwts import BadTokenError
from services.registry.me import schemas
from services.registry.sign_in import actions as sign_in
from services.registry.sign_in.schemas import Method
from services.registry.throttle import Attempt
from shared.errors import Problem
from shared.exchange import Write


async def change_password(write: Write, asked: schemas.PasswordChange) -> Account:
    """Change one's own password; every session and token of the account ends.

    Raises 404 for a token of no account, 422 `password-wrong`, 422 for a bad password, 429 after five tries.
    """
    attempt = _admitted(write)
    row = await accounts.change_password(
        write.session,
        present=asked.present.get_secret_value(),
        chosen=asked.password.get_secret_value(),
        by=write.subject,
    )
    desks.of(write.request).throttle.forget(attempt)
    return row


async def offer_factor(write: Write, asked: schemas.FactorNew) -> tuple[Account, dict[str, str]]:
    """Make a second factor that counts once it is confirmed; return what is told of it once.

    Raises 404, 422 `password-wrong`, 403 `second-factor-required` to replace one, 429 after five tries.
    """
    attempt = _admitted(write)
    row, factor = await accounts.offer_factor(
        write.session, password=asked.password.get_secret_value(), by=write.subject
    )
    desks.of(write.request).throttle.forget(attempt)
    return row, {"secret": factor, "provisioning_uri": provisioning_uri(factor, row.login)}


async def confirm_factor(write: Write, asked: schemas.FactorProof) -> Account:
    """Take the second factor that was offered, proved by its code; raises 404, 409, 422 and 429."""
    attempt = _admitted(write)
    row = await accounts.confirm_factor(
        write.session, code=asked.code.get_secret_value(), by=write.subject
    )
    desks.of(write.request).throttle.forget(attempt)
    return row


async def link(write: Write, asked: schemas.IdentityNew) -> Account:
    """Let an outside identity open the caller's account from now on, proved by ID token and password.

    Raises 422 `id-token-wrong` and `password-wrong`, 404 for a token of no account, 403
    `second-factor-required`, 409 for an identity that is linked, 429 after five tries.
    """
    attempt, desk = _admitted(write), desks.of(write.request)
    try:
        claimed = await desk.providers.who(asked.id_token.get_secret_value())
    except BadTokenError:
        raise Problem("id-token-wrong") from None
    by, password = write.subject, asked.password.get_secret_value()
    row = await accounts.prove(write.session, password=password, by=by)
    await accounts.link(write.session, row, issuer=claimed.issuer, subject=claimed.subject, by=by)
    desk.throttle.forget(attempt)
    return row


async def unlink(write: Write, identity_id: UUID, reason: str) -> Account:
    """Let an outside identity open the caller's account no longer; sessions that one opened end.

    Raises 404 and 403 `second-factor-required`.
    """
    by = write.subject
    row = await accounts.unlink(write.session, identity_id, reason=reason, by=by)
    await sign_in.end_all(write.session, row.id, "UNLINKED", by=by, method=Method.OUTSIDE)
    return row


def _admitted(write: Write) -> Attempt:
    """Count a try of the caller's, whoever stole their token included."""
    desk, network = desks.of(write.request), desks.network(write.request)
    attempt = Attempt(f"own:{write.subject.id}", network, known=True)
    desk.throttle.admit(attempt)
    return attempt
