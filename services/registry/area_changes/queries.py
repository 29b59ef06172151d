"""What is asked of changes by law, and the one table of what follows an area and what stays."""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Text as SqlText
from sqlalchemy import bindparam, func, literal_column, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.registry.access import queries as access
from services.registry.action_items import queries as action_items
from services.registry.area_changes.tables import AreaChange, AreaChangeMove
from services.registry.area_shapes import queries as shapes
from services.registry.areas.tables import Area, AreaGroupMember, AreaVersion
from services.registry.base import Table
from services.registry.bodies import queries as bodies
from services.registry.certification import queries as certification
from services.registry.communities import queries as communities
from services.registry.council_meetings import queries as council_meetings
from services.registry.council_seats import queries as council_seats
from services.registry.councils import queries as councils
from services.registry.data_requests import queries as data_requests
from services.registry.demonstrations import queries as demonstrations
from services.registry.documents import queries as documents
from services.registry.expansions import queries as expansions
from services.registry.grants import queries as grants
from services.registry.imports import queries as imports
from services.registry.intake import queries as intake
from services.registry.meetings import queries as meetings
from services.registry.mentorings import queries as mentorings
from services.registry.movement_rules import queries as movement_rules
from services.registry.networks import queries as networks
from services.registry.organization_mergers import queries as organization_mergers
from services.registry.organizations import queries as organizations
from services.registry.people import queries as people
from services.registry.resolutions import queries as resolutions
from services.registry.strength import queries as strength
from services.registry.suggestions import queries as suggestions
from services.registry.villages import queries as villages
from shared.alone import Alone
from shared.database import ask, inside
from shared.lists import Listing, Sort
from shared.moving import Moved, Mover, References, Stays
from shared.views import View, instant

_TREE = "It is part of the tree of areas: the change itself writes it, with its days"
_GOES_ON = (
    "EXISTS (SELECT FROM areas o JOIN areas n ON n.ground = o.ground"
    " WHERE o.code = x.area_code AND n.valid_to IS NULL)"
)
"""Its area stands, under whatever code: what an area that became part of another did is not the other's."""
_OF_WHAT_GOES_ON = f"(x.organization_id IS NOT NULL OR {_GOES_ON})"
_LASTS = "x.ends_on IS NULL"
REFERENCES: References = {
    "organizations.area_code": Moved(organizations.ORGANIZATION),
    "organizations.villages": Moved(organizations.ORGANIZATION),
    "people.area_code": Moved(people.PERSON),
    "accounts.area_code": Moved(access.ACCOUNT),
    "grants.area_code": Moved(grants.GRANT),
    "data_requests.area_code": Moved(data_requests.REQUEST),
    "councils.area_code": Moved(councils.COUNCIL),
    "councils.tambon_codes": Moved(councils.COUNCIL),
    "community_notices.area_code": Moved(communities.NOTICE),
    "community_notices.village_codes": Moved(communities.NOTICE),
    "networks.area_code": Moved(networks.NETWORK),
    "mentorings.area_code": Moved(
        mentorings.MENTORING, where=_LASTS, once=Alone(("network_id",), where=_LASTS)
    ),
    "bodies.area_code": Moved(bodies.BODY),
    "demonstrations.area_code": Moved(demonstrations.DEMONSTRATION),
    "demonstration_expansions.area_code": Moved(expansions.EXPANSION),
    "suggestions.area_code": Moved(suggestions.SUGGESTION),
    "action_items.area_code": Moved(action_items.ACTION_ITEM),
    "assignments.area_code": Moved(action_items.ASSIGNMENT),
    "rule_settings.area_code": Moved(movement_rules.SETTING),
    "intake_rows.area_code": Moved(intake.ROW),
    "imports.area_code": Moved(imports.IMPORT),
    "intake_rows.province_code": Stays("What somebody read of a row as it was typed"),
    "attachments.area_code": Moved(documents.ATTACHMENT),
    "area_shapes.area_code": Moved(shapes.AREA_SHAPE),
    "area_group_members.area_code": Stays(_TREE),
    "area_groups.area_code": Stays("Whose group it is: a province's zones end with the province"),
    "village_lists.area_code": Moved(villages.VILLAGE_LIST),
    "certifications.area_code": Moved(certification.CERTIFICATION),
    "strength_assessments.area_code": Moved(strength.ASSESSMENT, where=_OF_WHAT_GOES_ON),
    "meetings.area_code": Moved(meetings.MEETING),
    "meetings.venue_area_code": Moved(meetings.MEETING),
    "resolutions.area_code": Moved(resolutions.RESOLUTION),
    "council_meetings.area_code": Moved(council_meetings.MEETING, where=_GOES_ON),
    "council_seats.village_code": Moved(council_seats.SEAT),
    "seats.province_code": Stays("Whom a seat of a term stands for: told when it is filled anew"),
    "organization_mergers.area_code": Moved(organization_mergers.MERGER),
}
"""Every column of the registry that holds an area code, and what becomes of it (docs/decisions/0012)."""
OF_ORGANIZATIONS = {
    "attachments.area_code": "subject_id",
    "certifications.area_code": "organization_id",
    "strength_assessments.area_code": "organization_id",
    "councils.area_code": "id",
    "networks.area_code": "id",
}
"""Columns whose rows go along when an organization is named by the order, and what names it there."""
MOVER = Mover(Table.metadata, REFERENCES)

_c: Any = AreaChange.__table__.c
_l: Any = AreaChangeMove.__table__.c
_a: Any = Area.__table__.c
_m: Any = AreaGroupMember.__table__.c


def _step(name: str) -> Any:
    return _c.steps.op("->")(literal_column(f"'{name}'")).label(name)


