"""What is asked of imports: the file, the words of a whole list at once, and what became of its rows."""

import asyncio
from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, any_, bindparam, case, func, literal_column, select
from sqlalchemy import Text as SqlText
from sqlalchemy.ext.asyncio import AsyncSession

from services.registry.areas.tables import Area
from services.registry.import_matches.schemas import There
from services.registry.intake.tables import Import, ImportCommit, IntakeRow
from services.registry.organization_names import rules as names
from services.registry.organizations.tables import Organization
from shared.database import ask, inside
from shared.errors import Problem
from shared.lists import Listing, Sort, area_filters
from shared.places import prefix_range
from shared.views import View, area_block, instant

_i: Any = Import.__table__.c
_r: Any = IntakeRow.__table__.c
_c: Any = ImportCommit.__table__.c
_o: Any = Organization.__table__.c
_place: Any = Area.__table__
_TRUE: Any = literal_column("true")
_staff = bindparam("staff", type_=ARRAY(SqlText))


def _word(word: str) -> Any:
    return literal_column(f"'{word}'")


def _open(plan: str) -> Any:
    return func.count().filter(_r.status == _word("OPEN"), _r.plan == _word(plan))


_rows: Any = (
    select(
        func.count().label("rows"),
        _open("CREATE").label("to_create"),
        _open("COMPLETE").label("to_complete"),
        _open("DECIDE").label("to_decide"),
        _open("BLOCKED").label("blocked"),
        func.count().filter(_r.status == _word("RESOLVED")).label("resolved"),
        func.count().filter(_r.status == _word("DISMISSED")).label("dismissed"),
    )
    .where(_r.import_id == _i.id)
    .correlate(Import.__table__)
    .lateral("tally")
)
_none: Any = literal_column("0")
_done: Any = (
    select(
        *(
            func.coalesce(func.sum(_c[name]), _none).label(name)
            for name in ("created", "completed", "unchanged")
        )
    )
    .where(_c.import_id == _i.id)
    .correlate(Import.__table__)
    .lateral("done")
)
_all = select(
    _i.id,
    _i.source_th,
    _i.sha256,
    case((_place.c.code.is_not(None), area_block(_place.c, _i.area_code))).label("area"),
    *_rows.c,
    *_done.c,
    _i.revision,
    instant(_i.created_at).label("created_at"),
    instant(_i.updated_at).label("updated_at"),
).select_from(
    Import.__table__.outerjoin(_place, _place.c.code == func.left(_i.area_code, 6))
    .join(_rows, _TRUE)
    .join(_done, _TRUE)
)
ANSWER = View("import-answer", _all, key=_i.id)
"""What who wrote is answered."""
SEEN = View("import-seen", _all.where(_i.area_code.op("^@")(any_(_staff))), key=_i.id)
"""Only for the staff of its area; takes `staff`, the areas that somebody works for."""
IMPORT = View(
    "import",
    select(_i.id, _i.area_code, _i.revision),
    key=_i.id,
    area=_i.area_code,
    private=_TRUE,
)
"""What the feed is told: that there is one."""
IMPORTS = Listing(
    SEEN,
    filters={
        **area_filters(_i.area_code),
        "staff": _staff.is_not(None),
        "from_code": _i.area_code >= bindparam("from_code"),
        "below_code": _i.area_code < bindparam("below_code"),
    },
    sorts={"place": Sort((_i.area_code, _i.created_at))},
)
_CONTENT = "SELECT content FROM document_files WHERE sha256 = %(sha256)s"
_OF_THEM = (
    "SELECT id, kind, area_code, stems, name_th, status,"
    " ARRAY(SELECT alias ->> 'name_th' FROM jsonb_array_elements(aliases) alias), members_count, households_count,"
    " women_count, men_count, founded_on, founded_precision FROM organizations"
)
_STANDING = "status <> 'MERGED' AND area_code >= %(low)s AND area_code < %(high)s"
_NAMED = f"{_OF_THEM} WHERE stems && %(stems)s::text[] AND {_STANDING} ORDER BY id"
_IN_TAMBONS = (
    f"{_OF_THEM} JOIN unnest(%(tambons)s::text[]) AS asked (code)"
    f" ON area_code >= asked.code AND area_code < asked.code || '~' WHERE {_STANDING} ORDER BY id"
)
_SETTLE = (
    "UPDATE intake_rows SET status = 'RESOLVED', organization_id = asked.organization,"
    " closed_at = now(), updated_at = clock_timestamp(), revision = revision + 1"
    " FROM unnest(%(rows)s::uuid[], %(organizations)s::uuid[]) AS asked (id, organization)"
    " WHERE intake_rows.id = asked.id"
)
_IN_USE = (
    "SELECT asked.code FROM unnest(%(codes)s::text[]) AS asked (code) WHERE EXISTS (SELECT FROM areas"
    " WHERE code = left(asked.code, 6) AND valid_to IS NULL) AND NOT EXISTS (SELECT FROM areas"
    " WHERE code = asked.code AND valid_to IS NOT NULL)"
)
_ALONE = (
    "SELECT CASE WHEN %(area)s::text = '' THEN pg_try_advisory_xact_lock(hashtextextended('lists', 0))"
    " ELSE pg_try_advisory_xact_lock_shared(hashtextextended('lists', 0))"
    " AND pg_try_advisory_xact_lock(hashtextextended('lists of ' || left(%(area)s::text, 2), 0)) END"
)
_PATIENCE, _AGAIN = 20.0, 0.05
_BATCH = 1000


