"""What is asked of mergers of organizations, and of whatever refers to a record."""

import dataclasses
from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, func, literal_column, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.registry.access.tables import Grant
from services.registry.areas.tables import Area
from services.registry.organization_mergers.tables import (
    MergerLine,
    OrganizationMerger,
    OrganizationReversal,
)
from services.registry.organization_moves.schemas import Line
from services.registry.organization_references.queries import EXTENSIONS
from services.registry.organizations.tables import Organization
from services.registry.people.tables import Membership
from shared.database import ask, inside
from shared.ids import new_id
from shared.lists import Listing, Sort, area_filters
from shared.views import View, area_block, instant

_c: Any = OrganizationMerger.__table__.c
_l: Any = MergerLine.__table__.c
_o: Any = Organization.__table__.c
_m: Any = Membership.__table__.c
_grant: Any = Grant.__table__.c
_place: Any = Area.__table__

_SECOND_CHAIR = """
    SELECT other.id FROM memberships back JOIN memberships other ON other.organization_id = back.organization_id
    JOIN organizations o ON o.id = back.organization_id AND o.kind = 'TAMBON_COUNCIL'
    WHERE back.id = ANY(%(ids)s::uuid[]) AND back.post = 'CHAIR' AND other.post = 'CHAIR' AND other.id <> back.id
      AND (back.ends_on IS NULL OR (back.ends_on > back.starts_on AND back.ends_on > other.starts_on))
      AND (other.ends_on IS NULL OR (other.ends_on > other.starts_on AND other.ends_on > back.starts_on))
    ORDER BY other.starts_on, other.id LIMIT 1
"""

_mine = select(func.count()).where(_l.merger_id == _c.id).correlate(OrganizationMerger.__table__)
_back = or_(_l.undone == "BACK", _l.undone == "CHANGED")
MERGER = View(
    "organization-merger",
    select(
        _c.id,
        _c.merged_id,
        _c.into_id,
        area_block(_place.c, _c.area_code).label("area"),
        _c.reason,
        _c.moved_count,
        _c.ended_count,
        _c.stayed_count,
        _mine.where(_back).scalar_subquery().label("back_count"),
        _mine.where(_l.undone.is_not(None), ~_back).scalar_subquery().label("not_back_count"),
        instant(_c.reversed_at).label("reversed_at"),
        _c.reversal_reason,
        _c.revision,
        instant(_c.created_at).label("created_at"),
        instant(_c.updated_at).label("updated_at"),
    ).select_from(
        OrganizationMerger.__table__.join(_place, _place.c.code == func.left(_c.area_code, 6))
    ),
    key=_c.id,
    area=_c.area_code,
)
MERGERS = Listing(
    MERGER,
    filters={
        **area_filters(_c.area_code),
        "organization": or_(
            _c.merged_id == bindparam("organization"), _c.into_id == bindparam("organization")
        ),
        "standing": _c.reversed_at.is_(None),
    },
    sorts={"-id": Sort((), descending=True)},
)
LINES = Listing(
    View(
        "organization-merger-line",
        select(
            _l.id,
            _l.place,
            _l.row_key,
            _l.outcome,
            _l.undone,
            literal_column("1").label("revision"),
        ).select_from(
            MergerLine.__table__.join(OrganizationMerger.__table__, _c.id == _l.merger_id)
        ),
        key=_l.id,
        area=_c.area_code,
        private=literal_column("true"),
    ),
    filters={
        "merger": _l.merger_id == bindparam("merger"),
        "outcome": _l.outcome == bindparam("outcome"),
        "undone": _l.undone == bindparam("undone"),
    },
    sorts={"id": Sort(())},
)


async def get_for_update(session: AsyncSession, merger_id: UUID) -> OrganizationMerger | None:
    """Return the merger, locked until the end of the transaction, or None."""
    found: OrganizationMerger | None = await session.scalar(
        select(OrganizationMerger).where(_c.id == merger_id).with_for_update()
    )
    return found


