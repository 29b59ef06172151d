"""What is asked of proposals."""

import datetime as dt
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Text as SqlText
from sqlalchemy import bindparam, case, cast, func, literal_column, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.planning.answers.tables import Answer, Reply
from services.planning.organizations import queries as organizations
from services.planning.places import queries as places
from services.planning.plan_items import queries as plan_items
from services.planning.proposals.tables import OfficialItem, Proposal, ProposalDocument
from shared.lists import Listing, Sort, area_filters
from shared.views import View, baht, instant, json_object

TABLE: Any = Proposal.__table__
ANSWERS: Any = Answer.__table__
_OFFICIAL: Any = OfficialItem.__table__
_DOCUMENTS: Any = ProposalDocument.__table__
_REPLIES: Any = Reply.__table__
_c: Any = TABLE.c
_answer: Any = ANSWERS.c
_past: Any = ANSWERS.alias("past_answers")
_item = plan_items.TABLE
TODAY: Any = literal_column("timezone('Asia/Bangkok', now())::date")
_OPEN: Any = _c.due_on < literal_column("DATE '9999-12-31'")
_OVERDUE: Any = _c.due_on < TODAY
_LATE = _c.answer_by < TODAY


def _answer_block(of: Any, **more: Any) -> Any:
    return json_object(
        id=of.id,
        outcome=of.outcome,
        granted=baht(of.granted_baht),
        reason_th=of.reason_th,
        answered_on=of.answered_on,
        reference_th=of.reference_th,
        **more,
    )


def _all(block: Any, source: Any, of: Any, name: str, most: str) -> Any:
    """Return the parts of a proposal in the order in which they were written down, oldest first."""
    lines = (
        select(block.label("block"))
        .select_from(source)
        .where(of.proposal_id == _c.id)
        .order_by(of.created_at, of.id)
        .limit(literal_column(most))
        .correlate(TABLE)
        .lateral(name)
    )
    found = select(func.json_agg(lines.c.block)).select_from(lines).scalar_subquery()
    return func.coalesce(found, literal_column("'[]'::json"))


_reply = case(
    (
        _REPLIES.c.id.is_not(None),
        json_object(
            id=_REPLIES.c.id,
            stance=_REPLIES.c.stance,
            reason_th=_REPLIES.c.reason_th,
            replied_on=_REPLIES.c.replied_on,
        ),
    )
)
_answers = _all(
    _answer_block(_past.c, reply=_reply),
    _past.outerjoin(_REPLIES, _REPLIES.c.answer_id == _past.c.id),
    _past.c,
    "said",
    "50",
)
_document = json_object(
    id=_DOCUMENTS.c.id, sha256=_DOCUMENTS.c.sha256, title_th=_DOCUMENTS.c.title_th
)
_official = json_object(
    id=_OFFICIAL.c.id,
    plan_name_th=_OFFICIAL.c.plan_name_th,
    reference_th=_OFFICIAL.c.reference_th,
    fiscal_year_be=_OFFICIAL.c.fiscal_year_be,
    budget=baht(_OFFICIAL.c.budget_baht),
    reason_th=_OFFICIAL.c.reason_th,
    noted_on=_OFFICIAL.c.noted_on,
)
_clock = json_object(
    state=case(
        (~_OPEN, "ENDED"),
        (_LATE, "ANSWER_OVERDUE"),
        (_OVERDUE, "ACK_OVERDUE"),
        else_="WAITING",
    ),
    acknowledge_by=_c.acknowledge_by,
    answer_by=_c.answer_by,
    overdue_since=case(
        (_OPEN & _LATE, _c.answer_by + literal_column("1")),
        (_OPEN & _OVERDUE, _c.due_on + literal_column("1")),
    ),
    escalated_on=_c.escalated_on,
)
_secretary = case(
    (
        _c.secretary_id.is_not(None),
        json_object(
            kind=_c.secretary_kind,
            id=case(
                (
                    _c.secretary_kind == "ORGANIZATION",
                    cast(organizations.meant(_c.secretary_id), SqlText),
                ),
                else_=cast(_c.secretary_id, SqlText),
            ),
            name_th=organizations.NAME,
        ),
    )
)
_closing = case(
    (
        _c.closed_on.is_not(None),
        json_object(closed_on=_c.closed_on, reason_th=_c.closing_reason_th),
    )
)

