"""What is asked of documents."""

from collections.abc import Sequence
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ARRAY, bindparam, case, exists, func, literal_column, or_, select
from sqlalchemy import Text as SqlText
from sqlalchemy.ext.asyncio import AsyncSession

from services.registry.areas.tables import Area
from services.registry.documents.schemas import SubjectKind
from services.registry.documents.tables import Attachment, DocumentFile, DocumentHolder
from services.registry.organizations.tables import Organization
from shared.database import Database, ask, inside
from shared.lists import Listing, Sort
from shared.views import View, area_block, compiled, instant, scoped

_f: Any = DocumentFile.__table__.c
_h: Any = DocumentHolder.__table__.c
_c: Any = Attachment.__table__.c
_o: Any = Organization.__table__.c
_place: Any = Area.__table__
# An organization may have moved since: what is attached to it goes along.
_area = func.coalesce(_o.area_code, _c.area_code)
_private = or_(~_c.is_public, _c.status != literal_column("'ATTACHED'"))
_parties = func.array_append(
    literal_column("'{}'::text[]"), func.concat("organization:", _c.organization_id)
)
_TRUE: Any = literal_column("true")
PIECE_BYTES = 262_144

FILE = View(
    "document-file",
    select(_f.sha256, _f.media_type, _f.size_bytes, literal_column("1").label("revision")),
    key=_f.sha256,
    area=literal_column("''"),
    private=_TRUE,
)
ATTACHMENT = View(
    "attachment",
    select(
        _c.id,
        _c.subject_kind,
        _c.subject_id,
        case((_place.c.code.is_not(None), area_block(_place.c, _area))).label("area"),
        _c.document_type,
        _c.sha256,
        _c.media_type,
        _c.size_bytes,
        _c.title_th,
        _c.is_public,
        _c.dated_on,
        _c.dated_precision,
        _c.status,
        _c.revision,
        instant(_c.created_at).label("created_at"),
        instant(_c.updated_at).label("updated_at"),
    ).select_from(
        Attachment.__table__.outerjoin(
            Organization.__table__, _o.id == _c.organization_id
        ).outerjoin(_place, _place.c.code == func.left(_area, 6))
    ),
    key=_c.id,
    area=_area,
    private=_private,
    parties=_parties,
)
ATTACHMENTS = Listing(
    ATTACHMENT,
    filters={
        "subject_kind": _c.subject_kind == bindparam("subject_kind"),
        "subject_id": _c.subject_id == bindparam("subject_id", type_=_c.subject_id.type),
        "document_type": _c.document_type == bindparam("document_type"),
    },
    sorts={"id": Sort(())},
)
_shown = exists(
    select(_c.id)
    .select_from(
        Attachment.__table__.outerjoin(Organization.__table__, _o.id == _c.organization_id)
    )
    .where(_c.sha256 == _f.sha256, _c.status == literal_column("'ATTACHED'"))
    .where(scoped(_private, _area, _parties))
    .correlate(DocumentFile.__table__)
)
_held = exists(
    select(_h.holder)
    .where(_h.sha256 == _f.sha256, _h.holder == bindparam("me"))
    .correlate(DocumentFile.__table__)
)
_READABLE = compiled(
    select(_f.media_type, _f.size_bytes)
    .where(_f.sha256 == bindparam("sha256"))
    .where(or_(_held, _shown))
)
_PIECE = (
    "SELECT substring(content FROM %(start)s::int FOR %(size)s::int) FROM document_files"
    " WHERE sha256 = %(sha256)s"
)
_KNOWN = compiled(
    select(_f.sha256).where(
        _f.sha256 == func.any(bindparam("hashes", type_=ARRAY(SqlText)), type_=SqlText)
    )
)
_HELD = "SELECT FROM document_holders WHERE sha256 = %(sha256)s AND holder = %(holder)s"
_USED = (
    "SELECT FROM attachments WHERE sha256 = %(sha256)s AND status = 'ATTACHED'"
    " AND id <> %(but)s LIMIT 1"
)


