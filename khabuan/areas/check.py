"""Compare the committed area files with a yardstick: a folder of independently checked lists.

Usage: `python -m khabuan.areas.check FOLDER`. Prints every difference and ends with 0 only where
each of them is explained in NOTICE.md. The folder holds provinces.csv, districts.csv,
tambons.csv, regions.csv, clusters.csv and obsolete_tambon_codes.csv.

English names are compared by their letters: blanks, hyphens and capitals are a matter of taste in
the official lists. Of the tambons' points 99 % must lie within 10 km of the yardstick's, and no
point of any level beyond 30 km (a district's or province's point is a mean, not a place).
"""

import argparse
import csv
import datetime as dt
import importlib.resources
import math
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console

from khabuan import areas

NEAR_KM = 10.0
FAR_KM = 30.0
NEAR_SHARE = 0.99
KM_A_DEGREE = 111.2
EXPLAINED_UNDER = "## Differences that stay"

Row = dict[str, str]


def compare(yardstick: Path, today: dt.date | None = None) -> list[str]:
    """List the differences between the committed files and the yardstick, by code.

    Each line begins with the code it is about, then the field, ours and theirs. Groups are
    compared as they stand on `today`, by default the last day that the files know of.
    """
    theirs = {
        row["code"]: row
        for name in ("provinces.csv", "districts.csv", "tambons.csv")
        for row in _rows(yardstick / name)
    }
    ours = {area.code: area for area in areas.read_areas()}
    found = [f"{code} is only ours" for code in sorted(ours.keys() - theirs.keys())]
    found += [f"{code} is only theirs" for code in sorted(theirs.keys() - ours.keys())]
    shared = sorted(ours.keys() & theirs.keys())
    for code in shared:
        found += _field_differences(ours[code], theirs[code])
    found += _point_differences([(ours[code], theirs[code]) for code in shared])
    found += _group_differences(yardstick, today or _last_known_day())
    found += _succession_differences(yardstick)
    return found


def unexplained(differences: list[str]) -> list[str]:
    """Return what NOTICE.md does not name; only English names and postal codes may stay."""
    notice = importlib.resources.files(areas.__name__).joinpath("NOTICE.md")
    section = notice.read_text(encoding="utf-8").partition(EXPLAINED_UNDER)[2]
    explained = set(re.findall("[0-9]{2,6}", section))
    return [
        line
        for line in differences
        if line.split()[0] not in explained or line.split()[1] not in ("name_en:", "zip:")
    ]


def _rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _letters(name: str) -> str:
    return "".join(sign for sign in name.casefold() if sign.isalpha())


def _field_differences(ours: areas.Area, theirs: Row) -> Iterator[str]:
    kind = theirs.get("kind", "special_province" if ours.code == "10" else "province")
    parent = theirs["parent_code"] if theirs["parent_code"] != "TH" else ""
    pairs = {
        "name_th": (ours.name_th, theirs["name_th"]),
        "kind": (ours.kind, kind.upper()),
        "parent_code": (ours.parent_code or "", parent),
        "zip": (ours.zip or "", theirs.get("zip", "")),
        "iso_3166_2": (ours.iso_3166_2 or "", theirs.get("iso_3166_2", "")),
    }
    for field, (mine, other) in pairs.items():
        if mine != other:
            yield f"{ours.code} {field}: {mine} / {other}"
    if _letters(ours.name_en) != _letters(theirs["name_en"]):
        yield f"{ours.code} name_en: {ours.name_en} / {theirs['name_en']}"


def _point_differences(pairs: list[tuple[areas.Area, Row]]) -> Iterator[str]:
    near = tambons = 0
    for ours, theirs in pairs:
        away = kilometres(ours.lat, ours.lon, float(theirs["lat"]), float(theirs["lon"]))
        if ours.level is areas.Level.TAMBON:
            tambons += 1
            near += away <= NEAR_KM
        if away > FAR_KM:
            yield f"{ours.code} point: {away:.1f} km away"
    if near < NEAR_SHARE * tambons:
        yield f"points: only {near} of {tambons} tambons within {NEAR_KM:.0f} km"


def kilometres(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Measure the distance of two near points (degrees) on a flat map, good to 1 % in Thailand."""
    east = (lon - other_lon) * math.cos(math.radians((lat + other_lat) / 2))
    return KM_A_DEGREE * math.hypot(lat - other_lat, east)


def _last_known_day() -> dt.date:
    members = areas.read_group_members()
    days = [day for row in members for day in (row.valid_from, row.valid_to) if day]
    return max(days, default=dt.date.min)


def _group_differences(yardstick: Path, today: dt.date) -> Iterator[str]:
    mine = {
        (row.area_code, row.group_code)
        for row in areas.read_group_members()
        if row.holds_on(today)
    }
    regions = {
        (row["province_code"], "R-" + row["region_code"].upper().replace("_", "-"))
        for row in _rows(yardstick / "regions.csv")
    }
    clusters = {
        (row["province_code"], "G-" + row["cluster_code"])
        for row in _rows(yardstick / "clusters.csv")
    }
    for area, group in sorted(mine ^ (regions | clusters)):
        side = "ours" if (area, group) in mine else "theirs"
        yield f"{area} in {group} is only {side}"


def _succession_differences(yardstick: Path) -> Iterator[str]:
    other = {
        (row["old_code"], row["name_th"], row["successor_code"])
        for row in _rows(yardstick / "obsolete_tambon_codes.csv")
    }
    asked = {old for old, _, _ in other}
    mine = {
        (row.old_code, row.name_th, row.successor_code or "")
        for row in areas.read_successions()
        # The list knows codes that other data sets still use; ours also those that the law ended.
        if row.old_code in asked or row.effective_on is None
    }
    for old, name, successor in sorted(mine ^ other):
        yield f"{old} {name} to {successor or 'nothing'} is only on one side"


def main() -> int:
    """Print the differences from the folder named on the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("yardstick", type=Path)
    found = compare(parser.parse_args().yardstick)
    open_questions = unexplained(found)
    say = Console(soft_wrap=True, highlight=False, markup=False)
    for line in found:
        say.print(line)
    say.print(f"{len(found)} differences, {len(open_questions)} not explained in NOTICE.md")
    return 1 if open_questions else 0


if __name__ == "__main__":
    sys.exit(main())
