"""What is asked of the copied areas."""

from typing import Any

from psycopg import AsyncConnection
from sqlalchemy import ColumnElement, func
from sqlalchemy.ext.asyncio import AsyncSession

from services.planning.places.tables import Place
from shared import copies
from shared.database import Database, ask
from shared.errors import field_problem
from shared.views import area_block

TAMBON_DIGITS = 6
AROUND = ("area:SELF", "area:CHILDREN", "area:DESCENDANTS", "area:ANCESTORS")
"""What lists may be asked of an area by: `uneven` in those that come in another order than that of places."""
TABLE: Any = Place.__table__
_TOLD = """
    SELECT json_build_object('code', code, 'level', level, 'name_th', name_th, 'name_en', name_en)::text
    FROM places WHERE code = %(code)s
"""


def here(area_code: Any) -> ColumnElement[bool]:
    """Return the condition that joins a thing to its place; its tambon stands for a village."""
    condition: ColumnElement[bool] = TABLE.c.code == func.left(area_code, TAMBON_DIGITS)
    return condition


def block(area_code: Any) -> ColumnElement[Any]:
    """Return the area of a thing: its own code and level with the names of its place."""
    return area_block(TABLE.c, area_code)


async def require(session: AsyncSession, area_code: str, field: str) -> Place:
    """Return the place of an area code; raise 422 `unknown-reference` at `field` when not in use here."""
    found: Place = await copies.require(session, Place, area_code[:TAMBON_DIGITS], field)
    if found.valid_to is not None:
        raise field_problem(field, "unknown-reference")
    return found


async def told(connection: AsyncConnection[Any], code: str) -> str | None:
    """Return the place of exactly this code as JSON text, None when there is none."""
    row = await (await ask(connection, _TOLD, {"code": code})).fetchone()
    return None if row is None else str(row[0])


async def is_known(database: Database, area_code: str) -> bool:
    """Say whether there is such an area; its tambon stands for a village."""
    async with database.reading() as connection:
        return await told(connection, area_code[:TAMBON_DIGITS]) is not None
