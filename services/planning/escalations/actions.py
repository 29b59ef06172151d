"""What happens when an addressee is silent beyond its time."""

from services.planning.escalations import queries, rules
from services.planning.escalations.tables import Escalation
from services.planning.notices.schemas import Change, News
from services.planning.proposals import actions as proposal_actions
from services.planning.proposals import queries as proposals
from services.planning.proposals import rules as proposal_rules
from shared import events
from shared.auth import Grant, Subject
from shared.database import Database
from shared.ids import new_id
from shared.policies import Role

CLOCK = Subject("planning:clock", (Grant(Role.SERVICE),))
"""Who tells of silences: nobody asks for it."""


async def raise_silences(database: Database) -> int:
    """Tell those above of every silence that they have not heard of, each once; return how many.

    Each is a transaction of its own on a locked proposal, so that several processes share the work and a
    crash leaves nothing half told.
    """
    raised = 0
    while await raise_next(database):
        raised += 1
    return raised


async def raise_next(database: Database) -> bool:
    """Tell those above of one silence; say whether there was one."""
    async with database.transaction() as session:
        row = await queries.next_silent(session)
        if row is None:
            return False
        today = await queries.today(session)
        since = row.awaited_since_id or row.id
        if not await queries.is_raised(session, row.id, since):
            assert row.due_on is not None
            silence = proposal_rules.silence_of(row.due_on, row.answer_by, row.status, today)
            assert silence is not None, "only what is overdue by the same day was asked for"
            escalation = Escalation(
                id=new_id(),
                proposal_id=row.id,
                area_code=row.area_code,
                rung=rules.rung_of(row.area_code),
                silence=silence.state,
                silent_since_id=since,
                due_on=silence.due_on,
                raised_on=today,
                fingerprint=b"",
            )
            session.add(escalation)
            await session.flush()
            news = News(Change.SILENT, "ESCALATION", escalation.id, today)
            await proposal_actions.tell(session, row, news, row.asked_baht)
            await events.emit(session, "raised", queries.ESCALATION, escalation.id, by=CLOCK)
        await events.alter(session, row, {"escalated_on": today})
        await events.emit(session, "silent", proposals.PROPOSAL, row.id, by=CLOCK)
    return True
