"""What happens when the law changes areas: the tree, the groups and every present reference follow."""

import datetime as dt
from typing import Any
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.registry.area_changes import queries, rules, schemas
from services.registry.area_changes.schemas import AreaChangeKind, AreaChangeStatus
from services.registry.area_changes.tables import AreaChange, AreaChangeReversal
from services.registry.area_groups import actions as groups
from services.registry.areas import actions as areas
from services.registry.areas import queries as places
from services.registry.areas.tables import Area, AreaSuccession, AreaVersion
from shared import auth, copies, events, moving, revocations
from shared.auth import Subject
from shared.errors import Problem, field_problem
from shared.ids import new_id

CHANGE = "areas.change"
_OLD: Any = AreaSuccession.__table__.c


async def order(session: AsyncSession, new: schemas.AreaChangeNew, *, by: Subject) -> AreaChange:
    """Do what a legal order says, as of its day: the tree, the groups and all present references.

    Raises 403, 422 with a pointer at each code that does not fit and for a day before the last change there.
    """
    auth.require(by, CHANGE, area="")
    row = AreaChange(
        **new.model_dump(include={"id", "kind", "order_th", "gazette_th", "effective_on"}),
        status=AreaChangeStatus.STANDING.value,
        codes=[],
        steps={},
        moved={},
        fingerprint=events.fingerprint(new, by),
    )
    await queries.wait_for_turn(session)
    await events.write_down(session, row, view=queries.AREA_CHANGE)
    named = {code for unit in [*new.units, *new.parts] for code in (unit.from_code, unit.to_code)}
    known = await queries.standing(session, named)
    used = set()
    if new.kind is not AreaChangeKind.RENAME:
        used = await queries.villages_used(session, named)
    steps = rules.plan(new, known, used)
    change = moving.Change(new.id, new.effective_on)
    renamed = await _take(session, steps, change, by=by)
    moved = await queries.MOVER.along(session, steps.pairs, change, by=by)
    if new.organization_ids:
        unit = new.units[0]
        way, keys = (unit.from_code, unit.to_code), [str(key) for key in new.organization_ids]
        name = "organizations.area_code"
        gone = await queries.MOVER.named(session, name, keys, way, change, by=by)
        if len(gone) < len(set(keys)):
            raise field_problem("organization_ids", "unknown-reference")
        moved[name] = [*moved.get(name, []), *gone]
        for name, part_of in queries.OF_ORGANIZATIONS.items():
            theirs = await queries.MOVER.named(
                session, name, keys, way, change, by=by, part_of=part_of
            )
            moved[name] = [*moved.get(name, []), *theirs]
    await _refuse_tokens(session, moved, by=by)
    stored: AreaChange = copies.found(await queries.get_for_update(session, new.id))
    stored.codes = steps.touched
    stored.steps = {
        "opened": steps.opened,
        "ended": steps.ended,
        "renamed": renamed,
        "pairs": steps.pairs,
        "widened": list(steps.widened),
    }
    stored.moved = rules.counts(moved)
    session.add(stored)
    await session.flush()
    await events.emit(session, "ordered", queries.AREA_CHANGE, new.id, by=by, reason=new.reason)
    return stored


