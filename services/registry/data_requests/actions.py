"""What happens to requests about personal data, and to a person who is erased."""

import asyncio
import datetime as dt
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import UUID

from fastapi import Response
from fastapi.responses import HTMLResponse
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.registry.access import actions as access
from services.registry.access import queries as accounts
from services.registry.access_log import actions as access_log
from services.registry.access_log import queries as looks
from services.registry.access_log.schemas import Basis
from services.registry.data_requests import queries, rules, schemas
from services.registry.data_requests.tables import DataRequest, Erasure
from services.registry.keeping import Keeping
from services.registry.people import actions as people
from services.registry.people import queries as persons
from services.registry.people import rules as rights
from services.registry.people import schemas as person_schemas
from services.registry.people.tables import Person
from services.registry.seats import actions as seats
from services.registry.trainings import actions as trainings
from shared import auth, copies, events, privacy, thai_time
from shared.auth import Grant, Subject
from shared.database import Database, ask, inside
from shared.errors import Problem
from shared.exchange import Read
from shared.policies import Role

DECIDE = "data-requests.decide"
IN_THE_REQUEST = "ดูในคำขอ"
"""The reason that events give: what was said stays with the request, where it can be erased."""
_TIMER = Subject("retention", (Grant(Role.SERVICE),))
_KEPT_BASES = frozenset({Basis.LEGAL_DUTY, Basis.CONTRACT})
_FORGET_ANSWERS = (
    "DELETE FROM idempotency WHERE split_part(principal, ' ', 1) = ANY(%(accounts)s)"
    " OR body LIKE '%%' || %(person)s || '%%'"
)


async def ask_for(
    session: AsyncSession, new: schemas.DataRequestNew, *, by: Subject
) -> DataRequest:
    """Write down what somebody asks about their own data, or staff for somebody on paper.

    Raises 404 for an account without a person, 403 for others' data outside the caller's right, 409, 422.
    """
    own = await persons.person_of(await inside(session), by.id)
    person_id = new.person_id or own
    if person_id is None:
        raise Problem("not-found")
    if person_id == own:
        person: Person = copies.found(await persons.get_for_update(session, person_id))
    else:
        person = await people.theirs(session, person_id, by=by)
    today = thai_time.bangkok_date(dt.datetime.now(dt.UTC))
    received, days = new.received_on or today, Keeping()
    row = DataRequest(
        **new.model_dump(include={"id", "kind", "details_th"}),
        person_id=person_id,
        area_code=person.area_code,
        channel=schemas.Channel.ACCOUNT if person_id == own else schemas.Channel.PAPER,
        requested_by=by.human,
        received_on=received,
        due_on=rules.due(new.kind, received, days.access_days, days.erasure_days),
        status=schemas.RequestStatus.OPEN,
        fingerprint=events.fingerprint(new, by, person_id),
    )
    await events.write_down(session, row, view=queries.ANSWER)
    await events.emit(session, "received", queries.REQUEST, row.id, by=by, reason=IN_THE_REQUEST)
    return row


async def page(read: Read, asked: schemas.DataRequestFilters) -> bytes:
    """Return a page of the requests that concern the caller, without their words."""
    secret, path = read.request.app.state.cursor_secret, read.request.url.path
    async with read.database.reading() as connection:
        concerned = await _concerned(read, connection)
    if "" not in concerned["reached"]:
        concerned["reach"] = ""
    granted = read.subject.granted
    return await queries.REQUESTS.page(read.database, asked, granted, secret, path, **concerned)


async def one(read: Read, request_id: UUID) -> tuple[bytes, int]:
    """Return one request with its words to those concerned; all but its person are logged.

    Raises 404 for others, 403 without a second factor, 503 when the look cannot be logged.
    """
    async with access_log.looking(read) as lent:
        concerned = await _concerned(read, lent.connection)
        found = await queries.OPENED.one(lent, request_id, read.subject.granted, **concerned)
        body, revision = copies.found(found)
        person = UUID(json.loads(body)["person_id"])
        if person != concerned["own"]:
            if not read.subject.strong:
                raise Problem("second-factor-required")
            await access_log.write_down(read, lent.connection, "DATA_REQUEST", [person])
    return body.encode(), revision


