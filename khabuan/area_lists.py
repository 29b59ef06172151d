"""Lists and shapes from files: villages of provinces, official codes and names, boundaries as GeoJSON."""

import asyncio
import collections
import datetime as dt
import hashlib
import json
import re
import uuid
from collections.abc import Awaitable, Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from khabuan import area_files, refusal, village_lists

if TYPE_CHECKING:
    from shared.auth import Subject
    from shared.database import Database

T = TypeVar("T")
SHAPES_AT_ONCE = 100
_AREA = re.compile("[1-9][0-9]([0-9]{2}){0,3}")


class Difference(NamedTuple):
    """One way in which an official list and the registry differ."""

    what: str
    """NEW, GONE, RENAMED or MOVED."""
    code: str
    name_th: str
    was: str = ""


def load_villages(url: str, file: Path) -> Iterator[str]:
    """Load the villages of a CSV (code,name_th[,name_en]) province by province; yield what became of each list.

    Every line of the file is judged before the first list is loaded. Raises `Refusal` with file and all lines.
    """
    from services.registry.villages import schemas

    rows, faults = village_lists.judge(area_files.read(file))
    faults += _with(url, partial(village_lists.strangers, rows=rows)) if rows else []
    if faults:
        raise area_files.wrong(file, faults)
    for province, part in village_lists.by_province(rows):
        villages = [village_lists.told(row) for row in part]
        body = {"province_code": province, "source_th": file.name, "villages": villages}
        new = _valid(schemas.VillageListNew, {"id": _id_of(body), **body})
        load = partial(village_lists.load, rows=part, new=new, by=_by())
        first, *renamed = _with(url, load)
        yield f"{province}: {first}"
        yield from renamed


def import_shapes(url: str, file: Path, code_property: str) -> Iterator[tuple[str, str]]:
    """Load the features of a GeoJSON file; yield (code, what became of it) for each as it is judged."""
    features = list(enumerate(area_files.features(file), 1))
    for some in _parts(features, SHAPES_AT_ONCE):
        yield from _with(
            url, partial(_shapes, features=some, code_property=code_property, source=file.name)
        )


async def _shapes(
    database: "Database", features: list[tuple[int, Any]], code_property: str, source: str
) -> list[tuple[str, str]]:
    from pydantic import ValidationError

    from services.registry.area_shapes import actions, schemas

    shapes, numbers, refused = [], [], []
    for number, feature in features:
        told = (feature.get("properties") or {}).get(code_property, feature.get("id"))
        code = "" if told is None else area_files.code_of(told)
        try:
            shapes.append(schemas.ShapeNew(area_code=code, geometry=feature.get("geometry")))
            numbers.append(number)
        except ValidationError:
            why = (
                "it has no geometry" if code else f"no area code in its property {code_property!r}"
            )
            refused.append((number, code or f"feature {number}", f"refused: {why}"))
    async with database.transaction() as session:
        loaded = await actions.load(session, shapes, source_th=source, by=_by())
    told = [(number, *each) for number, each in zip(numbers, loaded, strict=True)]
    return [
        (code, f"{word} (feature {number})" if word.startswith("refused") else word)
        for number, code, word in sorted([*told, *refused])
    ]


def compare(url: str, file: Path) -> list[Difference]:
    """Return how an official list (code,name_th) differs from the areas of today, in its provinces at its levels.

    Raises `Refusal` for a list that holds only a few areas of a province: the rest would seem gone.
    """
    official = {row.code: row.name_th for row in area_files.rows(file)}
    unreadable = [
        (row.line, row.code, "an area code has 2, 4, 6 or 8 digits" if row.name_th else "no name")
        for row in area_files.rows(file)
        if not (_AREA.fullmatch(row.code) and row.name_th)
    ]
    if unreadable:
        raise area_files.wrong(file, unreadable)
    told = {_list_of(code) for code in official}
    digits, provinces = {size for _, size in told}, {province for province, _ in told}
    known: dict[str, str] = _with(url, partial(_present, digits=digits, provinces=provinces))
    present = {code: name for code, name in known.items() if _list_of(code) in told}
    _require_whole(file, official, present)
    renamed = [
        Difference("RENAMED", code, name, present[code])
        for code, name in official.items()
        if code in present and present[code] != name
    ]
    new = {code: name for code, name in official.items() if code not in present}
    gone = {code: name for code, name in present.items() if code not in official}
    moved = []
    for code, name in list(new.items()):
        olds = [old for old, known in gone.items() if known == name and len(old) == len(code)]
        twins = [other for other, known in new.items() if known == name]
        if len(olds) == len(twins) == 1:
            moved.append(Difference("MOVED", code, name, olds[0]))
            del new[code], gone[olds[0]]
    return [
        *sorted(renamed),
        *sorted(moved),
        *(Difference("NEW", code, name) for code, name in sorted(new.items())),
        *(Difference("GONE", code, name) for code, name in sorted(gone.items())),
    ]


