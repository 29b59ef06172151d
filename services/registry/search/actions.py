"""What happens when somebody searches: kind by kind, as typed, then a slip away, then by words."""

from functools import cache
from typing import Any

from anyio import to_thread
from psycopg import AsyncConnection

from services.registry.search import queries, rules, schemas
from services.registry.search.schemas import Found
from shared.exchange import Read

MOST_NAMESAKES, DISTRICT = 50, 4
"""How many places of one name are looked at, and how long a district's code is."""


async def look(read: Read, asked: schemas.SearchQuery) -> schemas.SearchAnswer:
    """Return what is found of each kind, at most the limit of each, through the views of their own features.

    Where nothing has a name like it and it ends with the name of a district or province, it is looked for there.
    """
    granted = read.subject.granted
    async with read.database.reading() as connection:
        groups = await _groups(connection, asked, granted)
        if not groups and asked.area is None and (there := await _placed(connection, asked)):
            groups = await _groups(connection, there, granted)
    return schemas.SearchAnswer(groups=groups)


async def _groups(
    connection: AsyncConnection[Any], asked: schemas.SearchQuery, granted: list[str]
) -> list[schemas.Group]:
    groups = []
    for kind in [asked.kind] if asked.kind else Found:
        found = await find(connection, kind, asked)
        keys = [key for key, _ in found[: asked.limit]]
        lines = await queries.shown(connection, kind, keys, granted) if keys else []
        groups.append(rules.group(kind, found, lines, asked.limit))
    return rules.ordered(groups)


async def _placed(
    connection: AsyncConnection[Any], asked: schemas.SearchQuery
) -> schemas.SearchQuery | None:
    """Return the question without the place that it ends with, asked in that place: the widest of its name."""
    name, _, place = asked.q.strip().rpartition(" ")
    if not name.strip():
        return None
    question = rules.asked(place, Found.AREA)
    found = await queries.typed(connection, Found.AREA, question, None, MOST_NAMESAKES)
    wide = [key for key, stage in found if stage == rules.WHOLE and len(key) <= DISTRICT]
    if not wide:
        return None
    return asked.model_copy(update={"q": name, "area": min(wide, key=len)})


async def find(
    connection: AsyncConnection[Any], kind: Found, asked: schemas.SearchQuery
) -> queries.Hits:
    """Return keys and stages of one kind: of what was typed; else of what is a slip away; then of its words.

    One more than the limit, where there is more.
    """
    question = rules.asked(asked.q, kind)
    where = (asked.area, asked.limit + 1)
    found = await queries.typed(connection, kind, question, *where)
    if found:
        return found[: asked.limit + 1]
    if sets := rules.pieces(question.key):
        found = await queries.near(connection, kind, (question, sets), *where)
    if not found:
        found = await _heard(connection, kind, question.key, where)
    if len(found) <= asked.limit and len(words := await _words(question.key)) > 1:
        worded = dict(await queries.worded(connection, kind, rules.part(words), *where))
        found = [(key, worded.pop(key, stage)) for key, stage in found] + list(worded.items())
    return found[: asked.limit + 1]


async def _heard(
    connection: AsyncConnection[Any], kind: Found, key: str, where: tuple[str | None, int]
) -> queries.Hits:
    """Return what is found by the first spelling that sounds like the key; it is a slip like others."""
    for spelled in rules.heard(key):
        asked = schemas.Question(spelled, rules.part([spelled]))
        if found := await queries.typed(connection, kind, asked, *where):
            return [(each, rules.SLIP) for each, _ in found]
    return []


async def _words(key: str) -> list[str]:
    """Return the words of a key; the dictionary is read once, beside the loop."""
    return await to_thread.run_sync(lambda: rules.words(key, _segmenter()))


@cache
def _segmenter() -> Any:
    from pythainlp.tokenize import word_tokenize  # noqa: PLC0415 - a second and 60 MB, only where it is used

    return lambda typed: word_tokenize(typed, engine="newmm", keep_whitespace=False)