class Place(NamedTuple):
    """Where a subject belongs: its area ('' is the country) and its organization, if it has one."""

    area_code: str
    organization_id: UUID | None


SUBJECTS: dict[SubjectKind, str] = {
    SubjectKind.ORGANIZATION: "SELECT area_code, id FROM organizations WHERE id = %(id)s",
    SubjectKind.MEETING: "SELECT area_code, organization_id FROM meetings WHERE id = %(id)s",
}
"""For each kind of subject the statement that tells where one of them belongs, by its table's name.

A feature whose things take attachments adds its line here and its kind to `SubjectKind`; nothing is
imported from it.
"""


QUOTED: dict[str, str] = {
    "strength_assessments.scores": (
        "SELECT score ->> 'evidence_sha256' FROM strength_assessments, jsonb_array_elements(scores) score"
        " WHERE score ->> 'evidence_sha256' IS NOT NULL"
    ),
}
"""For each column that names files inside of JSON the statement that tells which: they are kept.

Columns named `sha256` or `…_sha256` are found by themselves.
"""


async def place_of(session: AsyncSession, kind: SubjectKind, subject_id: UUID) -> Place | None:
    """Return where a subject belongs, None when there is no such thing."""
    cursor = await ask(await inside(session), SUBJECTS[kind], {"id": subject_id})
    row: Any = await cursor.fetchone()
    return None if row is None else Place(row[0], row[1])


async def known(session: AsyncSession, hashes: Sequence[str]) -> set[str]:
    """Return those of the hashes whose files are kept here."""
    if not hashes:
        return set()
    cursor = await ask(await inside(session), _KNOWN, {"hashes": list(hashes)})
    return {str(row[0]) for row in await cursor.fetchall()}


async def is_held(session: AsyncSession, sha256: str, holder: str) -> bool:
    """Say whether somebody has sent these bytes before."""
    values = {"sha256": sha256, "holder": holder}
    return await (await ask(await inside(session), _HELD, values)).fetchone() is not None


async def is_attached_elsewhere(session: AsyncSession, sha256: str, but: UUID) -> bool:
    """Say whether an attachment in force other than `but` refers to the file."""
    values = {"sha256": sha256, "but": but}
    return await (await ask(await inside(session), _USED, values)).fetchone() is not None


async def readable(
    session: AsyncSession, sha256: str, *, me: str, granted: list[str]
) -> tuple[str, int] | None:
    """Return media type and size of a file that somebody may read, inside a transaction."""
    values = {"sha256": sha256, "me": me, "granted": granted}
    row: Any = await (await ask(await inside(session), _READABLE, values)).fetchone()
    return None if row is None else (str(row[0]), int(row[1]))


async def shown(
    database: Database, sha256: str, *, me: str, granted: list[str]
) -> tuple[str, int] | None:
    """Return media type and size of a file that somebody may read: sent by them, or attached in their sight."""
    values = {"sha256": sha256, "me": me, "granted": granted}
    async with database.reading() as connection:
        row: Any = await (await ask(connection, _READABLE, values)).fetchone()
    return None if row is None else (str(row[0]), int(row[1]))


async def piece(database: Database, sha256: str, start: int) -> bytes:
    """Return up to 256 KiB of a file from byte `start` on; nothing once it is gone."""
    values = {"sha256": sha256, "start": start + 1, "size": PIECE_BYTES}
    async with database.reading() as connection, connection.cursor(binary=True) as cursor:
        await cursor.execute(_PIECE.encode(), values, prepare=True)
        row: Any = await cursor.fetchone()
    return b"" if row is None else bytes(row[0])


async def get_for_update(session: AsyncSession, attachment_id: UUID) -> Attachment | None:
    """Return the attachment, locked until the end of the transaction, or None."""
    statement = select(Attachment).where(_c.id == attachment_id).with_for_update()
    found: Attachment | None = await session.scalar(statement)
    return found
