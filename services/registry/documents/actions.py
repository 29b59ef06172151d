"""What happens to files and to what they are attached to."""

import asyncio
import datetime as dt
from collections.abc import AsyncIterator
from functools import cache
from typing import Any
from uuid import UUID

from fastapi import Response
from fastapi.responses import StreamingResponse
from sqlalchemy.ext.asyncio import AsyncSession

from services.registry.base import Table
from services.registry.documents import queries, rules, schemas
from services.registry.documents.tables import Attachment
from shared import auth, conditions, copies, events
from shared.auth import Subject
from shared.database import Database, ask, inside
from shared.errors import Problem, field_problem
from shared.exchange import PRIVATE_CACHE, PUBLIC_CACHE, VARY, Read, Write

ATTACH = "documents.attach"
IDLE_DAYS = 7
"""A file that nothing refers to is thrown away after so many days."""
_BATCH = 100
_STORE = """
    INSERT INTO document_files (sha256, media_type, size_bytes, content, stored_by)
    VALUES (%(sha256)s, %(media_type)s, %(size)s, %(content)s, %(holder)s)
    ON CONFLICT (sha256) DO UPDATE SET idle_since =
        CASE WHEN document_files.idle_since IS NULL THEN NULL ELSE now() END
    RETURNING xmax = 0, media_type
"""
_HOLD = """
    INSERT INTO document_holders (sha256, holder) VALUES (%(sha256)s, %(holder)s)
    ON CONFLICT DO NOTHING RETURNING holder
"""
_USE = "UPDATE document_files SET idle_since = NULL WHERE sha256 = %(sha256)s RETURNING sha256"
_LEAVE = "UPDATE document_files SET idle_since = now() WHERE sha256 = %(sha256)s"


async def store(write: Write, sha256: str) -> Response:
    """Keep the bytes of the request under their hash, and answer what is kept.

    201 for what this sender had not sent before, whoever else did: nobody learns what others keep. Raises 422
    when name, type and content do not fit, or when the same bytes are kept as another type.
    """
    by, request = write.subject, write.request
    auth.require(by, "documents.store")
    kind = rules.media_type(request.headers["content-type"])
    content = await asyncio.to_thread(rules.kept, sha256, kind, await request.body())
    kept = rules.hash_of(content)
    facts = {"sha256": kept, "media_type": kind.value, "size": len(content), "holder": by.id}
    connection = await inside(write.session)
    row: Any = await (await ask(connection, _STORE, {**facts, "content": content})).fetchone()
    is_new, as_type = row
    if as_type != kind:
        raise Problem("id-conflict")
    if await (await ask(connection, _HOLD, facts)).fetchone() is None:
        raise events.AlreadyDoneError(queries.FILE, kept)
    verb = "stored" if is_new else "stored_again"
    await events.emit(write.session, verb, queries.FILE, kept, by=by)
    return await write.answer(queries.FILE, kept, status=201, at="/v1/document-files")


async def bytes_of(read: Read, sha256: str) -> Response:
    """Answer a file's bytes to who may read it, in pieces; never to be run in a browser.

    Raises 404 for everybody else.
    """
    subject = read.subject
    found = await queries.shown(read.database, sha256, me=subject.id, granted=subject.granted)
    media_type, size = copies.found(found)
    name = f"{sha256[:12]}.{rules.EXTENSIONS[schemas.MediaType(media_type)]}"
    headers = {
        "ETag": f'"{sha256}"',
        "Cache-Control": PUBLIC_CACHE if subject is auth.ANONYMOUS else PRIVATE_CACHE,
        "Vary": VARY,
        "Content-Disposition": f'attachment; filename="{name}"',
        "Content-Security-Policy": "sandbox; default-src 'none'",
    }
    if conditions.unchanged(read.request, headers["ETag"]):
        return Response(None, 304, headers)
    if size <= queries.PIECE_BYTES:
        whole = await queries.piece(read.database, sha256, 0)
        return Response(whole, headers=headers, media_type=media_type)
    headers["Content-Length"] = str(size)
    return StreamingResponse(
        _pieces(read.database, sha256, size), headers=headers, media_type=media_type
    )


async def _pieces(database: Database, sha256: str, size: int) -> AsyncIterator[bytes]:
    """Yield a file piece by piece; no connection waits for a slow reader."""
    for start in range(0, size, queries.PIECE_BYTES):
        yield await queries.piece(database, sha256, start)


