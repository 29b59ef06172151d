"""What happens when an adopted plan gets a new version: a draft is opened, and takes its place when adopted."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Uuid, column, delete, insert, text, update, values
from sqlalchemy.ext.asyncio import AsyncSession

from services.planning.base import Table
from services.planning.budget_lines import queries as budget_lines
from services.planning.plan_items import queries as plan_items
from services.planning.plan_versions import queries, rules, schemas
from services.planning.plan_versions.queries import Act, Content
from services.planning.plan_versions.tables import PlanWithdrawal
from services.planning.plans import actions as plans
from services.planning.plans import queries as plan_queries
from services.planning.plans.schemas import PlanStatus
from services.planning.plans.tables import Plan
from services.planning.rollups import actions as rollup_actions
from services.planning.rollups import queries as rollups
from services.planning.spoken_money import queries as spoken_money
from services.planning.spoken_money import rules as money_rules
from shared import events
from shared.auth import Subject
from shared.ids import new_id, part_id

STAMPS = frozenset({"created_at", "updated_at"})
SWAPPED_OF_PLAN = (
    "title_th",
    "horizon_years",
    "charter_id",
    "version",
    "change_kind",
    "change_reason_th",
)


async def open_draft(
    session: AsyncSession, plan_id: UUID, new: schemas.VersionNew, *, by: Subject
) -> Plan:
    """Open the draft of a plan's next version, with everything in it that is not left out.

    Raises 404, 403 outside the caller's area, 409 for a plan that is not in force, has a draft open, or an
    item left out that went on its way, 422 for something left out that is not in the plan.
    """
    plan = await plans.lock(session, plan_id, by)
    plans.require(by, "plans.draft", plan)
    facts: dict[str, Any] = plan.model_dump(
        exclude={*queries.OWN, "adopted_on", "status", "version"}
    )
    facts |= {
        "version_of_id": plan_id,
        "change_kind": new.kind,
        "change_reason_th": new.reason_th,
    }
    draft = Plan(
        **facts,
        id=new.id,
        status=PlanStatus.DRAFT,
        version=await queries.last_version(session, plan_id) + 1,
        fingerprint=events.fingerprint(new, by, plan_id),
    )
    rules.check_single(await queries.other_draft(session, plan_id, new.id))
    await events.write_down(session, draft, view=plan_queries.PLAN)
    rules.check_in_force(plan.status, plan.version_of_id)
    items = [row.id for row in await queries.items_of(session, [plan_id])]
    asked = {
        "leave_out_item_ids": new.leave_out_item_ids,
        "leave_out_inclusion_ids": new.leave_out_inclusion_ids,
    }
    decided = await queries.decisions_into(session, plan_id)
    known = {"leave_out_item_ids": set(items), "leave_out_inclusion_ids": set(decided)}
    rules.check_left_out(new.kind, asked, known)
    rules.check_free(await queries.bound(session, new.leave_out_item_ids))
    carried = [item for item in items if item not in set(new.leave_out_item_ids)]
    await _carry(session, draft, carried, set(new.leave_out_inclusion_ids), by)
    await events.emit(session, "version_opened", plan_queries.PLAN, new.id, by=by)
    return draft


async def withdraw(
    session: AsyncSession, plan_id: UUID, new: schemas.WithdrawalNew, *, by: Subject
) -> Plan:
    """Give up the draft of a plan or of its new version: what the draft took up is free again.

    A plan in force stays; a plan of the same title may be drafted anew.
    Raises 404, 403 outside the caller's area, 409 for anything but such a draft, or when a project of another
    year goes on in it.
    """
    draft = await plans.lock(session, plan_id, by)
    plans.require(by, "plans.draft", draft)
    act = PlanWithdrawal(
        **new.model_dump(), plan_id=plan_id, fingerprint=events.fingerprint(new, by, plan_id)
    )
    await events.write_down(session, act, view=plan_queries.PLAN, key=plan_id)
    rules.check_open_draft(draft.status)
    items = [row.id for row in await queries.items_of(session, [plan_id])]
    rules.check_free(await queries.bound(session, items))
    await events.alter(session, draft, {"status": PlanStatus.WITHDRAWN})
    await _settle(session, draft, "withdrawn", by=by, reason=new.reason_th[:500])
    return draft


async def _carry(
    session: AsyncSession, draft: Plan, items: Sequence[UUID], but: set[UUID], by: Subject
) -> None:
    """Copy items into a draft with all that says what they are; shares left out leave their budgets."""
    twins = {item: new_id() for item in items}
    place = {"plan_id": draft.id, "plan_status": "DRAFT", "carried_from_item_id": None}
    whole = await queries.rows_of(session, plan_items.TABLE, "id", items)
    copies = [
        {**row, **place, "id": twins[row["id"]], "version_of_id": row["id"]} for row in whole
    ]
    await _write(session, plan_items.TABLE, copies)
    for name in (name for name, part in queries.OF_ITEMS.items() if isinstance(part, Content)):
        of = queries.column(name)
        rows = await queries.rows_of(session, of.table, of.name, items)
        kept = [row for row in rows if row.get("id") not in but]
        here = {each: value for each, value in (
            ("plan_id", draft.id), ("plan_status", PlanStatus.DRAFT.value),
            ("into_plan_id", draft.id), ("into_plan_status", PlanStatus.DRAFT.value),
        ) if each in of.table.c}  # fmt: skip
        made = [{**row, **here, of.name: twins[row[of.name]]} for row in kept]
        await _write(session, of.table, [
            {**row, "id": part_id(draft.id, row["id"])} if "id" in row else row for row in made
        ])  # fmt: skip
    await session.execute(text(_BUDGETS), {"plan_id": draft.id})
    await events.emit_many(session, "carried", plan_items.ITEM, sorted(twins.values()), by=by)
    into = await queries.decisions_into(session, draft.id)
    await events.emit_many(session, "carried", rollups.INCLUSION, sorted(into), by=by)


_BUDGETS = """
    UPDATE plan_items x SET budget_baht = x.own_baht + t.money, households = coalesce(x.own_households, 0) + t.people
    FROM plan_items y, LATERAL (
        SELECT coalesce(sum(share_baht), 0) AS money, coalesce(sum(households), 0) AS people
        FROM inclusions WHERE into_item_id = y.id) t
    WHERE x.plan_id = :plan_id AND y.id = x.id