PROPOSAL = View(
    "proposal",
    select(
        _c.id,
        _c.plan_item_id,
        _item.c.title_th.label("plan_item_title_th"),
        places.block(_c.area_code).label("area"),
        _c.fiscal_year_be,
        _c.addressee_kind,
        _c.addressee_th,
        _c.title_th,
        baht(_c.asked_baht).label("asked"),
        _c.submitted_on,
        _c.status,
        _c.acknowledged_on,
        _c.addressee_id,
        _all(_document, _DOCUMENTS, _DOCUMENTS.c, "papers", "100").label("documents"),
        _clock.label("clock"),
        case((_answer.id.is_not(None), _answer_block(_answer))).label("answer"),
        _answers.label("answers"),
        _secretary.label("secretary"),
        _all(_official, _OFFICIAL, _OFFICIAL.c, "became", "50").label("official_items"),
        _closing.label("closing"),
        _c.revision,
        instant(_c.created_at).label("created_at"),
        instant(_c.updated_at).label("updated_at"),
    ).select_from(
        organizations.joined(
            TABLE.join(_item, _item.c.id == _c.plan_item_id)
            .join(places.TABLE, places.here(_c.area_code))
            .outerjoin(ANSWERS, _answer.id == _c.answer_id),
            _c.secretary_id,
        )
    ),
    key=_c.id,
    area=_c.area_code,
)
PROPOSALS = Listing(
    PROPOSAL,
    filters={
        **area_filters(_c.area_code),
        "plan_item_id": _c.plan_item_id == bindparam("plan_item_id"),
        "status": _c.status == bindparam("status"),
        "addressee_kind": _c.addressee_kind == bindparam("addressee_kind"),
        "addressee_id": _c.addressee_id == bindparam("addressee_id"),
        "secretary_id": _c.secretary_id == bindparam("secretary_id"),
        "fiscal_year_be": _c.fiscal_year_be == bindparam("fiscal_year_be"),
        "waiting:OPEN": _OPEN,
        "waiting:OVERDUE": _OVERDUE,
    },
    sorts={
        "place": Sort((_c.area_code,)),
        "-submitted_on": Sort((_c.submitted_on,), descending=True),
        "-updated_at": Sort((_c.updated_at,), descending=True),
        "due_on": Sort((_c.due_on,)),
    },
    uneven=("waiting:OVERDUE",),
)


async def get_for_update(session: AsyncSession, proposal_id: UUID) -> Proposal | None:
    """Return the proposal, locked until the end of the transaction, or None."""
    statement = select(Proposal).where(_c.id == proposal_id).with_for_update(key_share=True)
    found: Proposal | None = await session.scalar(statement)
    return found


async def item_of(session: AsyncSession, proposal_id: UUID) -> UUID | None:
    """Return the plan item that a proposal is about, None when there is no such proposal."""
    found: UUID | None = await session.scalar(select(_c.plan_item_id).where(_c.id == proposal_id))
    return found


async def answers_of(session: AsyncSession, proposal_id: UUID) -> list[UUID]:
    """Return the answers to a proposal."""
    statement = select(_answer.id).where(_answer.proposal_id == proposal_id)
    return list((await session.scalars(statement)).all())


async def replies_to(session: AsyncSession, answer_id: UUID) -> int:
    """Return how often something was said to an answer."""
    count = select(func.count()).where(_REPLIES.c.answer_id == answer_id)
    return await session.scalar(count) or 0


async def last_word(session: AsyncSession, proposal_id: UUID, but: UUID) -> dt.date | None:
    """Return the day of the last answer or reply but this one."""
    answered = select(_answer.answered_on.label("day")).where(
        _answer.proposal_id == proposal_id, _answer.id != but
    )
    replied = select(_REPLIES.c.replied_on).where(
        _REPLIES.c.proposal_id == proposal_id, _REPLIES.c.id != but
    )
    found: dt.date | None = await session.scalar(
        select(func.max(answered.union_all(replied).subquery().c.day))
    )
    return found


async def last_answer(session: AsyncSession, proposal_id: UUID, but: UUID) -> dt.date | None:
    """Return the day of the last answer but this one."""
    found: dt.date | None = await session.scalar(
        select(func.max(_answer.answered_on)).where(
            _answer.proposal_id == proposal_id, _answer.id != but
        )
    )
    return found


async def has_document(session: AsyncSession, proposal_id: UUID, sha256: str, but: UUID) -> bool:
    """Say whether a proposal has this document in another row."""
    document = _DOCUMENTS.c
    found = select(document.id).where(
        document.proposal_id == proposal_id, document.sha256 == sha256, document.id != but
    )
    return await session.scalar(found) is not None


async def official_budget(session: AsyncSession, proposal_id: UUID) -> Decimal:
    """Return what stands in official plans for a proposal."""
    found = select(func.sum(_OFFICIAL.c.budget_baht)).where(_OFFICIAL.c.proposal_id == proposal_id)
    return await session.scalar(found) or Decimal("0.00")
