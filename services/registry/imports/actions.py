"""What happens to imports: a list is looked at as a whole, and chosen rows become organizations at once."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar
from uuid import UUID

from fastapi import Response
from sqlalchemy import insert, update
from sqlalchemy.ext.asyncio import AsyncSession

from services.registry.documents import actions as files_kept
from services.registry.documents import queries as documents
from services.registry.documents.schemas import MediaType
from services.registry.import_files import rules as files
from services.registry.import_files.schemas import FileRow
from services.registry.import_matches import rules as matches
from services.registry.import_matches.schemas import Looked, There
from services.registry.imports import queries, rules, schemas
from services.registry.imports.schemas import Result
from services.registry.intake import queries as intake
from services.registry.intake import rules as rights
from services.registry.intake.schemas import IntakeStatus, RowPlan
from services.registry.intake.tables import Import, ImportCommit, IntakeRow
from services.registry.intake_columns import rules as headed
from services.registry.intake_findings import queries as lookups
from services.registry.intake_findings import rules as reading
from services.registry.intake_findings.schemas import Finding
from services.registry.intake_readings import rules as readings
from services.registry.organizations import actions as organizations
from services.registry.organizations.queries import ORGANIZATION
from services.registry.organizations.schemas import OrganizationNew
from services.registry.organizations.tables import Organization
from shared import auth, copies, events, sheet_reading
from shared.auth import Subject
from shared.database import ask, inside
from shared.errors import Problem, field_problem
from shared.exchange import Read

_BATCH = 1000
_SILENT_SECONDS = 1
T = TypeVar("T")
R = TypeVar("R")


async def receive(session: AsyncSession, new: schemas.ImportNew, *, by: Subject) -> Import:
    """Look at every row of a stored file and keep it as typed; nothing is registered yet.

    The file is thrown away, unless it is attached to something: of it stay the rows without what is about persons.
    Raises 403 outside the caller's area, 422 for an unknown file or area, what is no list or holds a national id.
    """
    area = new.area_code or ""
    auth.require(by, rights.RECEIVE, area=area)
    row = Import(
        **new.model_dump(exclude={"area_code"}),
        area_code=area,
        fingerprint=events.fingerprint(new, by),
    )
    await events.write_down(session, row, view=queries.ANSWER)
    if area and not await queries.in_use(session, [area]):
        raise field_problem("area_code", "unknown-reference")
    file = await documents.readable(session, new.sha256, me=by.id, granted=by.granted)
    if file is None:
        raise field_problem("sha256", "unknown-reference")
    content = await queries.content(session, new.sha256)
    lines = await asyncio.to_thread(_table, content, file[0])
    looked = await _look(session, lines, row)
    await _keep(session, row, looked, new.source_th)
    await events.emit(session, "received", queries.IMPORT, row.id, by=by)
    ids = [rules.row_id(row.id, each.number) for each in looked]
    for some in _batches(ids):
        await events.emit_many(session, "received", intake.ROW, some, by=by)
    await files_kept.throw_away(session, new.sha256)
    return row


async def take(
    session: AsyncSession, import_id: UUID, asked: schemas.CommitNew, *, by: Subject
) -> Import:
    """Register the organizations of the chosen rows; what is there already is completed, never written over.

    Rows that were settled before are left as they are. Raises 404 for a list out of sight, 403 without the
    right to register there, 422 with a pointer at each row that cannot be taken.
    """
    row: Import = copies.found(await queries.get_for_update(session, import_id))
    if not auth.allowed(by, rights.RESOLVE, area=row.area_code):
        raise Problem("not-found")
    for action in (rights.RESOLVE, "organizations.register", "organizations.change"):
        auth.require(by, action, area=row.area_code)
    act = ImportCommit(
        id=asked.id,
        import_id=row.id,
        rows=asked.rows,
        fingerprint=events.fingerprint(asked, by, row.id),
    )
    await events.write_down(session, act, view=queries.ANSWER, key=row.id)
    kept = await queries.rows(session, row.id)
    if asked.rows is not None:
        rules.check_chosen(asked.rows, {each.row_number: each.plan for each in kept})
    chosen = None if asked.rows is None else set(asked.rows)
    sure = {RowPlan.CREATE.value, RowPlan.COMPLETE.value}
    wanted = [
        each
        for each in kept
        if each.status == IntakeStatus.OPEN
        and (each.plan in sure if chosen is None else each.row_number in chosen)
    ]
    drafts = await _drafts(session, row, wanted)
    done = await _register(session, row, drafts, by=by)
    table: Any = ImportCommit.__table__
    await session.execute(update(table).where(table.c.id == act.id).values(**done._asdict()))
    await events.alter(session, row, {}, anyway=True)
    await events.emit(session, "committed", queries.IMPORT, row.id, by=by)
    return row


async def page(read: Read, asked: schemas.ImportFilters) -> Response:
    """Answer a page of the lists of the areas that the caller works for."""
    areas = rights.staff(read.subject)
    low, high = rights.span(areas)
    return await read.page(queries.IMPORTS, asked, staff=areas, from_code=low, below_code=high)


async def one(read: Read, import_id: UUID) -> Response:
    """Answer one list to the staff of its area; 404 to everybody else."""
    return await read.one(queries.SEEN, import_id, staff=rights.staff(read.subject))


def _table(content: bytes, media_type: str) -> list[FileRow]:
    readers = {MediaType.CSV: sheet_reading.from_csv, MediaType.XLSX: sheet_reading.from_xlsx}
    reader = readers.get(MediaType(media_type))
    if reader is None:
        raise field_problem("sha256", "unreadable-list")
    try:
        return files.table(reader(content))
    except ValueError:
        raise field_problem("sha256", "unreadable-list") from None


async def _look(session: AsyncSession, lines: Sequence[FileRow], row: Import) -> list[Looked]:
    """Return what was found in each row, with the words of the whole list asked at once."""
    taken = await _each(session, lambda line: reading.take(line.columns), lines)
    words = await _each(session, lambda each: reading.asked(each[0]), taken)
    names, codes = (set[str]().union(*found) for found in zip(*words, strict=True))
    every = (await lookups.known(session, [], None, missing=True)).provinces
    around = schemas.Around(*await lookups.of_list(session, names, codes), provinces=every)
    lost = await _each(session, lambda each: rules.lost(each[0], around), taken)
    for province in sorted({each for each in lost if each is not None}):
        more = await lookups.known(session, [], province, missing=True)
        around.of_province[province] = more.around
    rows = [
        (FileRow(line.number, kept), no) for line, (kept, no) in zip(lines, taken, strict=True)
    ]
    looked = await _each(session, lambda row: rules.look(*row, around), rows)
    await _villages(session, looked)
    await _each(
        session, lambda each: rules.draft(each, around.issues, row.id, row.area_code), looked
    )
    stems = {each.stem for each in looked if each.draft is not None}
    tambons = {each.draft.area_code[:6] for each in looked if each.draft is not None}
    there = await queries.there(session, stems, tambons, row.area_code)
    await _beside(session, lambda: matches.compare(looked, there))
    return looked


async def _villages(session: AsyncSession, looked: Sequence[Looked]) -> None:
    """Read the villages that are said by their number, where they are listed."""
    said = {each.number: readings.village_code(each.findings) for each in looked}
    codes = {code for code in said.values() if code}
    listed = await lookups.listed(session, codes) if codes else {}
    for each in looked:
        if village := listed.get(said[each.number] or ""):
            each.findings = readings.with_village(each.findings, village)


async def _keep(
    session: AsyncSession, row: Import, looked: Sequence[Looked], source_th: str
) -> None:
    """Write the rows down as they were typed, without what is about persons."""
    facts = [
        {
            "id": rules.row_id(row.id, each.number),
            "source_th": source_th,
            "row_number": each.number,
            "columns": each.kept,
            "area_code": row.area_code,
            "province_code": each.province,
            "import_id": row.id,
            "plan": each.plan.value,
            "findings": [finding.model_dump(mode="json") for finding in each.findings],
            "codes": sorted({finding.code.value for finding in each.findings}),
            "status": IntakeStatus.OPEN.value,
            "fingerprint": row.fingerprint,
            "revision": 1,
        }
        for each in looked
    ]
    for some in _batches(facts):
        await session.execute(insert(IntakeRow.__table__), list(some))


async def _drafts(session: AsyncSession, row: Import, wanted: Sequence[Any]) -> list[Looked]:
    """Return the chosen rows with what they would become, from what was kept of them."""
    issues = (await lookups.known(session, [], None, missing=False)).issues

    def drafted(each: Any) -> Looked:
        findings = [Finding.model_validate(one) for one in each.findings]
        looked = Looked(each.row_number, headed.Cells(each.columns), findings, each.province_code)
        rules.draft(looked, issues, row.id, row.area_code)
        return looked

    found = await _each(session, drafted, wanted)
    stand = await queries.in_use(session, {e.draft.area_code for e in found if e.draft})
    return [each for each in found if each.draft and each.draft.area_code in stand]


async def _register(
    session: AsyncSession, row: Import, drafts: Sequence[Looked], *, by: Subject
) -> Result:
    """Register what is new in a few statements, complete what is there, and settle the rows."""
    await queries.alone(session, row.area_code)
    there = await queries.there(session, {each.stem for each in drafts}, (), row.area_code)
    by_plain: dict[str, list[There]] = {}
    for one in there:
        for plain in one.plains:
            by_plain.setdefault(plain, []).append(one)
    fresh: dict[tuple[str, str, str], OrganizationNew] = {}
    old: dict[UUID, list[OrganizationNew]] = {}
    settled: list[tuple[UUID, UUID]] = []
    repeated = 0
    for each in drafts:
        made = each.draft
        assert made is not None
        same = matches.same(each, by_plain.get(each.plain, []))
        if same is not None:
            old.setdefault(same.id, []).append(made)
            target = same.id
        else:
            key = matches.key_of(each)
            first = fresh.setdefault(key, made)
            if first is not made:
                repeated += 1
                fresh[key] = first.model_copy(update=rules.missing(first, made))
            target = first.id
        settled.append((rules.row_id(row.id, each.number), target))
    await _insert(session, list(fresh.values()), by=by)
    completed = await _complete(session, old, by=by)
    for some in _batches(settled):
        await queries.settle(session, some)
        await events.emit_many(session, "resolved", intake.ROW, [each for each, _ in some], by=by)
    return Result(len(fresh), completed, len(settled) - len(fresh) - completed)


async def _insert(session: AsyncSession, new: Sequence[OrganizationNew], *, by: Subject) -> None:
    for some in _batches(new):
        rows = await _each(session, lambda each: _row(each, by), some)
        await session.execute(insert(Organization.__table__), rows)
        ids = [each.id for each in some]
        await events.emit_many(session, "registered", ORGANIZATION, ids, by=by)


def _row(new: OrganizationNew, by: Subject) -> dict[str, Any]:
    """Return the columns of a new organization."""
    facts = {**new.model_dump(exclude={"confirm_new"}), "aliases": []}
    made = {"fingerprint": events.fingerprint(new, by), "revision": 1}
    return {**facts, **organizations.keys_of(facts), **made}


async def _complete(
    session: AsyncSession, old: dict[UUID, list[OrganizationNew]], *, by: Subject
) -> int:
    """Fill in what organizations do not say of themselves; return how many changed."""
    changed: list[UUID] = []
    for some in _batches(sorted(old)):
        rows = await queries.organizations(session, some)
        for one, made in ((rows[key], each) for key in some for each in old[key]):
            facts = rules.missing(one, made)
            if facts and await events.alter(session, one, facts):
                changed.append(one.id)
    for some in _batches(sorted(set(changed))):
        await events.emit_many(session, "changed", ORGANIZATION, some, by=by)
    return len(set(changed))


async def _each(session: AsyncSession, judge: Callable[[T], R], things: Sequence[T]) -> list[R]:
    """Judge many things beside the event loop."""
    return await _beside(session, lambda: [judge(each) for each in things])


async def _beside(session: AsyncSession, work: Callable[[], R]) -> R:
    """Work beside the event loop; now and then something is asked, for a silent transaction would be ended."""
    task = asyncio.create_task(asyncio.to_thread(work))
    while not (await asyncio.wait({task}, timeout=_SILENT_SECONDS))[0]:
        await ask(await inside(session), "SELECT 1", {})
    return task.result()


def _batches(things: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(things), _BATCH):
        yield things[start : start + _BATCH]
