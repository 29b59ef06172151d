"""What is asked of the copied issues."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Text as SqlText
from sqlalchemy import any_, bindparam, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from services.registry.issues.tables import Issue
from shared.database import ask, inside
from shared.views import compiled

_code: Any = Issue.code
_KNOWN = compiled(select(_code).where(_code == any_(bindparam("codes", type_=ARRAY(SqlText)))))


async def unknown(session: AsyncSession, codes: Sequence[str]) -> list[str]:
    """Return those of the codes that no issue has, in the order given."""
    if not codes:
        return []
    result = await ask(await inside(session), _KNOWN, {"codes": list(codes)})
    known = {row[0] for row in await result.fetchall()}
    return [code for code in codes if code not in known]