"""


async def _write(session: AsyncSession, table: Any, rows: Sequence[Mapping[str, Any]]) -> None:
    fresh = [
        {
            **{name: value for name, value in row.items() if name not in STAMPS},
            **({"fingerprint": row["id"].bytes} if "fingerprint" in row else {}),
            **({"revision": 1} if "revision" in row else {}),
        }
        for row in rows
    ]
    if fresh:
        await session.execute(insert(table), fresh)


async def take_place(
    session: AsyncSession, plan_id: UUID, draft: Plan, adopted_on: dt.date, *, by: Subject
) -> Plan:
    """Let an adopted draft take the place of the plan that it is a new version of; return that plan.

    The plan and its projects keep their ids and get the new content, so that all that refers to them goes
    on; the draft and its items get what was, and show it from now on (docs/decisions/0017). Money above is
    never more than the new budgets, nor is what proposals speak for. Raises 409 and 422 as `rules` say.
    """
    plan = await plans.lock(session, plan_id, by)
    rules.check_day(adopted_on, plan.adopted_on)
    rows = await queries.items_of(session, [plan.id, draft.id])
    twins = {row.id: row.version_of_id for row in rows if row.version_of_id is not None}
    gone = [row.id for row in rows if row.plan_id == plan.id and row.id not in twins.values()]
    rules.check_free(await queries.bound(session, gone))
    budgets = {twins[row.id]: (row.budget_baht, row.households) for row in rows if row.id in twins}
    rules.check_covers(budgets, await rollups.taken_of_each(session, list(budgets)))
    where = (plan.fiscal_year_be, plan.area_code)
    before = await spoken_money.held(session, list(budgets), *where)
    said = await rollups.decisions_of(session, plan.id)
    swap = {**twins, **{live: twin for twin, live in twins.items()}}
    fresh = [row.id for row in rows if row.plan_id == draft.id and row.id not in twins]
    await _swap_items(session, swap)
    await _refer(session, queries.OF_ITEMS, swap)
    await _keep_lines(session, draft.id, list(twins), list(twins.values()))
    table = plan_items.TABLE
    for ids, place in ((fresh, plan.id), (gone, draft.id)):
        await session.execute(update(table).where(table.c.id.in_(ids)).values(plan_id=place))
    acts = {name: part for name, part in queries.OF_PLANS.items() if isinstance(part, Act)}
    await _refer(session, acts, {plan.id: draft.id, draft.id: plan.id})
    await _swap_plans(session, plan, draft, adopted_on)
    for row in (plan, draft):
        await _settle(session, row, "adopted" if row is plan else "superseded", by=by)
    chain = {*budgets, *fresh, *(spot.id for spot in before)}
    now = await spoken_money.held(session, chain, *where)
    speaking = [spot.id for spot in now if spot.spoken]
    rules.check_spoken_for(money_rules.lacking(before), money_rules.lacking(now), speaking)
    await rollup_actions.keep(session, plan.id)
    await rollup_actions.tell_version(session, plan, said)
    return plan


async def _swap_items(session: AsyncSession, swap: Mapping[UUID, UUID]) -> None:
    """Exchange the content of each item and its twin, in one statement."""
    names = queries.content_of(plan_items.TABLE)
    await _exchange(session, "plan_items", names, swap)


async def _refer(
    session: AsyncSession, parts: Mapping[str, queries.Part], swap: Mapping[UUID, UUID]
) -> None:
    """Let what says what a version is, or was done to it, refer to where that version is now."""
    for name, part in parts.items():
        of = queries.column(name)
        if isinstance(part, Content) and "id" not in of.table.c:
            rows = await queries.rows_of(session, of.table, of.name, list(swap))
            await session.execute(delete(of.table).where(of.in_(list(swap))))
            moved = [{**row, of.name: swap[row[of.name]]} for row in rows]
            if moved:
                await session.execute(insert(of.table), moved)
        elif swap and isinstance(part, Content | Act):
            pairs = _pairs(swap)
            statement = update(of.table).values({of.name: pairs.c.b}).where(of == pairs.c.a)
            await session.execute(statement)


async def _keep_lines(
    session: AsyncSession, draft_id: UUID, former: Sequence[UUID], now: Sequence[UUID]
) -> None:
    """Let budget lines keep their ids as their items do: what was spent of one goes on to be.

    `former` are the items that hold what was, `now` those that hold what is new. A line that the version left
    out stays with what was.
    """
    table, of = budget_lines.TABLE, "plan_item_id"
    fresh = {row["id"] for row in await queries.rows_of(session, table, of, now)}
    lines = [row["id"] for row in await queries.rows_of(session, table, of, former)]
    twins = {line: twin for line in lines if (twin := part_id(draft_id, line)) in fresh}
    if twins:
        names = [each.name for each in table.columns if each.name != "id"]
        swap = {**twins, **{twin: line for line, twin in twins.items()}}
        await _exchange(session, table.name, names, swap)


async def _exchange(
    session: AsyncSession, table: str, names: Sequence[str], swap: Mapping[UUID, UUID]
) -> None:
    """Exchange columns of the rows of a table two by two: one statement sees both as they were."""
    if not swap:
        return
    here = Table.metadata.tables[table]
    other, pairs = here.alias(), _pairs(swap)
    statement = update(here).values({name: other.c[name] for name in names})
    await session.execute(statement.where(here.c.id == pairs.c.a, other.c.id == pairs.c.b))


def _pairs(swap: Mapping[UUID, UUID]) -> Any:
    """Return the pairs, one at least, as a table of two columns, a and b."""
    return values(column("a", Uuid), column("b", Uuid), name="pairs").data(list(swap.items()))


async def _swap_plans(session: AsyncSession, plan: Plan, draft: Plan, adopted_on: dt.date) -> None:
    """Exchange what the plan and the draft say; both rows are written under their next revision."""
    before, former = plan.model_dump(include=set(SWAPPED_OF_PLAN)), plan.adopted_on
    now = draft.model_dump(include=set(SWAPPED_OF_PLAN))
    both = {plan.id: draft.id, draft.id: plan.id}
    await _exchange(session, "plans", SWAPPED_OF_PLAN, both)
    for row, said in ((plan, now), (draft, before)):
        await session.refresh(row, list(said))
    await events.alter(session, plan, {"adopted_on": adopted_on}, anyway=True)
    await events.alter(session, draft, {"status": PlanStatus.SUPERSEDED, "adopted_on": former})


async def _settle(
    session: AsyncSession, plan: Plan, verb: str, *, by: Subject, reason: str | None = None
) -> None:
    """Write down at the items and decisions of a plan which plan that is, and tell of each."""
    known = {"plan_id": plan.id, "status": plan.status}
    items = await session.scalars(text(_ITEMS), known)
    await events.emit_many(session, verb, plan_items.ITEM, sorted(items.all()), by=by)
    decided = await session.scalars(text(_DECISIONS), known)
    said = "published" if verb == "adopted" else verb
    await events.emit_many(session, said, rollups.INCLUSION, sorted(decided.all()), by=by)
    await events.emit(session, verb, plan_queries.PLAN, plan.id, by=by, reason=reason)


_ITEMS = """
    UPDATE plan_items SET plan_status = :status, revision = revision + 1, updated_at = clock_timestamp()
    WHERE plan_id = :plan_id AND status <> 'WITHDRAWN' RETURNING id
"""
_DECISIONS = """
    UPDATE inclusions e SET into_plan_id = :plan_id, into_plan_status = :status, revision = e.revision + 1,
        updated_at = clock_timestamp()
    FROM plan_items x WHERE x.id = e.into_item_id AND x.plan_id = :plan_id AND x.status <> 'WITHDRAWN' RETURNING e.id
"""