def _list_of(code: str) -> tuple[str, int]:
    """Return the list in which an area stands: those of one level in one province."""
    return code[:2], len(code)


def _require_whole(file: Path, official: Iterable[str], present: Iterable[str]) -> None:
    told, known = (collections.Counter(map(_list_of, codes)) for codes in (official, present))
    for (province, size), count in sorted(known.items()):
        if told[province, size] * 2 <= count:
            message = (
                f"{file} holds {told[province, size]} of the {count} areas of province {province} with {size} digits;"
                " a list must be that of a whole province at a level, else all others would seem gone:"
                " add the others, nothing was compared"
            )
            raise refusal.Refusal(message, code=2)


def apply(
    url: str, differences: list[Difference], *, order_th: str, gazette_th: str | None, day: dt.date
) -> int:
    """Order what the list renames and moves, as changes by law; return how many. New and gone codes need an order."""
    units = {
        "RENAME": [
            {"from_code": each.code, "to_code": each.code, "name_th": each.name_th}
            for each in differences
            if each.what == "RENAMED"
        ],
        "MOVE": [
            {"from_code": each.was, "to_code": each.code}
            for each in differences
            if each.what == "MOVED"
        ],
    }
    done = 0
    for kind, some in units.items():
        for part in _parts(some, 100):
            body = {
                "kind": kind,
                "order_th": order_th,
                "gazette_th": gazette_th,
                "effective_on": day,
                "units": part,
            }
            _with(url, partial(_order, body=body))
            done += len(part)
    return done


async def _order(database: "Database", body: dict[str, Any]) -> None:
    from services.registry.area_changes import actions, schemas

    new = _valid(schemas.AreaChangeNew, body)
    async with database.transaction() as session:
        await actions.order(session, new, by=_by())


async def _present(database: "Database", digits: set[int], provinces: set[str]) -> dict[str, str]:
    async with database.reading() as connection:
        rows: Any = await connection.execute(
            "SELECT code, name_th FROM areas WHERE valid_to IS NULL AND length(code) = ANY(%s)"
            " AND left(code, 2) = ANY(%s)",
            (sorted(digits), sorted(provinces)),
        )
        return {str(code): str(name) for code, name in await rows.fetchall()}


def _parts(rows: list[T], most: int) -> Iterator[list[T]]:
    yield from (rows[start : start + most] for start in range(0, len(rows), most))


def _valid(schema: Any, body: dict[str, Any]) -> Any:
    from pydantic import ValidationError

    try:
        return schema(**body)
    except ValidationError as wrong:
        first = wrong.errors()[0]
        place = "/".join(str(part) for part in first["loc"])
        message = f"{place}: {first['msg']} ({wrong.error_count()} in all)"
        raise refusal.Refusal(message, code=2) from wrong


def _id_of(content: object) -> uuid.UUID:
    """Return an id that is the same for the same content, in the form of version 7."""
    digest = bytearray(hashlib.sha256(json.dumps(content, sort_keys=True).encode()).digest()[:16])
    digest[6] = digest[6] & 0x0F | 0x70
    digest[8] = digest[8] & 0x3F | 0x80
    return uuid.UUID(bytes=bytes(digest))


def _by() -> "Subject":
    from shared.auth import Grant, Subject
    from shared.policies import Role

    return Subject("khabuan:areas", (Grant(Role.NATIONAL_ADMIN, ""),), strong=True)


def _with(url: str, work: "Callable[[Database], Awaitable[T]]") -> T:
    async def run() -> T:
        from shared import database
        from shared.errors import Problem

        async with database.connect(url, pool_size=2) as opened:
            try:
                return await work(opened)
            except Problem as problem:
                errors = "; ".join(
                    f"{'/'.join(map(str, each.where[1:]))}: {each.code}" for each in problem.errors
                )
                message = f"{problem.kind.title_en} {errors}".strip()
                raise refusal.Refusal(message) from problem

    return asyncio.run(run())
