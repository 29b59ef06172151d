"""What is asked of the copied issues."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Text as SqlText
from sqlalchemy import any_, bindparam, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from services.registry.issues.tables import Issue

_code: Any = Issue.code
_KNOWN = select(_code).where(_code == any_(bindparam("codes", type_=ARRAY(SqlText))))


async def unknown(session: AsyncSession, codes: Sequence[str]) -> list[str]:
    """Return those of the codes that no issue has, in the order given."""
    if not codes:
        return []
    known = set((await session.scalars(_KNOWN, {"codes": list(codes)})).all())
    return [code for code in codes if code not in known]
