"""What is asked for local data centres: each kind of record through its own view, as everybody sees it."""

import datetime as dt
import json
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, bindparam, exists, func, literal_column, select
from sqlalchemy import Text as SqlText
from sqlalchemy.dialects.postgresql import ARRAY

from services.registry.action_items.queries import ACTION_ITEM
from services.registry.action_items.tables import ActionItem
from services.registry.areas import queries as areas
from services.registry.bodies.queries import BODY
from services.registry.bodies.tables import Body
from services.registry.centres.schemas import RecordKind, Verifier
from services.registry.certification.queries import TODAY
from services.registry.certification.tables import Certification
from services.registry.communities.queries import NOTICE
from services.registry.communities.tables import CommunityNotice
from services.registry.councils.queries import COUNCIL
from services.registry.councils.tables import Council
from services.registry.demonstrations.queries import DEMONSTRATION
from services.registry.demonstrations.tables import Demonstration
from services.registry.documents.queries import ATTACHMENT
from services.registry.documents.tables import Attachment
from services.registry.meetings.queries import MEETING
from services.registry.meetings.tables import Meeting
from services.registry.movement_rules import queries as movement_rules
from services.registry.networks.queries import NETWORK
from services.registry.networks.tables import Network
from services.registry.organizations.queries import ORGANIZATION
from services.registry.organizations.tables import Organization
from services.registry.people.queries import SEAT, live
from services.registry.people.tables import Membership
from services.registry.resolutions.queries import RESOLUTION
from services.registry.resolutions.tables import Resolution
from services.registry.strength.queries import ASSESSMENT
from services.registry.strength.tables import Assessment
from shared.database import Database, ask, ask_wide
from shared.places import prefix_range
from shared.views import View, compiled

MOST_ROWS = 50_000
"""So many rows a table: no province has as many organizations."""
MOST_ORGANIZATIONS = 5_000
"""So many organizations a workbook: more than most provinces have; the CSV file holds all of the largest."""
MOST_SHOWN = 1_000
"""So many meetings and things to do a sheet, the newest and what is open first: a workbook is made while
somebody waits, and a page of the lists shows the rest."""
NOBODY: list[str] = []
"""What everybody is granted: the files are the same for all who ask."""
_o: Any = Organization.__table__.c
_m: Any = Membership.__table__.c
_n: Any = CommunityNotice.__table__.c
_k: Any = Council.__table__.c
_f: Any = Certification.__table__.c
_a: Any = Attachment.__table__.c
_g: Any = Meeting.__table__.c
_s: Any = Assessment.__table__.c
_i: Any = ActionItem.__table__.c
_none: Any = literal_column("NULL::text")
_certified = exists().where(
    _f.organization_id == _o.id, _f.status == literal_column("'CERTIFIED'"), _f.expires_on > TODAY
)
_minuted = exists().where(
    _a.subject_kind == literal_column("'MEETING'"),
    _a.subject_id == _g.id,
    _a.document_type == literal_column("'MINUTES'"),
    _a.status == literal_column("'ATTACHED'"),
    _a.is_public,
)


class Kind(NamedTuple):
    """How a kind of record is counted; `verified` says which of them are verified."""

    kind: RecordKind
    view: View
    area: ColumnElement[Any]
    changed: ColumnElement[Any]
    detail: ColumnElement[Any] = _none
    verified: ColumnElement[Any] | None = None
    sides: ColumnElement[Any] | None = None
    """Who stands behind all that is verified."""
    side: ColumnElement[Any] | None = None
    """Who stands behind one record, where that differs."""
    where: tuple[ColumnElement[Any], ...] = ()


def _by(*sides: Verifier) -> ColumnElement[Any]:
    names = ",".join(side.value for side in sides)
    return literal_column(f"'{{{names}}}'::text[]")


