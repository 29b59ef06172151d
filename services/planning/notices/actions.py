"""What happens to notices: made in the transaction of the change, so that none is lost and none doubled."""

import datetime as dt
import json
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from fastapi import Response
from sqlalchemy import func, update
from sqlalchemy.ext.asyncio import AsyncSession

from services.planning import paper
from services.planning.notices import queries, rules, schemas
from services.planning.notices.schemas import Author, Change, Lines, News, PaperFilters
from services.planning.notices.tables import Handover
from services.planning.places import queries as places
from shared import auth, conditions, events
from shared.auth import Subject
from shared.database import ask, inside
from shared.errors import Problem
from shared.exchange import Read
from shared.ids import new_id
from shared.lists import MOST
from shared.thai_time import BANGKOK

_TELL = """
    INSERT INTO notices (id, author, organization_id, forum_th, area_code, need_id, origin_id, title_th,
                         change, cause_kind, cause_id, happened_on, reason_th, about_th, share_baht,
                         state, attempts, revision)
    SELECT t.id, t.author, t.organization_id, t.forum_th, t.area_code, t.need_id, t.origin_id, t.title_th,
           %(change)s, %(cause_kind)s, %(cause_id)s, %(on)s, %(reason_th)s, %(about_th)s, t.share,
           CASE WHEN c.id IS NULL THEN 'ON_PAPER' ELSE 'PENDING' END, 0, 1
    FROM unnest(%(ids)s::uuid[], %(authors)s::text[], %(organizations)s::uuid[], %(forums)s::text[],
                %(areas)s::text[], %(needs)s::uuid[], %(origins)s::uuid[], %(titles)s::text[],
                %(shares)s::numeric[])
         AS t (id, author, organization_id, forum_th, area_code, need_id, origin_id, title_th, share)
    LEFT JOIN organizations o ON o.id = t.organization_id
    LEFT JOIN notice_channels c ON c.organization_id = coalesce(o.merged_into_id, o.id) AND c.standing
    ON CONFLICT (author, origin_id, change, cause_id) DO NOTHING
"""


async def tell(session: AsyncSession, authors: Sequence[Author], news: News, lines: Lines) -> None:
    """Write down, in this transaction, that the authors are to hear of a change; each hears of it once.

    `lines` say what their needs became: each hears of the own share of money that there is.
    """
    told = rules.authors_of(authors)
    if not told:
        return
    origins = {each.origin_id for _, each in told}
    shares = news.shares(origins, lines) if news.shares else {}
    values = {
        "ids": [new_id() for _ in told],
        "authors": [author for author, _ in told],
        "organizations": [each.organization_id for _, each in told],
        "forums": [each.forum_th for _, each in told],
        "areas": [each.area_code for _, each in told],
        "needs": [each.need_id for _, each in told],
        "origins": [each.origin_id for _, each in told],
        "titles": [each.title_th for _, each in told],
        "change": news.change.value,
        "cause_kind": news.cause_kind,
        "cause_id": news.cause_id,
        "on": news.on,
        "reason_th": news.reason_th,
        "about_th": (news.about_th or "")[:1000] or None,
        "shares": [shares.get(each.origin_id) for _, each in told],
    }
    await ask(await inside(session), _TELL, values)


async def hand_over(session: AsyncSession, new: schemas.HandoverNew, *, by: Subject) -> Handover:
    """Note that printed notices of an area were handed over.

    Raises 403 outside the caller's area, 422 for notices that do not wait there to be handed over.
    """
    auth.require(by, "notices.hand-over", area=new.area_code)
    await places.require(session, new.area_code, "area_code")
    asked = list(dict.fromkeys(new.notice_ids))
    row = Handover(
        **new.model_dump(exclude={"notice_ids"}),
        notices=len(asked),
        fingerprint=events.fingerprint(new, by),
    )
    await events.write_down(session, row, view=queries.HANDOVER)
    rules.check_waiting(asked, await queries.lock_papers(session, asked, new.area_code))
    table = queries.TABLE
    handed = {
        "state": schemas.NoticeState.HANDED_OVER.value,
        "handover_id": row.id,
        "sent_at": func.clock_timestamp(),
        "revision": table.c.revision + 1,
    }
    await session.execute(update(table).where(table.c.id.in_(asked)).values(handed))
    await events.emit(session, "recorded", queries.HANDOVER, row.id, by=by)
    return row


async def listed(read: Read, area_code: str, asked: PaperFilters) -> Response:
    """Answer what is to be told on paper in an area; raise 404 for one that nobody knows."""
    await _require_place(read, area_code)
    return await read.page(queries.PAPERS, asked, within=area_code)


async def _require_place(read: Read, area_code: str) -> None:
    if not await places.is_known(read.database, area_code):
        raise Problem("not-found")


async def printed(read: Read, area_code: str) -> Response:
    """Answer the page that is printed for an area: what each author is to hear, with a line to sign.

    Raises 404 for an area that nobody knows.
    """
    await _require_place(read, area_code)
    secret, path = read.request.app.state.cursor_secret, read.request.url.path
    granted, asked = read.subject.granted, PaperFilters(limit=MOST)
    page = await queries.PAPERS.page(read.database, asked, granted, secret, path, within=area_code)
    told = [{**each, "what": rules.what(*_told(each))} for each in json.loads(page)["items"]]
    body = paper.render(told, dt.datetime.now(BANGKOK).date()).encode()
    return read.answer(body, conditions.weak_etag(body), "text/html; charset=utf-8")


def _told(notice: dict[str, Any]) -> tuple[Change, str | None, Decimal | None]:
    share = notice["share"]
    money = None if share is None else Decimal(share["amount"])
    return Change(notice["change"]), notice["about_th"], money