async def others_merged(
    session: AsyncSession, into_id: UUID, *, but: UUID
) -> list[tuple[OrganizationMerger, Organization]]:
    """Return the other mergers into a record that stand, locked, with the merged records, the first first."""
    asked = (
        select(OrganizationMerger, Organization)
        .join(Organization, _o.id == _c.merged_id)
        .where(_c.into_id == into_id, _c.reversed_at.is_(None), _c.id != but)
        .order_by(_c.id)
        .with_for_update(of=OrganizationMerger)
    )
    return [(ledger, row) for ledger, row in await session.execute(asked)]


async def lock_both(
    session: AsyncSession, one: UUID, other: UUID
) -> tuple[Organization | None, Organization | None]:
    """Return two organizations, locked in the order of their ids until the end of the transaction."""
    asked = select(Organization).where(_o.id.in_((one, other))).order_by(_o.id)
    rows = {
        row.id: row
        for row in await session.scalars(
            asked.with_for_update().execution_options(populate_existing=True)
        )
    }
    return rows.get(one), rows.get(other)


async def second_chair(session: AsyncSession, memberships: Collection[UUID]) -> UUID | None:
    """Return another post of chair that a council has on a day of one of these, or None."""
    values = {"ids": list(memberships)}
    row: Any = await (await ask(await inside(session), _SECOND_CHAIR, values)).fetchone()
    found: UUID | None = row[0] if row else None
    return found


async def extensions_of(session: AsyncSession, organization_id: UUID) -> set[str]:
    """Return the tables that hold a part of this organization's record."""
    found = set()
    for table in EXTENSIONS:
        there: Any = Organization.metadata.tables[table]
        (key,) = there.primary_key.columns
        if await session.scalar(select(key).where(key == organization_id)) is not None:
            found.add(table)
    return found


async def holders_of(session: AsyncSession, membership_ids: Sequence[UUID]) -> list[UUID]:
    """Return who holds, held or will hold these posts, each once; of somebody erased nobody."""
    asked = select(_m.person_id).where(_m.id.in_(membership_ids), _m.person_id.is_not(None))
    return list(await session.scalars(asked.distinct()))


async def principals_of(session: AsyncSession, grant_ids: Sequence[UUID]) -> list[str]:
    """Return the accounts and clients that these rights are of, each once."""
    asked = select(_grant.principal_id).where(_grant.id.in_(grant_ids)).distinct()
    return [str(found) for found in await session.scalars(asked)]


async def is_known(session: AsyncSession, merger_id: UUID) -> bool:
    """Say whether there is a merger of this id."""
    return await session.scalar(select(_c.id).where(_c.id == merger_id)) is not None


async def is_reversal(session: AsyncSession, reversal_id: UUID) -> bool:
    """Say whether a merger was undone by an act of this id."""
    return await session.get(OrganizationReversal, reversal_id) is not None


async def lines_of(session: AsyncSession, merger_id: UUID) -> list[Line]:
    """Return what referred to the merged record, the last first."""
    asked = select(MergerLine.__table__).where(_l.merger_id == merger_id).order_by(_l.id.desc())
    names = [field.name for field in dataclasses.fields(Line)]
    return [
        Line(**{name: row[name] for name in names})
        for row in (await session.execute(asked)).mappings()
    ]


async def write_lines(session: AsyncSession, merger_id: UUID, lines: Sequence[Line]) -> None:
    """Write the ledger of a merger that was just written down, and its counts."""
    rows = [{**dataclasses.asdict(line), "id": new_id(), "merger_id": merger_id} for line in lines]
    if rows:
        await session.execute(MergerLine.__table__.insert(), rows)
    counts = {
        f"{outcome.lower()}_count": sum(line.outcome == outcome for line in lines)
        for outcome in ("MOVED", "ENDED", "STAYED")
    }
    await session.execute(
        OrganizationMerger.__table__.update().where(_c.id == merger_id).values(counts)
    )


async def write_undone(session: AsyncSession, lines: Sequence[Line]) -> None:
    """Write what became of the lines of a ledger when it was undone."""
    if lines:
        statement = (
            MergerLine.__table__.update()
            .where(_l.id == bindparam("line"))
            .values(undone=bindparam("became"))
        )
        done = [{"line": line.id, "became": line.undone} for line in lines]
        await (await session.connection()).execute(statement, done)