async def reverse(
    session: AsyncSession, change_id: UUID, new: schemas.AreaChangeReversalNew, *, by: Subject
) -> AreaChange:
    """Undo a change as of a day: every reference returns, but for those changed by hand since, which are counted.

    Raises 404, 403, 409 when it was undone or a later change stands in the way, 422 for a day before it.
    """
    auth.require(by, CHANGE, area="")
    await queries.wait_for_turn(session)
    row: AreaChange = copies.found(await queries.get_for_update(session, change_id))
    act = AreaChangeReversal(
        **new.model_dump(), change_id=row.id, fingerprint=events.fingerprint(new, by, row.id)
    )
    await events.write_down(session, act, view=queries.AREA_CHANGE, key=row.id)
    if row.status != AreaChangeStatus.STANDING:
        raise Problem("state-conflict")
    rules.check_day(new.effective_on, [row.effective_on])
    did = _done(row)
    rules.check_last(did, [_done(each) for each in await queries.later(session, row)])
    known = await queries.standing(session, did.touched)
    steps = rules.undo(did, known)
    change = moving.Change(row.id, new.effective_on, reversal=True)
    left = await _name_back(session, row.steps["renamed"], new.effective_on, by=by)
    await _take(session, steps, change, by=by, ended_on=row.effective_on)
    moved, alone = await queries.MOVER.back(session, change, by=by)
    since = await queries.MOVER.along(session, steps.pairs, change, by=by)
    both = {name: [*moved.get(name, []), *since.get(name, [])] for name in {**moved, **since}}
    await _refuse_tokens(session, both, by=by)
    done = {
        "status": AreaChangeStatus.REVERSED,
        "reversed_on": new.effective_on,
        "reversal_th": new.order_th,
        "left_alone": left + alone,
    }
    await events.alter(session, row, done)
    await events.emit(session, "reversed", queries.AREA_CHANGE, row.id, by=by)
    return row


def _done(row: AreaChange) -> rules.Steps:
    did = row.steps
    return rules.Steps(
        opened=did["opened"],
        ended=did["ended"],
        widened=tuple(did["widened"]),
        pairs=did["pairs"],
    )


async def _take(
    session: AsyncSession,
    steps: rules.Steps,
    change: moving.Change,
    *,
    by: Subject,
    ended_on: dt.date | None = None,
) -> list[dict[str, Any]]:
    """Bring the tree and the groups to what the steps say; return what was renamed.

    `ended_on` is the day on which the codes ended that come back: another area may have had one since.
    """
    rows = await queries.areas_for_update(session, {*steps.touched, *steps.opened.values()})
    rules.check_day(change.effective_on, _days(rows, steps))
    renamed = await _limit(session, rows, steps, change.effective_on)
    others = {code for code, row in rows.items() if row.valid_to != ended_on}
    back = [code for code, source in steps.opened.items() if source == code and code in others]
    former = await queries.versions_until(session, back, ended_on)
    await _open(session, rows, former, steps, change.effective_on)
    for code in steps.ended:
        rows[code].valid_to = change.effective_on
        rows[code].revision += 1
        session.add(rows[code])
    await session.flush()
    await _succeed(session, rows, steps, change.effective_on)
    for verb, codes in (
        ("renamed", [one["code"] for one in renamed]),
        ("widened", [code for code in steps.widened if code not in steps.named]),
        ("opened", sorted(steps.opened)),
        ("ended", sorted(steps.ended)),
    ):
        await events.emit_many(session, verb, places.AREA, codes, by=by)
    members = await queries.memberships_of(
        session, {*steps.ended, *steps.opened.values()}, change.id
    )
    await groups.follow(session, members, steps.opened, steps.ended, change, by=by)
    return renamed


def _days(rows: dict[str, Area], steps: rules.Steps) -> list[dt.date | None]:
    """Return since when everything that changes has stood, or not stood, as it does."""
    staying = {*steps.ended, *steps.widened, *(code for code in steps.named if code in rows)}
    return [
        *(rows[code].valid_from for code in staying if code in rows),
        *(rows[code].valid_to for code in steps.opened if code in rows),
    ]


async def _limit(
    session: AsyncSession, rows: dict[str, Area], steps: rules.Steps, day: dt.date
) -> list[dict[str, Any]]:
    """Give standing areas their new names and limits, and keep what they were."""
    renamed = []
    for code in sorted({*steps.widened, *steps.named} - steps.opened.keys()):
        row = rows[code]
        await areas.keep_version(session, row, day)
        name_th, name_en = steps.named.get(code, (None, None))
        before = {"code": code, "before_th": row.name_th, "before_en": row.name_en}
        _name(row, name_th, name_en)
        row.valid_from = day
        row.revision += 1
        session.add(row)
        if name_th:
            renamed.append({**before, "after_th": row.name_th, "after_en": row.name_en})
    return renamed


