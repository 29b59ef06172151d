"""Read the country's areas: provinces, districts, tambons, dated groups, old codes.

The files beside this module are built by `khabuan.areas.build` and committed; NOTICE.md says
where they come from. Codes are text (2, 4 or 6 digits) and a prefix tree: the first two digits
of a tambon are its province.
"""

import csv
import dataclasses
import datetime as dt
import enum
import importlib.resources
from collections.abc import Iterator
from dataclasses import dataclass

DISTRICT_DIGITS = 4


class Level(enum.StrEnum):
    """How high an area stands in the tree."""

    PROVINCE = "PROVINCE"
    DISTRICT = "DISTRICT"
    TAMBON = "TAMBON"


class Kind(enum.StrEnum):
    """What an area is called in law: Bangkok has khet and khwaeng, the rest amphoe and tambon."""

    PROVINCE = "PROVINCE"
    SPECIAL_PROVINCE = "SPECIAL_PROVINCE"
    AMPHOE = "AMPHOE"
    KHET = "KHET"
    TAMBON = "TAMBON"
    KHWAENG = "KHWAENG"


class GroupKind(enum.StrEnum):
    """Which family of groups: CODI's regions or the official province groups."""

    REGION = "REGION"
    PROVINCE_GROUP = "PROVINCE_GROUP"


class DatePrecision(enum.StrEnum):
    """How well the dates of a membership are known.

    NOT_LATER_THAN: the change happened on the stored day or before it, the day is not known.
    UNKNOWN: no date is known; the membership is open at both ends.
    """

    NOT_LATER_THAN = "NOT_LATER_THAN"
    UNKNOWN = "UNKNOWN"


class Confidence(enum.StrEnum):
    """How sure a membership is: HIGH from a document, MEDIUM inferred, LOW one of two readings."""

    HIGH = "HIGH"
    MEDIUM = "MEDIUM"
    LOW = "LOW"


@dataclass(frozen=True, slots=True)
class Area:
    """Hold one province, district or tambon.

    `lat` and `lon` are WGS 84 degrees; `geo_precision` names the level whose point it is:
    a tambon without a point of its own carries its district's (DISTRICT) or province's.
    `valid_from` is the first day on which it stood, None for one of old; `valid_to` the first day on
    which it no longer did. A former area carries the postal code and point of its successor.
    """

    code: str
    level: Level
    kind: Kind
    name_th: str
    name_en: str
    parent_code: str | None
    zip: str | None
    lat: float
    lon: float
    geo_precision: Level
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    aliases: tuple[str, ...] = ()
    """What people call it besides, in the order of the file."""

    @property
    def iso_3166_2(self) -> str | None:
        """Return the ISO 3166-2 code (`TH-18`) of a province, None for other levels."""
        return f"TH-{self.code}" if self.level is Level.PROVINCE else None


@dataclass(frozen=True, slots=True)
class Group:
    """Hold one region (`R-…`) or province group (`G-…`) and since when it is known to hold."""

    code: str
    kind: GroupKind
    name_th: str
    name_en: str
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    date_precision: DatePrecision = DatePrecision.UNKNOWN
    source: str = ""


@dataclass(frozen=True, slots=True)
class GroupMember:
    """Hold one dated membership: `valid_from` is the first day, `valid_to` the day after the last.

    None on either side means that no beginning or end is known.
    """

    group_code: str
    area_code: str
    valid_from: dt.date | None
    valid_to: dt.date | None
    date_precision: DatePrecision
    confidence: Confidence
    source: str

    def holds_on(self, day: dt.date) -> bool:
        """Tell whether the membership stands on `day`."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_to is None or day < self.valid_to)


@dataclass(frozen=True, slots=True)
class Succession:
    """Hold one obsolete code and the code that took its place, None where no single one did.

    `effective_on` is the first day on which it was not in use, None where no source tells it.
    """

    old_code: str
    name_th: str
    successor_code: str | None
    note: str
    effective_on: dt.date | None = None


def read_areas() -> list[Area]:
    """Read all areas of today, sorted by code: 77 provinces, 928 districts, 7,436 tambons."""
    since = {row["code"]: _date(row["valid_from"]) for row in _rows("dates.csv")}
    aliases: dict[str, list[str]] = {}
    for row in _rows("aliases.csv"):
        aliases.setdefault(row["code"], []).append(row["alias"])
    return [
        Area(
            code=row["code"],
            level=Level(row["level"]),
            kind=Kind(row["kind"]),
            name_th=row["name_th"],
            name_en=row["name_en"],
            parent_code=row["parent_code"] or None,
            zip=row["zip"] or None,
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            geo_precision=Level(row["geo_precision"]),
            valid_from=since.get(row["code"]),
            aliases=tuple(aliases.get(row["code"], ())),
        )
        for row in _rows("areas.csv")
    ]


def read_former() -> list[Area]:
    """Read the districts and tambons that stand no more and whose last day is known, sorted by code."""
    today = {area.code: area for area in read_areas()}
    found = []
    for row in _rows("former.csv"):
        code = row["code"]
        place = today[row["successor_code"] or code[:-2]]
        found.append(
            dataclasses.replace(
                place,
                code=code,
                level=Level.DISTRICT if len(code) == DISTRICT_DIGITS else Level.TAMBON,
                kind=place.kind if row["successor_code"] else Kind.KHWAENG,
                name_th=row["name_th"],
                name_en=row["name_en"],
                parent_code=code[:-2],
                valid_from=None,
                aliases=(),
                valid_to=_date(row["valid_to"]),
            )
        )
    return found


def read_groups() -> list[Group]:
    """Read CODI's five regions and the eighteen official province groups, sorted by code."""
    return [
        Group(
            code=row["code"],
            kind=GroupKind(row["kind"]),
            name_th=row["name_th"],
            name_en=row["name_en"],
            valid_from=_date(row["valid_from"]),
            valid_to=_date(row["valid_to"]),
            date_precision=DatePrecision(row["date_precision"]),
            source=row["source"],
        )
        for row in _rows("groups.csv")
    ]


def read_group_members() -> list[GroupMember]:
    """Read which province is in which group and from when to when, sorted by group and code."""
    return [
        GroupMember(
            group_code=row["group_code"],
            area_code=row["area_code"],
            valid_from=_date(row["valid_from"]),
            valid_to=_date(row["valid_to"]),
            date_precision=DatePrecision(row["date_precision"]),
            confidence=Confidence(row["confidence"]),
            source=row["source"],
        )
        for row in _rows("group_members.csv")
    ]


def read_successions() -> list[Succession]:
    """Read the codes that are no longer in use, sorted by code; those of `read_former` with their day."""
    found = {
        row["old_code"]: Succession(
            old_code=row["old_code"],
            name_th=row["name_th"],
            successor_code=row["successor_code"] or None,
            note=row["note"],
        )
        for row in _rows("successions.csv")
    }
    for row in _rows("former.csv"):
        code = row["code"]
        found[code] = Succession(
            old_code=code,
            name_th=row["name_th"],
            successor_code=row["successor_code"] or None,
            note=found[code].note if code in found else row["source"],
            effective_on=_date(row["valid_to"]),
        )
    return [found[code] for code in sorted(found)]


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = importlib.resources.files(__name__).joinpath(name).read_text(encoding="utf-8")
    return csv.DictReader(text.splitlines())


def _date(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
