"""The first national administrator, who invites everybody else.

There is no default account and no default password: this is how the first one comes to be, through the
same actions as the API, in development and in production alike.
"""

import asyncio
import os
import secrets
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from khabuan import environment, postgres, processes, refusal

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

BY = "khabuan:admin"
REASON = "ผู้ดูแลระบบระดับชาติ ตั้งจากเครื่องแม่ข่าย"
LOCK = 0x41444D4E
_ADMINS = """
    SELECT EXISTS (SELECT FROM grants g JOIN accounts a ON a.id = g.principal_id
    WHERE g.role = 'NATIONAL_ADMIN' AND g.ended_at IS NULL AND a.status <> 'DISABLED'
    AND (g.ends_on IS NULL OR g.ends_on > now()))
"""


@dataclass(frozen=True)
class Made:
    """What the new administrator needs; nobody can read it again."""

    login: str
    password: str
    factor: str
    uri: str


@contextmanager
def registry_database(home: Path) -> Generator[str]:
    """Lend the URL of the registry's database: the given one, or that of the development cluster.

    Raises `Refusal` (code 2) in production without `REGISTRY_DATABASE_URL`.
    """
    variable = next(v for v in processes.DATABASE_VARIABLES if v.startswith("REGISTRY"))
    if given := os.environ.get(variable):
        yield given
        return
    if os.environ.get("KHABUAN_ENVIRONMENT", environment.DEVELOPMENT) != environment.DEVELOPMENT:
        raise refusal.Refusal(f"set {variable}", code=2)
    running = postgres.join(home)
    if running:
        yield environment.urls_of(running)["registry"]
        return
    with postgres.serving(home) as cluster:
        yield environment.urls_of(cluster)["registry"]


def create(url: str, login: str, *, password: str | None = None, another: bool = False) -> Made:
    """Make a national administrator with a second factor, and return what they sign in with.

    Without `password` one is made. Raises `Refusal` when there is an administrator already, unless
    `another` one is wanted, and for a login or password that the API refuses too.
    """
    from pydantic import ValidationError

    from shared.errors import Problem

    chosen = password or secrets.token_urlsafe(18)
    try:
        return asyncio.run(_create(url, login, chosen, another=another))
    except ValidationError as error:
        where = error.errors()[0]
        message = f"{where['loc'][0]}: {where['msg']}"
        raise refusal.Refusal(message, code=2) from None
    except Problem as problem:
        fields = ", ".join(f"{each.where[-1]} {each.code}" for each in problem.errors or ())
        raise refusal.Refusal(fields or problem.code, code=2) from None


async def _create(url: str, login: str, password: str, *, another: bool) -> Made:
    from shared import database

    async with database.connect(url, pool_size=2) as opened, opened.transaction() as session:
        return await _inside(session, login, password, another=another)


async def _inside(session: "AsyncSession", login: str, password: str, *, another: bool) -> Made:
    import pyotp
    from sqlalchemy import text

    from services.registry import credentials
    from services.registry.access import actions as accounts
    from services.registry.access import queries as access
    from services.registry.access import schemas
    from services.registry.grants import actions as grants
    from services.registry.grants.schemas import GrantNew
    from shared.auth import Grant, Subject
    from shared.policies import Role

    await session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
    if not another and await session.scalar(text(_ADMINS)):
        message = "there is a national administrator already; --another makes one more"
        raise refusal.Refusal(message)
    here = Subject(BY, (Grant(Role.NATIONAL_ADMIN, area=""),), strong=True)
    row, invitation = await accounts.invite(
        session, schemas.AccountNew.model_validate({"login": login}), by=here
    )
    right = {"principal_id": str(row.id), "role": Role.NATIONAL_ADMIN.value, "reason": REASON}
    new = GrantNew.model_validate({**right, "starts_on": access.today().isoformat()})
    await grants.give(session, new, by=here)
    chosen = {"invitation": invitation, "password": password}
    await accounts.accept(session, row.id, schemas.PasswordNew.model_validate(chosen))
    owner = Subject(str(row.id), ())
    _, factor = await accounts.offer_factor(session, password=password, by=owner)
    if time.time() % credentials.STEP_SECONDS > credentials.STEP_SECONDS - 1:
        await asyncio.sleep(1)  # not across the border between two codes
    # The code before this one, so that the one that is shown now still opens.
    step = int(time.time()) // credentials.STEP_SECONDS - 1
    code = pyotp.TOTP(factor).at(step * credentials.STEP_SECONDS)
    await accounts.confirm_factor(session, code=code, by=owner)
    return Made(login, password, factor, credentials.provisioning_uri(factor, login))