async def _concerned(read: Read, connection: Any) -> dict[str, Any]:
    own = await persons.person_of(connection, read.subject.id)
    me = [read.subject.human, read.subject.id]
    return {"own": own, "me": me, "reached": rights.reach(read.subject, DECIDE)}


async def decide(
    session: AsyncSession, request_id: UUID, new: schemas.DecisionNew, *, by: Subject
) -> DataRequest:
    """Decide a request; an accepted erasure erases, an accepted objection ends the legal bases that may.

    Raises 404, 403 elsewhere and for who asked, 409 when it was decided otherwise.
    """
    row: DataRequest = copies.found(await queries.get_for_update(session, request_id))
    own = await persons.person_of(await inside(session), by.id)
    askers = await accounts.known_as(session, {row.requested_by})
    asked, theirs = bool(askers & {by.human, by.id}), own == row.person_id
    if not (asked or theirs or auth.allowed(by, DECIDE, area=row.area_code)):
        raise Problem("not-found")
    auth.require(by, DECIDE, area=row.area_code)
    rules.check_another(asked=asked, own=theirs)
    fingerprint = events.fingerprint(new, by, request_id)
    if row.decision_id == new.id and row.decision_fingerprint == fingerprint:
        raise events.AlreadyDoneError(queries.ANSWER, row.id)
    rules.check_open(row.status)
    decision = {
        "status": new.outcome,
        "reason_th": new.reason_th,
        "decision_id": new.id,
        "decision_fingerprint": fingerprint,
        "decided_by": by.human,
        "decided_at": dt.datetime.now(dt.UTC),
    }
    await events.alter(session, row, decision)
    await events.emit(session, "decided", queries.REQUEST, row.id, by=by, reason=IN_THE_REQUEST)
    if new.outcome is schemas.Outcome.ACCEPTED and row.kind == schemas.RequestKind.ERASURE:
        await erase(session, row.person_id, by=by)
    if new.outcome is schemas.Outcome.ACCEPTED and row.kind == schemas.RequestKind.OBJECTION:
        for basis in await persons.bases_of(session, row.person_id):
            if basis.closed_at is None and basis.basis not in _KEPT_BASES:
                await people.close(session, basis, by=by, reason=IN_THE_REQUEST)
    return row


async def erase(session: AsyncSession, person_id: UUID, *, by: Subject) -> None:
    """Leave nothing of a person but the seat and the id; doing it again changes nothing.

    Their records, posts, legal bases, requests, accounts and kept answers are emptied; the ledger in the
    database and the file that a restore replays say so before anything is committed. Raises 404, 503.
    """
    copies.found(await persons.get_for_update(session, person_id))
    records = await queries.records(await inside(session), person_id)
    for record in records:
        row: Person = copies.found(await persons.get_for_update(session, record))
        await _erase_record(session, row, by=by)
    await asyncio.to_thread(_tell_file, Keeping().ledger, records)


async def _erase_record(session: AsyncSession, row: Person, *, by: Subject) -> None:
    accounts = await persons.accounts_of(session, row.id)
    if row.status == person_schemas.PersonStatus.ACTIVE or accounts:
        await access.forget(session, row.id, reason=IN_THE_REQUEST, by=by)
    await _vacate(session, row.id, by=by)
    await seats.vacate(session, row.id, by=by, reason=IN_THE_REQUEST)
    await trainings.empty(session, row.id, by=by, reason=IN_THE_REQUEST)
    for basis in await persons.bases_of(session, row.id):
        basis.source = ""
        session.add(basis)
        if basis.closed_at is None:
            await people.close(session, basis, by=by, reason=IN_THE_REQUEST)
    for request in await queries.of_person(session, row.id):
        for name in privacy.emptied(DataRequest, ("restricted",)):
            setattr(request, name, None)
        request.fingerprint = b""
        session.add(request)
    await session.flush()
    values = {"accounts": accounts, "person": str(row.id)}
    await ask(await inside(session), _FORGET_ANSWERS, values)
    ledger = insert(Erasure).values(person_id=row.id, by=by.id)
    await session.execute(ledger.on_conflict_do_nothing())
    if row.status != person_schemas.PersonStatus.ERASED:
        gone = privacy.emptied(Person, ("member", "restricted", "secret"))
        status = person_schemas.PersonStatus.ERASED
        await events.alter(session, row, {**gone, "status": status, "fingerprint": b""})
        await events.emit(session, "erased", persons.PERSON, row.id, by=by, reason=IN_THE_REQUEST)