async def attach(session: AsyncSession, new: schemas.AttachmentNew, *, by: Subject) -> Attachment:
    """Attach a file that the caller sent or may read to a thing of the registry.

    Raises 422 for an unknown subject or file, 403 outside the caller's area or organization, 409.
    """
    place = await queries.place_of(session, new.subject_kind, new.subject_id)
    if place is None:
        raise field_problem("subject_id", "unknown-reference")
    auth.require(by, ATTACH, area=place.area_code, organization=place.organization_id)
    file = await queries.readable(session, new.sha256, me=by.id, granted=by.granted)
    used = await (await ask(await inside(session), _USE, {"sha256": new.sha256})).fetchone()
    if file is None or used is None:
        raise field_problem("sha256", "unknown-reference")
    row = Attachment(
        **new.model_dump(),
        area_code=place.area_code,
        organization_id=place.organization_id,
        media_type=file[0],
        size_bytes=file[1],
        status=schemas.AttachmentStatus.ATTACHED,
        attached_by=by.id,
        fingerprint=events.fingerprint(new, by),
    )
    await events.write_down(session, row, view=queries.ATTACHMENT)
    await events.emit(session, "attached", queries.ATTACHMENT, row.id, by=by)
    return row


async def withdraw(
    session: AsyncSession, attachment_id: UUID, new: schemas.WithdrawalNew, *, by: Subject
) -> Attachment:
    """Withdraw an attachment; its file goes when nothing else refers to it.

    Raises 404 for one out of sight, 403 outside the caller's area or organization, 409 when withdrawn.
    """
    await copies.require_seen(session, queries.ATTACHMENT, attachment_id, by)
    row: Attachment = copies.found(await queries.get_for_update(session, attachment_id))
    place = await queries.place_of(session, schemas.SubjectKind(row.subject_kind), row.subject_id)
    area = row.area_code if place is None else place.area_code
    auth.require(by, ATTACH, area=area, organization=row.organization_id)
    if row.status != schemas.AttachmentStatus.ATTACHED:
        raise Problem("state-conflict")
    changes = {
        "status": schemas.AttachmentStatus.WITHDRAWN,
        "withdrawn_by": by.id,
        "withdrawn_at": dt.datetime.now(dt.UTC),
        "withdrawn_reason_th": new.reason_th,
    }
    await events.alter(session, row, changes)
    if not await queries.is_attached_elsewhere(session, row.sha256, row.id):
        await ask(await inside(session), _LEAVE, {"sha256": row.sha256})
    await events.emit(
        session, "withdrawn", queries.ATTACHMENT, row.id, by=by, reason=new.reason_th
    )
    return row


@cache
def _unused() -> str:
    """Return the condition of a file `f` to which nothing refers any more.

    What refers to a file is found in the tables themselves: a column of whatever feature that is named
    `sha256` or ends in `_sha256` keeps its file, and so does what `queries.QUOTED` finds inside of JSON. An
    attachment in force keeps it whatever `idle_since` says: it may have come while another one was withdrawn.
    The list of an import is looked at once and kept row by row: it does not keep its file.
    """
    columns = [
        (table.name, column.name)
        for table in Table.metadata.sorted_tables
        for column in table.columns
        if column.name == "sha256" or column.name.endswith("_sha256")
        if table.name not in {"document_files", "document_holders", "attachments", "imports"}
    ]
    referred = "".join(
        f" AND NOT EXISTS (SELECT FROM {table} WHERE {table}.{column} = f.sha256)"
        for table, column in columns
    ) + "".join(f" AND f.sha256 NOT IN ({quoted})" for quoted in queries.QUOTED.values())
    return (
        f"f.idle_since IS NOT NULL{referred} AND NOT EXISTS"
        " (SELECT FROM attachments a WHERE a.sha256 = f.sha256 AND a.status = 'ATTACHED')"
    )


@cache
def _purge() -> str:
    """Return the statement that throws files away that have been idle for long."""
    return (
        "DELETE FROM document_files WHERE sha256 = ANY(ARRAY(SELECT f.sha256 FROM document_files f"  # noqa: S608 - names of our own tables
        f" WHERE f.idle_since < now() - interval '{IDLE_DAYS} days' AND {_unused()}"
        f" ORDER BY f.idle_since LIMIT {_BATCH} FOR UPDATE SKIP LOCKED))"
    )


async def throw_away(session: AsyncSession, sha256: str) -> None:
    """Throw a file away at once, for everybody who sent it, unless something refers to it."""
    sql = f"DELETE FROM document_files f WHERE f.sha256 = %(sha256)s AND {_unused()}"  # noqa: S608 - names of our own tables
    await ask(await inside(session), sql, {"sha256": sha256})


async def purge(database: Database) -> int:
    """Throw away files that nothing has referred to for seven days; return how many. Housekeeping's."""
    gone = 0
    async with database.reading() as connection:
        while (batch := (await ask(connection, _purge())).rowcount) > 0:
            gone += batch
    return gone