KINDS = (
    Kind(RecordKind.ORGANIZATION, ORGANIZATION, _o.area_code, _o.updated_at, _o.kind,
         _certified, _by(Verifier.COMMUNITY, Verifier.LOCAL_AGENCY),
         where=(_o.status != literal_column("'MERGED'"),)),
    Kind(RecordKind.COMMUNITY, NOTICE, _n.area_code, _n.updated_at, _n.status,
         _n.number.is_not(None), _by(Verifier.NOTICE_OFFICE)),
    Kind(RecordKind.COUNCIL, COUNCIL, _k.area_code, _k.updated_at, _k.status,
         _k.acknowledged_on.is_not(None), _by(Verifier.NOTICE_OFFICE)),
    Kind(RecordKind.NETWORK, NETWORK, Network.__table__.c.area_code, Network.__table__.c.updated_at),
    Kind(RecordKind.BODY, BODY, Body.__table__.c.area_code, Body.__table__.c.updated_at),
    Kind(RecordKind.PEOPLE_IN_POSTS, SEAT, _o.area_code, _m.created_at, where=(live(_m),)),
    Kind(RecordKind.ASSESSMENT, ASSESSMENT, _s.area_code, _s.updated_at, _s.level,
         literal_column("true"), side=_s.assessed_by_side, where=(_s.withdrawn_at.is_(None),)),
    Kind(RecordKind.DEMONSTRATION, DEMONSTRATION, Demonstration.__table__.c.area_code,
         Demonstration.__table__.c.updated_at, Demonstration.__table__.c.state),
    Kind(RecordKind.MEETING, MEETING, _g.area_code, _g.updated_at, _g.kind, _minuted, _by(Verifier.MINUTES)),
    Kind(RecordKind.RESOLUTION, RESOLUTION, Resolution.__table__.c.area_code,
         Resolution.__table__.c.updated_at),
    Kind(RecordKind.ACTION_ITEM, ACTION_ITEM, _i.area_code, _i.updated_at, _i.state),
    Kind(RecordKind.DOCUMENT, ATTACHMENT, _a.area_code, _a.updated_at, _a.document_type),
)  # fmt: skip


def _counted(each: Kind) -> Any:
    within = each.area >= bindparam("low"), each.area < bindparam("high")
    lines = (
        each.view.seen.where(*within, *each.where)
        .with_only_columns(
            each.detail.label("detail"),
            each.changed.label("changed"),
            (literal_column("NULL::boolean") if each.verified is None else each.verified).label(
                "verified"
            ),
            (_none if each.side is None else each.side).label("side"),
        )
        .offset(literal_column("0"))  # so that each record is asked once whether it is verified
        .subquery()
    )
    sides: Any = literal_column("'{}'::text[]") if each.sides is None else each.sides
    if each.side is not None:
        sides = func.array_agg(lines.c.side.distinct(), type_=ARRAY(SqlText))
    unverified = func.min(lines.c.changed).filter(~lines.c.verified)
    return select(
        literal_column(f"'{each.kind}'").label("kind"),
        lines.c.detail,
        func.count().label("count"),
        func.max(lines.c.changed).label("newest_at"),
        func.count().filter(lines.c.verified).label("verified"),
        literal_column("true" if each.verified is not None else "false").label("verifiable"),
        sides.label("verified_by"),
        unverified.label("oldest_unverified_at"),
    ).group_by(lines.c.detail)