async def _vacate(session: AsyncSession, person_id: UUID, *, by: Subject) -> None:
    """Keep the posts and forget who held them."""
    today = thai_time.bangkok_date(dt.datetime.now(dt.UTC))
    for post in await persons.memberships_of(session, person_id):
        ends = max(today, post.starts_on) if post.ends_on is None else post.ends_on
        await events.alter(session, post, {"person_id": None, "ends_on": ends, "fingerprint": b""})
        await events.emit(
            session, "vacated", persons.MEMBERSHIP, post.id, by=by, reason=IN_THE_REQUEST
        )


def _tell_file(path: Path, records: list[UUID]) -> None:
    """Append records to the ledger outside the database, on disk when this returns; once is enough."""
    at = dt.datetime.now(dt.UTC).isoformat()
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        held = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
        with os.fdopen(held, "a+b") as file:
            file.seek(0)
            known = file.read()
            new = [one for one in records if str(one).encode() not in known]
            lines = [json.dumps({"person_id": str(one), "erased_at": at}) + "\n" for one in new]
            start = "\n" if lines and known and not known.endswith(b"\n") else ""
            file.write((start + "".join(lines)).encode())
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        raise Problem("temporarily-unavailable") from None


async def own_data(read: Read) -> dict[str, Any]:
    """Return all that is known of the caller's own person; this look is logged too.

    Raises 404 for an account without a person, 503 when the look cannot be logged.
    """
    async with access_log.looking(read) as lent:
        person = await persons.person_of(lent.connection, read.subject.id)
        if person is None:
            raise Problem("not-found")
        records = await queries.records(lent.connection, person)
        await access_log.write_down(read, lent.connection, "OWN_DATA", [person])
        fields, parts = await queries.whole(lent.connection, person, records)
        seen = await looks.looks_at(lent.connection, records)
    return rules.together(fields, parts, seen)


def told(read: Read, data: Mapping[str, Any]) -> Response:
    """Answer one's own data as JSON, or as a Thai page for somebody who reads it in a browser."""
    headers = {
        "Cache-Control": "no-store",
        "Content-Security-Policy": "default-src 'none'",
        "Vary": "Accept, Authorization",
    }
    if "text/html" in read.request.headers.get("accept", ""):
        return HTMLResponse(rules.page(data), headers=headers)
    body = json.dumps(data, ensure_ascii=False).encode()
    return Response(body, headers=headers, media_type="application/json")


async def purge(database: Database, today: dt.date | None = None) -> int:
    """Throw away what is kept too long: contact data first, then the person; return how many people.

    Called by housekeeping; at most 500 people of each kind a time.
    """
    day, days = today or thai_time.bangkok_date(dt.datetime.now(dt.UTC)), Keeping()
    async with database.transaction() as session:
        old = await queries.idle(session, day - dt.timedelta(days=days.person_days), erase=True)
        for person in old:
            await erase(session, person, by=_TIMER)
        before = day - dt.timedelta(days=days.contact_days)
        quiet = await queries.idle(session, before, erase=False)
        for person in quiet:
            row: Person = copies.found(await persons.get_for_update(session, person))
            marks = privacy.declared(Person)
            gone = {name: None for name, mark in marks.items() if queries.is_contact(mark)}
            await events.alter(session, row, {**gone, "fingerprint": b""})
            await events.emit(session, "purged", persons.PERSON, person, by=_TIMER)
    return len(old) + len(quiet)