AREA_CHANGE = View(
    "area-change",
    select(
        _c.id,
        _c.kind,
        _c.status,
        _c.order_th,
        _c.gazette_th,
        _c.effective_on,
        *(_step(name) for name in ("opened", "ended", "renamed", "pairs")),
        _c.moved,
        _c.reversed_on,
        _c.reversal_th,
        _c.left_alone,
        _c.revision,
        instant(_c.created_at).label("created_at"),
        instant(_c.updated_at).label("updated_at"),
    ),
    key=_c.id,
)
AREA_CHANGES = Listing(
    AREA_CHANGE,
    filters={
        "kind": _c.kind == bindparam("kind"),
        "status": _c.status == bindparam("status"),
        "code": _c.codes.op("@>")(func.to_jsonb(bindparam("code", type_=SqlText))),
    },
    sorts={"-effective_on": Sort((_c.effective_on,), descending=True)},
)
MOVES = Listing(
    View(
        "area-change-move",
        select(
            _l.number,
            _l.table_name.label("table"),
            _l.column_name.label("column"),
            _l.row_key,
            _l.from_code,
            _l.to_code,
            _l.effective_on,
            _l.reversal,
            _l.left_alone,
            literal_column("1").label("revision"),
        ),
        key=_l.number,
    ),
    filters={
        "change": _l.change_id == bindparam("change"),
        "left_alone": _l.left_alone == bindparam("left_alone"),
    },
    sorts={"number": Sort(())},
)


async def get_for_update(session: AsyncSession, change_id: UUID) -> AreaChange | None:
    """Return the change, locked until the end of the transaction, or None."""
    found: AreaChange | None = await session.scalar(
        select(AreaChange).where(_c.id == change_id).with_for_update()
    )
    return found


async def later(session: AsyncSession, row: AreaChange) -> Sequence[AreaChange]:
    """Return the changes that were written down after this one and stand."""
    asked = select(AreaChange).where(_c.created_at > row.created_at, _c.status == "STANDING")
    return (await session.scalars(asked)).all()


async def wait_for_turn(session: AsyncSession) -> None:
    """Wait until no other change of areas is under way: they come one after the other."""
    await session.execute(select(func.pg_advisory_xact_lock(literal_column("820707"))))


async def standing(session: AsyncSession, codes: Iterable[str]) -> set[str]:
    """Return the codes in use in the provinces of the codes named."""
    provinces = sorted({code[:2] for code in codes})
    asked = select(_a.code).where(func.left(_a.code, 2).in_(provinces), _a.valid_to.is_(None))
    return set(await session.scalars(asked))


async def villages_used(session: AsyncSession, codes: Collection[str]) -> set[str]:
    """Return the village codes at or below the codes that something refers to, loaded or not."""
    lows, found = list(codes), set[str]()
    for name in MOVER.moved:
        table, _, column = name.partition(".")
        one = f"x.{column}"
        rows = f"{table} x"
        if MOVER.is_list(name):
            one, rows = "e", f"{rows} CROSS JOIN unnest(x.{column}::text[]) AS u (e)"
        sql = (
            f"SELECT DISTINCT {one} FROM {rows} JOIN unnest(%(low)s::text[]) AS p (f)"  # noqa: S608
            f' ON {one} COLLATE "C" >= p.f AND {one} COLLATE "C" < p.f || \':\' WHERE length({one}) = 8'
        )
        told = await (await ask(await inside(session), sql, {"low": lows})).fetchall()
        found |= {str(row[0]) for row in told}
    return found


async def areas_for_update(session: AsyncSession, codes: Collection[str]) -> dict[str, Area]:
    """Return the rows of the codes, those that ended too, locked in the order of their codes."""
    asked = select(Area).where(_a.code.in_(list(codes))).order_by(_a.code).with_for_update()
    return {row.code: row for row in await session.scalars(asked)}


async def versions_until(
    session: AsyncSession, codes: Collection[str], day: dt.date | None
) -> dict[str, AreaVersion]:
    """Return what codes were that ended on a day and that another area has had since."""
    then: Any = AreaVersion.__table__.c
    asked = select(AreaVersion).where(then.code.in_(list(codes)), then.valid_to == day)
    return {row.code: row for row in await session.scalars(asked)} if codes and day else {}


async def memberships_of(
    session: AsyncSession, codes: Collection[str], change_id: UUID
) -> Sequence[AreaGroupMember]:
    """Return the places of areas in groups, and what a change did to places in groups, locked."""
    asked = (
        select(AreaGroupMember)
        .where(
            _m.area_code.in_(list(codes)) | (_m.begun_by == change_id) | (_m.ended_by == change_id)
        )
        .order_by(_m.group_code, _m.area_code, _m.valid_from)
        .with_for_update()
    )
    return (await session.scalars(asked)).all()


_SIGNED_IN = """
    SELECT principal_id::text FROM grants WHERE ended_at IS NULL
    AND (id = ANY(%(grants)s::uuid[]) OR organization_id = ANY(%(organizations)s::uuid[]))
    UNION SELECT a.id::text FROM accounts a JOIN memberships m ON m.person_id = a.person_id
    WHERE m.organization_id = ANY(%(organizations)s::uuid[]) AND m.ends_on IS NULL
    AND a.status <> 'DISABLED' ORDER BY 1"""


async def whose_tokens(
    session: AsyncSession, grant_ids: Sequence[str], organization_ids: Sequence[str]
) -> list[str]:
    """Return the accounts and clients whose tokens name areas of rights that moved."""
    values = {"grants": list(grant_ids), "organizations": list(organization_ids)}
    found = await ask(await inside(session), _SIGNED_IN, values)
    return [str(row[0]) for row in await found.fetchall()]