async def content(session: AsyncSession, sha256: str) -> bytes:
    """Return the bytes of a file that is kept."""
    row: Any = await (await ask(await inside(session), _CONTENT, {"sha256": sha256})).fetchone()
    return bytes(row[0])


async def get_for_update(session: AsyncSession, import_id: UUID) -> Import | None:
    """Return the import, locked until the end of the transaction, or None."""
    statement = select(Import).where(_i.id == import_id).with_for_update()
    found: Import | None = await session.scalar(statement)
    return found


async def rows(session: AsyncSession, import_id: UUID) -> Sequence[Any]:
    """Return id, number, columns, findings, plan, province and status of each row of a list, locked."""
    names = ("id", "row_number", "columns", "findings", "plan", "province_code", "status")
    statement = select(*(_r[name] for name in names)).where(_r.import_id == import_id)
    found = await session.execute(statement.order_by(_r.row_number).with_for_update())
    return list(found)


async def there(
    session: AsyncSession, stems: Collection[str], tambons: Collection[str], area: str
) -> list[There]:
    """Return the organizations of an area that have one of these names, by any of their own, or lie in a tambon."""
    low, high = prefix_range(area)
    found: dict[UUID, There] = {}
    for name, asked, statement in (
        ("stems", sorted(stems), _NAMED),
        ("tambons", sorted(tambons), _IN_TAMBONS),
    ):
        for start in range(0, len(asked), _BATCH):
            values = {name: asked[start : start + _BATCH], "low": low, "high": high}
            got: Any = await (await ask(await inside(session), statement, values)).fetchall()
            found |= {row[0]: _there(*row) for row in got}
    return list(found.values())


async def alone(session: AsyncSession, area: str) -> None:
    """Let no other list of the same province be taken until this transaction ends, nor one of the nation.

    Waits 20 seconds for one that is being taken, longer than the database lets a statement wait; then raises 503.
    """
    connection = await inside(session)
    until = asyncio.get_running_loop().time() + _PATIENCE
    while True:
        row: Any = await (await ask(connection, _ALONE, {"area": area})).fetchone()
        if row[0]:
            return
        if asyncio.get_running_loop().time() > until:
            raise Problem("temporarily-unavailable")
        await asyncio.sleep(_AGAIN)


def _there(*row: Any) -> There:
    plains = tuple(names.plain(name) for name in (row[4], *row[6]))
    facts: Any = (*row[:6], plains, *row[7:])
    return There(*facts)


async def in_use(session: AsyncSession, codes: Collection[str]) -> set[str]:
    """Return those of the codes in which something new may stand; of a village not listed its tambon counts."""
    got: Any = await (await ask(await inside(session), _IN_USE, {"codes": list(codes)})).fetchall()
    return {str(row[0]) for row in got}


async def organizations(session: AsyncSession, ids: Collection[UUID]) -> dict[UUID, Organization]:
    """Return organizations by their ids, locked until the end of the transaction."""
    statement = select(Organization).where(_o.id.in_(list(ids))).order_by(_o.id)
    return {row.id: row for row in await session.scalars(statement.with_for_update())}


async def settle(session: AsyncSession, settled: Sequence[tuple[UUID, UUID]]) -> None:
    """Tie rows to the organizations that came of them."""
    values = {"rows": [row for row, _ in settled], "organizations": [one for _, one in settled]}
    await ask(await inside(session), _SETTLE, values)