async def _open(
    session: AsyncSession,
    rows: dict[str, Area],
    former: dict[str, AreaVersion],
    steps: rules.Steps,
    day: dt.date,
) -> None:
    """Open codes with the facts of what they were; a code that ended that very day goes on."""
    sources: dict[str, Area | AreaVersion] = {**rows, **former}
    facts = {code: _facts(sources[source]) for code, source in steps.opened.items()}
    before = {code: row.ground for code, row in sources.items()}
    for code, ground in rules.grounds(steps, before, lambda: str(new_id())).items():
        facts[code]["ground"] = ground
    for code, taken in sorted(facts.items()):
        name_th, name_en = steps.named.get(code, (None, None))
        row = rows.get(code)
        if row is None:
            row = rows[code] = Area(**taken, code=code, valid_from=day)
        elif row.valid_to != day or steps.opened[code] != code:
            await areas.keep_version(session, row, day)
            for name, value in taken.items():
                setattr(row, name, value)
            row.valid_from = day
            row.revision += 1
        else:
            row.revision += 1
        row.valid_to, row.parent_code = None, code[:-2] or None
        _name(row, name_th, name_en)
        session.add(row)
    await session.flush()


def _facts(row: Area | AreaVersion) -> dict[str, Any]:
    own = ("level", "kind", "name_th", "name_en", "zip", "lat", "lon", "geo_precision")
    return {name: getattr(row, name) for name in (*own, *places.KEYS)}


def _name(row: Area, name_th: str | None, name_en: str | None) -> None:
    """Give an area another name; the English one of another Thai name is not its own."""
    if name_th and name_th != row.name_th:
        row.name_th, row.name_en = name_th, None
    row.name_en = name_en or row.name_en
    _find(row)


def _find(row: Area) -> None:
    """Let an area be found and sorted by the names that it has now."""
    for key, value in areas.found_by(row.name_th, row.name_en, row.aliases).items():
        setattr(row, key, value)


async def _name_back(
    session: AsyncSession, renamed: list[dict[str, Any]], day: dt.date, *, by: Subject
) -> int:
    """Give areas the names from before a change; return how many have another name by now."""
    rows = await queries.areas_for_update(session, [one["code"] for one in renamed])
    rules.check_day(day, [row.valid_from for row in rows.values()])
    back = []
    for one in renamed:
        row = rows[one["code"]]
        if (row.name_th, row.name_en) == (one["after_th"], one["after_en"]) and not row.valid_to:
            await areas.keep_version(session, row, day)
            _name(row, one["before_th"], None)
            row.name_en = one["before_en"]
            _find(row)
            row.valid_from = day
            row.revision += 1
            session.add(row)
            back.append(row.code)
    await session.flush()
    await events.emit_many(session, "renamed", places.AREA, back, by=by)
    return len(renamed) - len(back)


async def _succeed(
    session: AsyncSession, rows: dict[str, Area], steps: rules.Steps, day: dt.date
) -> None:
    """Write down what took the place of each code that ended; a code in use has no successor."""
    await session.execute(delete(AreaSuccession).where(_OLD.old_code.in_(list(steps.opened))))
    for code, successor in steps.ended.items():
        facts = {
            "name_th": rows[code].name_th,
            "successor_code": successor,
            "note": "",
            "effective_on": day,
        }
        statement = insert(AreaSuccession).values(old_code=code, **facts)
        await session.execute(
            statement.on_conflict_do_update(index_elements=["old_code"], set_=facts)
        )


async def _refuse_tokens(
    session: AsyncSession, moved: dict[str, list[str]], *, by: Subject
) -> None:
    """Refuse the tokens that name areas of rights that moved: the next ones name the new codes."""
    rights = moved.get("grants.area_code", []), moved.get("organizations.area_code", [])
    if any(rights):
        for principal in await queries.whose_tokens(session, *rights):
            await revocations.declare(session, f"subject:{principal}", by=by)
