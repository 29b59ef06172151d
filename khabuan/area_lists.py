"""Lists and shapes from files: villages of provinces, official codes and names, boundaries as GeoJSON."""

import asyncio
import csv
import datetime as dt
import hashlib
import itertools
import json
import uuid
from collections.abc import Awaitable, Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from khabuan import refusal

if TYPE_CHECKING:
    from shared.auth import Subject
    from shared.database import Database

T = TypeVar("T")
SHAPES_AT_ONCE = 100


class Difference(NamedTuple):
    """One way in which an official list and the registry differ."""

    what: str
    """NEW, GONE, RENAMED or MOVED."""
    code: str
    name_th: str
    was: str = ""


def load_villages(url: str, file: Path) -> Iterator[str]:
    """Load the villages of a CSV (code,name_th[,name_en]) province by province; yield a line for each list."""
    from services.registry.villages.schemas import MOST

    rows = sorted(_rows(file, "code", "name_th"), key=lambda row: row["code"])
    for province, group in itertools.groupby(rows, key=lambda row: row["code"][:2]):
        for part in _parts(list(group), MOST):
            yield _with(url, partial(_villages, province=province, rows=part, file=file))


async def _villages(database: "Database", province: str, rows: Any, file: Path) -> str:
    from services.registry.villages import actions, schemas
    from shared.events import AlreadyDoneError

    villages = [
        {name: row[name] for name in ("code", "name_th", "name_en") if row.get(name)}
        for row in rows
    ]
    new = _valid(
        schemas.VillageListNew,
        {
            "id": _id_of(villages),
            "province_code": province,
            "source_th": file.name,
            "villages": villages,
        },
    )
    try:
        async with database.transaction() as session:
            row = await actions.load(session, new, by=_by())
    except AlreadyDoneError:
        return f"{province}: {len(villages)} villages, loaded before"
    return f"{province}: {row.villages} villages, {row.changed} new or renamed"


def import_shapes(url: str, file: Path, code_property: str) -> list[tuple[str, str]]:
    """Load the features of a GeoJSON file; return (code, what became of it) for each."""
    try:
        collection = json.loads(file.read_text("utf-8"))
        features = collection["features"]
    except (OSError, ValueError, TypeError, KeyError) as error:
        message = f"{file} is not a GeoJSON FeatureCollection"
        raise refusal.Refusal(message, code=2) from error
    told: list[tuple[str, str]] = []
    for start in range(0, len(features), SHAPES_AT_ONCE):
        some = features[start : start + SHAPES_AT_ONCE]
        told += _with(
            url, partial(_shapes, features=some, code_property=code_property, source=file.name)
        )
    return told


async def _shapes(
    database: "Database", features: list[Any], code_property: str, source: str
) -> list[tuple[str, str]]:
    from pydantic import ValidationError

    from services.registry.area_shapes import actions, schemas

    shapes, refused = [], []
    for feature in features:
        code = str((feature.get("properties") or {}).get(code_property, feature.get("id", "")))
        try:
            shapes.append(schemas.ShapeNew(area_code=code, geometry=feature.get("geometry")))
        except ValidationError:
            refused.append((code, f"refused: no area code in {code_property!r}, or no geometry"))
    async with database.transaction() as session:
        told = await actions.load(session, shapes, source_th=source, by=_by())
    return [*told, *refused]


def compare(url: str, file: Path) -> list[Difference]:
    """Return how an official list (code,name_th[,name_en]) differs from the areas of today at its levels."""
    official = {row["code"]: row["name_th"] for row in _rows(file, "code", "name_th")}
    digits = {len(code) for code in official}
    present: dict[str, str] = _with(url, partial(_present, digits=digits))
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


def apply(
    url: str, differences: list[Difference], *, order_th: str, gazette_th: str | None, day: str
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
                "effective_on": dt.date.fromisoformat(day),
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


async def _present(database: "Database", digits: set[int]) -> dict[str, str]:
    async with database.reading() as connection:
        rows: Any = await connection.execute(
            "SELECT code, name_th FROM areas WHERE valid_to IS NULL AND length(code) = ANY(%s)",
            (sorted(digits),),
        )
        return {str(code): str(name) for code, name in await rows.fetchall()}


def _rows(file: Path, *needed: str) -> list[dict[str, str]]:
    try:
        rows = list(csv.DictReader(file.read_text("utf-8-sig").splitlines()))
    except (OSError, UnicodeDecodeError) as error:
        message = f"{file} cannot be read as UTF-8"
        raise refusal.Refusal(message, code=2) from error
    if not rows or not set(needed) <= rows[0].keys():
        message = f"{file} must have the columns {', '.join(needed)}"
        raise refusal.Refusal(message, code=2)
    return rows


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