_COUNTS = " UNION ALL ".join(compiled(_counted(each)) for each in KINDS)
_CERTIFIED = """
    SELECT o.id::text, o.name_th, o.kind, c.number, c.expires_on::text, count(*) OVER () FROM certifications c
    JOIN organizations o ON o.id = c.organization_id
    WHERE c.area_code >= %(low)s AND c.area_code < %(high)s AND c.status = 'CERTIFIED' AND c.expires_on > %(today)s
    ORDER BY c.area_code, c.id LIMIT 200
"""
ORGANIZATIONS = """
    SELECT o.name_th, o.kind, CASE WHEN length(o.area_code) = 8 THEN ltrim(right(o.area_code, 2), '0') END,
        t.name_th, d.name_th, p.name_th, o.status, o.members_count, o.households_count, o.founded_on,
        o.founded_precision, c.number, c.expires_on, o.updated_at, o.area_code, o.id::text
    FROM organizations o
    LEFT JOIN areas t ON length(o.area_code) >= 6 AND t.code = left(o.area_code, 6)
    LEFT JOIN areas d ON length(o.area_code) >= 4 AND d.code = left(o.area_code, 4)
    LEFT JOIN areas p ON p.code = left(o.area_code, 2)
    LEFT JOIN certifications c ON c.organization_id = o.id AND c.status = 'CERTIFIED' AND c.expires_on > %(today)s
    WHERE o.area_code >= %(low)s AND o.area_code < %(high)s
    ORDER BY o.area_code, o.name_sort, o.id LIMIT %(most)s
"""
COUNCILS = """
    SELECT o.name_th, k.status, k.noticed_on, k.acknowledged_on, k.number, k.term_starts_on, k.term_ends_on,
        k.area_code FROM councils k JOIN organizations o ON o.id = k.id
    WHERE k.area_code >= %(low)s AND k.area_code < %(high)s ORDER BY k.area_code, k.id LIMIT %(most)s
"""
MEETINGS = """
    SELECT m.held_from, m.held_to, m.kind, m.title_th, m.number || '/' || m.year_be,
        coalesce(o.name_th, b.name_th, m.agency_th), m.venue_th, m.state, m.next_words, m.area_code
    FROM meetings m LEFT JOIN organizations o ON o.id = m.organization_id LEFT JOIN bodies b ON b.id = m.body_id
    WHERE m.area_code >= %(low)s AND m.area_code < %(high)s ORDER BY m.held_from DESC, m.id DESC LIMIT %(most)s
"""
ACTION_ITEMS = """
    SELECT i.text_th, coalesce(o.name_th, b.name_th, i.owner_th), i.due_words, i.due_to, i.state, i.reported_on,
        m.title_th, i.area_code
    FROM action_items i JOIN meetings m ON m.id = i.meeting_id
    LEFT JOIN organizations o ON o.id = i.owner_organization_id LEFT JOIN bodies b ON b.id = i.owner_body_id
    WHERE i.area_code >= %(low)s AND i.area_code < %(high)s ORDER BY i.state <> 'OPEN', i.due_to, i.id LIMIT %(most)s
"""


async def area(database: Database, code: str, today: dt.date) -> dict[str, Any] | None:
    """Return code, level and names of the area that a code means today; None for one that means nothing."""
    found = await areas.AREA_DETAIL.one(database, code, NOBODY, as_of=today)
    told: dict[str, Any] | None = found and json.loads(found[0])
    return told and {name: told[name] for name in ("code", "level", "name_th", "name_en")}


async def counts(database: Database, code: str) -> list[dict[str, Any]]:
    """Return what there is of each kind in an area and below: count, newest, verified and not."""
    low, high = prefix_range(code)
    async with database.reading() as connection:
        cursor = await ask_wide(connection, _COUNTS, {"low": low, "high": high, "granted": NOBODY})
        rows = await cursor.fetchall()
        names = [column.name for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in rows]


async def certified(database: Database, code: str, today: dt.date) -> list[tuple[Any, ...]]:
    """Return the organizations whose certification holds today, at most 200, each with how many there are."""
    low, high = prefix_range(code)
    async with database.reading() as connection:
        return await (
            await ask(connection, _CERTIFIED, {"low": low, "high": high, "today": today})
        ).fetchall()


async def table(
    database: Database, sql: str, code: str, today: dt.date, most: int = MOST_ROWS
) -> list[tuple[Any, ...]]:
    """Return the rows of one of the sheets for an area and below."""
    low, high = prefix_range(code)
    values = {"low": low, "high": high, "today": today, "most": most}
    async with database.reading() as connection:
        return await (await ask(connection, sql, values)).fetchall()


async def stale_after(database: Database, code: str, today: dt.date) -> int:
    """Return after how many days without a change something counts as stale there."""
    rule = movement_rules.Rule.STALE_AFTER_DAYS
    async with database.reading() as connection:
        return int(await movement_rules.holds(connection, rule, code, today))
