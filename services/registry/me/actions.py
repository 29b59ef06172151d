"""What somebody settles for themselves."""

from services.registry import desk as desks
from services.registry.access import actions as accounts
from services.registry.access.tables import Account
from services.registry.credentials import provisioning_uri
from services.registry.me import schemas
from services.registry.throttle import Attempt
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


def _admitted(write: Write) -> Attempt:
    """Count a try of the caller's, whoever stole their token included."""
    desk, network = desks.of(write.request), desks.network(write.request)
    attempt = Attempt(f"own:{write.subject.id}", network, known=True)
    desk.throttle.admit(attempt)
    return attempt
