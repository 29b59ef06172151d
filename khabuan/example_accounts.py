"""Open the accounts of the example story: random passwords and second factors, printed once."""

import json
import secrets
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from khabuan import refusal, stories
from khabuan.load import DONE, Gateway

ADMIN = {"role": "NATIONAL_ADMIN", "area": ""}
OWNER = {"role": "MEMBER", "area": "720602"}
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


@dataclass(frozen=True)
class Opened:
    """How somebody signs in to an account that was just opened."""

    login: str
    password: str
    factor: str
    """The secret of the second factor, in base 32."""


def open_all(folder: Path, *, gateway_url: str, home: Path) -> list[Opened]:
    """Open the accounts that the stories invite and nobody has opened, and return how to sign in.

    Passwords are kept nowhere; on the second start there is nothing left to open. Raises `Refusal`
    when the platform does not take a step.
    """
    told = _invited(folder)
    with closing(Gateway(gateway_url, home)) as gateway:
        if not told:
            return []
        waiting = _ask(gateway, "GET", "/v1/accounts?status=INVITED&limit=200", ADMIN, None)
        names = {account["id"]: account["login"] for account in waiting["items"]}
        mine = [account for account in told if account in names]
        return [_open(gateway, account, names[account]) for account in mine]


def _invited(folder: Path) -> list[str]:
    """Return the ids of the accounts that the stories invite."""
    return [
        json.loads(step.body)["id"]
        for path in stories.find(folder)
        for step in stories.read(path).steps
        if (step.method, step.path) == ("POST", "/v1/accounts")
    ]


def _open(gateway: Gateway, account: str, login: str) -> Opened:
    """Spend a fresh invitation on a random password and set up a second factor, as the owner would."""
    import pyotp  # `khabuan --help` need not pay for it

    place = f"/v1/accounts/{account}"
    because = {"reason": "เปิดบัญชีตัวอย่าง"}
    invited = _ask(gateway, "POST", f"{place}/invitations", ADMIN, because)
    password = "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(4))
    chosen = {"invitation": invited["invitation"], "password": password}
    _ask(gateway, "POST", f"{place}/passwords", ADMIN, chosen)
    offered = _ask(
        gateway, "POST", "/v1/me/second-factors", OWNER, {"password": password}, account
    )
    proof = {"code": pyotp.TOTP(offered["secret"]).now()}
    _ask(gateway, "POST", "/v1/me/second-factors/confirmations", OWNER, proof, account)
    return Opened(login, password, offered["secret"])


def _ask(
    gateway: Gateway,
    method: str,
    path: str,
    grant: dict[str, str],
    body: dict[str, str] | None,
    subject: str = "",
) -> dict[str, Any]:
    headers = {"Content-Type": "application/json", "Idempotency-Key": secrets.token_hex(16)}
    content = b"" if body is None else json.dumps(body).encode()
    told: dict[str, Any]
    status, _, told = gateway.ask(method, path, grant, headers, content, subject=subject)
    if status not in DONE:
        message = f"{method} {path}: {status} {told.get('code', '')}"
        raise refusal.Refusal(message)
    return told
