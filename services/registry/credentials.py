"""What people and machines prove themselves with: passwords, one-time codes, secrets.

Passwords are hashed with argon2id, never in the event loop's thread and never more than two at once (64 MiB
each). Secrets that we make ourselves have 256 random bits, so that a plain SHA-256 of them is enough.
"""

import asyncio
import hashlib
import hmac
import secrets
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from functools import cache

import pyotp
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

STEP_SECONDS = 30
"""How long a one-time code lives (RFC 6238); one step before and after is taken for clocks that differ."""
_passwords = PasswordHash((Argon2Hasher(),))
_workers = ThreadPoolExecutor(2, thread_name_prefix="argon2")


def new_secret() -> str:
    """Return 256 random bits that fit into headers and forms."""
    return secrets.token_urlsafe(32)


def digest(secret: str) -> bytes:
    """Return what is kept of a secret that we made."""
    return hashlib.sha256(secret.encode()).digest()


def same(shown: str, *kept: bytes | None) -> bool:
    """Say whether a secret is one of those kept, comparing in constant time."""
    made = digest(shown)
    return any(hmac.compare_digest(made, each) for each in kept if each is not None)


async def hashed(password: str) -> str:
    """Return what is kept of a password."""
    return await asyncio.get_running_loop().run_in_executor(
        _workers, _passwords.hash, _normal(password)
    )


async def fits(password: str, kept: str | None) -> bool:
    """Say whether a password is the one kept; it takes as long when none is kept."""
    return await asyncio.get_running_loop().run_in_executor(_workers, _fits, password, kept)


def new_factor() -> str:
    """Return the secret of a new second factor (160 bits in base 32)."""
    return pyotp.random_base32()


def provisioning_uri(factor: str, login: str) -> str:
    """Return what an authenticator reads, often as a picture."""
    return pyotp.TOTP(factor).provisioning_uri(name=login, issuer_name="Khabuan")


def step_of(factor: str, code: str, *, after: int | None, now: float) -> int | None:
    """Return the step that a one-time code belongs to, None for a wrong or used one.

    `after` is the last step whose code was used: it and those before it do not count again.
    """
    current = int(now // STEP_SECONDS)
    for step in (current, current - 1, current + 1):
        expected = pyotp.TOTP(factor).at(step * STEP_SECONDS)
        if hmac.compare_digest(expected.encode(), code.encode()) and step > (after or 0):
            return step
    return None


def _normal(password: str) -> str:
    return unicodedata.normalize("NFC", password)


def _fits(password: str, kept: str | None) -> bool:
    right = _passwords.verify(_normal(password), kept or _nobodys())
    return right and kept is not None


@cache
def _nobodys() -> str:
    return _passwords.hash(new_secret())
