"""What happened to a thing, and what it was at an instant, read from the feed: one way for every kind."""

import asyncio
import datetime as dt
from typing import Annotated, Any

from fastapi import Response
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema
from sqlalchemy import DateTime, Text, and_, bindparam, case, cast, or_, select

from shared import conditions, thai_time
from shared.database import Database, ask
from shared.errors import Problem
from shared.exchange import Read
from shared.lists import Listing, ListQuery, Sort
from shared.plumbing import feed
from shared.text import refusal
from shared.thai_time import Instant
from shared.views import View, compiled, covered, instant, scoped

SUBJECT: Any = feed.c.subject
"""The id of what an entry is about."""
PATIENCE_SECONDS = 2.0
_DAY_DIGITS = 10
_PERSONAL = (
    *("person", "membership", "legal-basis", "data-request", "account", "grant", "client"),
    *("training", "body-seat", "rotation"),
)
"""Kinds of which a reason may tell of somebody: it is for those responsible alone."""
_responsible = covered(feed.c.area_code)
_told = or_(_responsible, and_(*(feed.c.kind != kind for kind in _PERSONAL)))
_entry = select(
    feed.c.position.label("position"),
    feed.c.type.label("type"),
    feed.c.revision.label("revision"),
    instant(feed.c.occurred_at).label("at"),
    case((_told, feed.c.reason)).label("reason"),
    case((_responsible, feed.c.actor)).label("by"),
    case((_responsible, feed.c.request_id)).label("request_id"),
    feed.c.data.label("data"),
)
_UNSETTLED = (
    (
        "SELECT clock_timestamp() <= %(at)s OR EXISTS (SELECT FROM pg_stat_activity"
        " WHERE datname = current_database() AND backend_type = 'client backend' AND xact_start <= %(at)s"
        " AND pid <> pg_backend_pid() AND application_name NOT IN ('pg_dump', 'khabuan backup'))"
    ),
    "SELECT EXISTS (SELECT FROM outbox WHERE occurred_at <= %(at)s)",
)
"""What may still tell of an instant: first transactions begun before it, then events without a number."""


class History(Listing):
    """The list of what happened to a thing; `parties` of SUBJECT see private entries too (`views.scoped`)."""

    def __init__(self, parties: Any = None) -> None:
        scope = {"area": feed.c.area_code, "private": feed.c.private, "parties": parties}
        asked = {
            "subject": feed.c.subject == bindparam("subject"),
            "kind": feed.c.kind == bindparam("kind"),
        }
        super().__init__(
            View("history", _entry, key=feed.c.position, **scope),
            filters=asked,
            sorts={"position": Sort(())},
        )
        # The newest entry is chosen before it is judged: what was hidden then does not show what was before.
        state: Any = select(
            cast(feed.c.data, Text),
            feed.c.revision,
            scoped(feed.c.private, feed.c.area_code, parties),
        )
        until = feed.c.occurred_at <= bindparam("at", type_=DateTime(timezone=True))
        newest = (feed.c.revision.desc(), feed.c.position.desc())
        self.state_sql = compiled(state.where(*asked.values(), until).order_by(*newest).limit(1))


def listing(parties: Any = None) -> History:
    """Return the history of things whose `parties` see what is private about them."""
    return History(parties)


HISTORY = listing()


def _moment(value: object) -> object:
    """Return the instant asked for; a date stands for the end of that day in Thailand, today for now."""
    written = str(value)
    now = dt.datetime.now(dt.UTC)
    if len(written) == _DAY_DIGITS:
        day = thai_time.plain_date(written)
        end = dt.datetime.combine(day, dt.time.max, thai_time.BANGKOK)
        moment = min(end, now) if day == thai_time.bangkok_date(now) else end
    else:
        # An unescaped plus arrives as a space.
        moment = thai_time.instant(
            f"{written[:-6]}+{written[-5:]}" if written[-6:-5] == " " else written
        )
    if moment > now:
        raise refusal(thai_time.MESSAGES, "in-the-future")
    return moment.astimezone(dt.UTC)


Moment = Annotated[
    dt.datetime,
    BeforeValidator(_moment),
    WithJsonSchema(
        {
            "type": "string",
            "maxLength": 35,
            "pattern": f"{thai_time.DATE_PATTERN}|{thai_time.INSTANT_PATTERN}",
            "examples": ["2026-11-20T12:00:00+07:00"],
        }
    ),
]


class AsOf(BaseModel):
    """Of which instant a single read asks."""

    model_config = ConfigDict(extra="forbid")

    as_of: Annotated[
        Moment | None,
        Field(description="ข้อมูล ณ เวลานั้น (วันที่ = สิ้นวัน) · as it was then; a date is the end of that day"),
    ] = None  # fmt: skip


async def one(
    read: Read, view: View, key: object, asked: AsOf, history: History = HISTORY
) -> Response:
    """Answer one thing as it is, or as it was at the instant asked for.

    404 when it was not there yet, or when then or now is not for this subject. A past answer never
    changes: it waits for whoever may still tell of that instant, and is 503 when that takes too long.
    """
    if asked.as_of is None:
        return await read.one(view, key)
    await _settled(read.database, asked.as_of)
    granted = read.subject.granted
    values = {"subject": str(key), "kind": view.kind, "at": asked.as_of, "granted": granted}
    async with read.database.reading() as connection:
        state: Any = await (await ask(connection, history.state_sql, values)).fetchone()
    if not state or not state[2] or await view.one(read.database, key, granted) is None:
        raise Problem("not-found")
    body = state[0].encode()
    return read.answer(body, conditions.etag(state[1], body))


async def _settled(database: Database, at: dt.datetime) -> None:
    """Wait until nothing can be written down any more that happened before `at`."""
    until = asyncio.get_running_loop().time() + PATIENCE_SECONDS
    for question in _UNSETTLED:
        while True:
            async with database.reading() as connection:
                row: Any = await (await ask(connection, question, {"at": at})).fetchone()
            if not row[0]:
                break
            if asyncio.get_running_loop().time() > until:
                raise Problem("temporarily-unavailable")
            await asyncio.sleep(0.02)


class HistoryQuery(ListQuery):
    """A history has no filters: it is short and in order."""


class HistoryEntry(BaseModel):
    """One change: when, what, which revision it made, why, by whom, and the whole state after it."""

    position: int = Field(
        description="ลำดับใน feed · dense position", json_schema_extra={"format": "int64"}
    )
    type: str = Field(max_length=100, examples=["organization.registered"])
    revision: int = Field(json_schema_extra={"format": "int64"})
    at: Instant
    reason: str | None = Field(
        max_length=500,
        description="เหตุผล เรื่องของบุคคลเห็นเฉพาะผู้รับผิดชอบพื้นที่ · why; of people only as `by`",
    )
    by: str | None = Field(
        max_length=200,
        description="ผู้แก้ไข เห็นเฉพาะผู้รับผิดชอบพื้นที่ · who; null unless your grants cover the area",
    )
    request_id: str | None = Field(
        max_length=100,
        description="คำขอที่ทำให้เปลี่ยน เห็นเฉพาะผู้รับผิดชอบพื้นที่ · null unless your grants cover the area",
    )
    data: dict[str, Any] = Field(description="สภาพหลังการเปลี่ยน · the state after the change")


class HistoryPage(BaseModel):
    """A page of changes, oldest first."""

    items: list[HistoryEntry] = Field(max_length=200)
    next: str | None = Field(max_length=8192)
    limit: int = Field(ge=1, le=200, json_schema_extra={"format": "int32"})
