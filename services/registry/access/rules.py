"""What is allowed of accounts, and who stands above whom."""

import datetime as dt
from collections.abc import Iterable

from services.registry.access.schemas import AccountStatus
from shared.auth import Grant, Subject
from shared.errors import Problem, field_problem
from shared.places import covers
from shared.policies import POLICIES, RANK, Role

INVITATION_DAYS = 7
FEWEST_CHARACTERS = 6
_FIRST_TRIED = (
    "password1234 passwordpassword password12345 password123456 qwertyuiop12 qwertyuiop123 qwertyuiopas"
    " qwertyuiopasdf qwertyuiopasdfgh qwerty123456 qwertyqwerty asdfghjkl123 asdfghjklzxc 1q2w3e4r5t6y"
    " 1qaz2wsx3edc 1qaz2wsx3edc4rfv zaq12wsxcde3 abc123abc123 abcdefghijkl abcdefghijklm abcdefghijklmnop"
    " 123456789012 1234567890123 12345678901234 123456789abc 123456789123 0123456789012 098765432109"
    " iloveyou1234 iloveyouiloveyou welcome12345 welcome123456 administrator administrator1 admin1234567"
    " letmein12345 changeme1234 changemechangeme thailand1234 thailandthailand bangkok12345 khabuan12345"
    " khabuankhabuan sawasdee1234 sawatdee1234 football1234 monkey123456 princess1234 sunshine1234"
    " trustno1trustno1 superman1234 liverpool1234 manchester123"
)
COMMON = frozenset(_FIRST_TRIED.split())
"""Passwords of twelve and more letters that everybody tries first."""


def check_password(password: str, login: str) -> None:
    """Raise 422 for a password that is easily guessed: the login, a common one, hardly any letters."""
    plain = password.strip().casefold()
    bare = plain.replace(login, "")
    if len(set(plain)) < FEWEST_CHARACTERS or plain in COMMON or len(bare) < FEWEST_CHARACTERS:
        raise field_problem("password", "password-common")


def check_invitation(status: str, until: dt.datetime | None, now: dt.datetime) -> None:
    """Raise 422 for an invitation that ran out, or of an account that is disabled."""
    if status == AccountStatus.DISABLED or until is None or until <= now:
        raise Problem("invitation-invalid")


def check_not_disabled(status: str) -> None:
    """Raise 409 when the account was disabled: that is for ever."""
    if status == AccountStatus.DISABLED:
        raise Problem("state-conflict", ("บัญชีนี้ปิดแล้ว", "This account is disabled"))


def stands_above(by: Subject, action: str, role: Role, area: str) -> bool:
    """Say whether one grant of the subject allows `action`, outranks `role` and covers `area`.

    The national administrator stands above all others and beside their own kind; auditors and agencies have
    no rank, so that only the national administrator gives and takes their rights.
    """
    return any(_above(grant, role, area) for grant in by.grants if grant.role in POLICIES[action])


def check_above(by: Subject, action: str, rights: Iterable[tuple[Role, str]]) -> None:
    """Raise 403 `above-own-rank` unless the subject stands above each (role, area)."""
    if not all(stands_above(by, action, role, area) for role, area in rights):
        raise Problem("above-own-rank")


def _above(grant: Grant, role: Role, area: str) -> bool:
    if grant.role is Role.NATIONAL_ADMIN:
        return True
    higher = role in RANK and RANK[grant.role] > RANK[role]
    return higher and grant.area is not None and covers(grant.area, area)
