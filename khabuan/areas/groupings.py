"""Facts about regions and province groups, written down by hand for the builder.

Which province belongs where is never part of a code: it changes, and a figure of 2562 keeps the
region of 2562. CODI had other regions before; these are the five of today.
"""

import datetime as dt
from dataclasses import dataclass

from khabuan.areas import Confidence, DatePrecision, Group, GroupKind

# CODI had eight regions in 2550; the five of today are first seen in a text of 9 April 2562.
FIRST_SEEN = dt.date(2019, 4, 9)
_SEEN = "CODI's five regions, first seen in its news of 9 April 2562; eight stood in 2550"
_COUNTS = "CODI region by geography; the region's number of provinces is documented"
_PILOTS = "Province of CODI's Central-West office in its documents of 2562 or later"
_METRO = "One of 73 and 74 is in R-BKK-EAST; 73 follows its official province group"
_CLUSTER = "Province groups in force since 2560; not checked again against the Gazette"


@dataclass(frozen=True, slots=True)
class GroupFacts:
    """Hold a group and its provinces (codes divided by blanks) as they are known today."""

    group: Group
    provinces: str
    confidence: Confidence
    source: str


def _region(code: str, name_th: str, name_en: str, provinces: str, sure: Confidence) -> GroupFacts:
    group = Group(
        code,
        GroupKind.REGION,
        name_th,
        name_en,
        valid_from=FIRST_SEEN,
        date_precision=DatePrecision.NOT_LATER_THAN,
        source=_SEEN,
    )
    return GroupFacts(group, provinces, sure, _COUNTS)


def _cluster(code: str, place_th: str, name_en: str, provinces: str) -> GroupFacts:
    group = Group(
        code, GroupKind.PROVINCE_GROUP, f"กลุ่มจังหวัดภาค{place_th}", name_en, source=_CLUSTER
    )
    return GroupFacts(group, provinces, Confidence.MEDIUM, _CLUSTER)


GROUPS: tuple[GroupFacts, ...] = (
    _region(
        "R-NORTH",
        "ภาคเหนือ",
        "North",
        "50 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 67",
        Confidence.HIGH,
    ),
    _region(
        "R-NORTHEAST",
        "ภาคตะวันออกเฉียงเหนือ",
        "Northeast",
        "30 31 32 33 34 35 36 37 38 39 40 41 42 43 44 45 46 47 48 49",
        Confidence.HIGH,
    ),
    _region(
        "R-CENTRAL-WEST",
        "ภาคกลางและตะวันตก",
        "Central and West",
        "14 15 16 17 18 19 70 71 72 74 75 76 77",
        Confidence.MEDIUM,
    ),
    _region(
        "R-BKK-EAST",
        "ภาคกรุงเทพฯ ปริมณฑล และตะวันออก",
        "Bangkok, Metropolitan and East",
        "10 11 12 13 20 21 22 23 24 25 26 27 73",
        Confidence.MEDIUM,
    ),
    _region(
        "R-SOUTH",
        "ภาคใต้",
        "South",
        "80 81 82 83 84 85 86 90 91 92 93 94 95 96",
        Confidence.HIGH,
    ),
    _cluster("G-C1", "กลางตอนบน", "Upper Central", "14 15 16 17 18 19"),
    _cluster("G-C2", "กลางปริมณฑล", "Metropolitan Central", "11 12 13 73"),
    _cluster("G-C3", "กลางตอนล่าง 1", "Lower Central 1", "70 71 72"),
    _cluster("G-C4", "กลางตอนล่าง 2", "Lower Central 2", "74 75 76 77"),
    _cluster("G-E1", "ตะวันออก 1", "East 1", "20 21 24"),
    _cluster("G-E2", "ตะวันออก 2", "East 2", "22 23 25 26 27"),
    _cluster("G-I1", "ตะวันออกเฉียงเหนือตอนบน 1", "Upper Northeast 1", "38 39 41 42 43"),
    _cluster("G-I2", "ตะวันออกเฉียงเหนือตอนบน 2", "Upper Northeast 2", "47 48 49"),
    _cluster("G-I3", "ตะวันออกเฉียงเหนือตอนกลาง", "Central Northeast", "40 44 45 46"),
    _cluster("G-I4", "ตะวันออกเฉียงเหนือตอนล่าง 1", "Lower Northeast 1", "30 31 32 36"),
    _cluster("G-I5", "ตะวันออกเฉียงเหนือตอนล่าง 2", "Lower Northeast 2", "33 34 35 37"),
    _cluster("G-N1", "เหนือตอนบน 1", "Upper North 1", "50 51 52 58"),
    _cluster("G-N2", "เหนือตอนบน 2", "Upper North 2", "54 55 56 57"),
    _cluster("G-N3", "เหนือตอนล่าง 1", "Lower North 1", "53 63 64 65 67"),
    _cluster("G-N4", "เหนือตอนล่าง 2", "Lower North 2", "60 61 62 66"),
    _cluster("G-S1", "ใต้ฝั่งอ่าวไทย", "South Gulf", "80 84 86 90 93"),
    _cluster("G-S2", "ใต้ฝั่งอันดามัน", "South Andaman", "81 82 83 85 91 92"),
    _cluster("G-S3", "ใต้ชายแดน", "South Border", "94 95 96"),
)

# Rows that differ from their group's default: (group, province) to (confidence, source).
SURER_OR_LESS_SURE: dict[tuple[str, str], tuple[Confidence, str]] = {
    ("R-CENTRAL-WEST", "18"): (Confidence.HIGH, _PILOTS),
    ("R-CENTRAL-WEST", "19"): (Confidence.HIGH, _PILOTS),
    ("R-CENTRAL-WEST", "72"): (Confidence.HIGH, _PILOTS),
    ("R-CENTRAL-WEST", "74"): (Confidence.LOW, _METRO),
    ("R-BKK-EAST", "73"): (Confidence.LOW, _METRO),
    ("R-NORTH", "61"): (Confidence.MEDIUM, "May have moved from R-CENTRAL-WEST together with 60"),
}

# Nakhon Sawan moved from Central-West (pilot of that office on 2019-04-09) to North (named there
# on 2024-09-05). The day is not known, so the change is stored as "not later than" that day.
MOVED_DAY = "2024-09-05"
MOVED_PROVINCE = "60"
MOVED_FROM = "R-CENTRAL-WEST"
MOVED_TO = "R-NORTH"
MOVED_PRECISION = DatePrecision.NOT_LATER_THAN
MOVED_SOURCE_BEFORE = "Pilot province of CODI's Central-West office, 9 April 2562"
MOVED_SOURCE_AFTER = "Named with the North at the forum of 4-5 September 2567"

COLUMNS = (
    *("code", "kind", "name_th", "name_en"),
    *("valid_from", "valid_to", "date_precision", "source"),
)


def rows() -> list[tuple[str, ...]]:
    """Return the rows of groups.csv, sorted by code."""
    return sorted(
        (
            group.code,
            group.kind,
            group.name_th,
            group.name_en,
            written(group.valid_from),
            written(group.valid_to),
            group.date_precision,
            group.source,
        )
        for group in (facts.group for facts in GROUPS)
    )


def written(day: dt.date | None) -> str:
    """Return a day as the files write it, nothing for one that is not known."""
    return day.isoformat() if day else ""
