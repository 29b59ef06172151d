"""What happens to issues."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from services.planning.issues import queries, rules, schemas
from services.planning.issues.tables import Issue
from shared import auth, copies, events
from shared.auth import Subject


async def define(session: AsyncSession, new: schemas.IssueNew, *, by: Subject) -> Issue:
    """Define an issue for the whole country; raise 403, 409 when its id or code is taken, 422."""
    auth.require(by, "issues.define")
    row = Issue(
        **new.model_dump(),
        names_key=_names_key(new.model_dump()),
        fingerprint=events.fingerprint(new, by),
    )
    known = await queries.lock_all(session)
    _check(row.code, new.model_dump(), known)
    await events.write_down(session, row, view=queries.ISSUE, key=new.code)
    await events.emit(session, "defined", queries.ISSUE, new.code, by=by)
    return row


async def change(
    session: AsyncSession, code: str, asked: schemas.IssueChange, *, expected: int, by: Subject
) -> Issue:
    """Change names, place or time of an issue, if nobody changed it since revision `expected`.

    Raises 404, 403, 412 for an older revision, 422 for a circle or an end before the beginning.
    """
    known = await queries.lock_all(session)
    row: Issue = copies.found(known.get(code))
    auth.require(by, "issues.define")
    events.check_revision(row, expected)
    changes = asked.model_dump(exclude_unset=True, exclude={"reason"})
    after = {**row.model_dump(), **changes}
    _check(code, after, known)
    if await events.alter(session, row, {**changes, "names_key": _names_key(after)}):
        await events.emit(session, "changed", queries.ISSUE, code, by=by, reason=asked.reason)
    return row


def _check(code: str, facts: Mapping[str, Any], known: Mapping[str, Issue]) -> None:
    rules.check_time(facts["valid_from"], facts["valid_until"])
    for field in ("parent_code", "succeeds_code"):
        above = {each.code: getattr(each, field) for each in known.values() if each.code != code}
        rules.check_above(code, field, facts[field], above)


def _names_key(facts: Mapping[str, Any]) -> str:
    names = [facts["code"], facts["name_th"], facts["name_en"], *facts["aliases_th"]]
    return "\n".join(schemas.key_of(name) for name in names)
