"""Organizations by the hundred thousand: real places, Thai names, the same for the same seed.

The mix follows domain.md 2.2: a council in nearly every tambon, several thousand welfare funds, and
groups of every kind spread over all tambons, some provinces having several times as many as others.
"""

import datetime as dt
import random
import uuid
from collections.abc import Iterator, Sequence
from typing import Any

from khabuan import areas
from services.registry.organization_names import rules as names
from shared import text

NATION = 288_000
"""How many community organizations the country has (domain.md 2.2)."""
ISSUES = ("WATER", "SAVINGS", "WELFARE", "HOUSING", "LAND", "FOOD", "HEALTH", "ELDERLY", "YOUTH")
COLUMNS = (
    "id", "kind", "name_th", "name_en", "area_code", "status", "issues", "members_count",
    "households_count", "founded_on", "founded_precision", "name_sort", "fingerprint", "revision",
    "created_at", "updated_at", "search_key", "bigrams", "stems",
)  # fmt: skip

Row = tuple[Any, ...]
_KINDS: dict[str, tuple[float, str, tuple[str, ...]]] = {
    "COMMUNITY_GROUP": (0.28, "กลุ่ม", ("แม่บ้านเกษตรกร", "อาสาพัฒนาชุมชน", "สตรี", "ผู้สูงอายุ", "เยาวชน", "จิตอาสา")),
    "SAVINGS_GROUP": (0.22, "กลุ่ม", ("ออมทรัพย์เพื่อการผลิต", "สัจจะออมทรัพย์", "ออมทรัพย์", "ออมวันละบาท")),
    "OCCUPATION_GROUP": (0.22, "กลุ่ม", ("ทอผ้า", "จักสาน", "เลี้ยงโค", "ปลูกผักปลอดสารพิษ", "แปรรูปอาหาร", "ประมงพื้นบ้าน")),
    "RESOURCE_GROUP": (0.10, "กลุ่ม", ("ป่าชุมชน", "ผู้ใช้น้ำ", "อนุรักษ์ต้นน้ำ", "จัดการขยะ", "อนุรักษ์พันธุ์ปลา")),
    "WELFARE_FUND": (0.05, "กองทุนสวัสดิการชุมชน", ("",)),
    "TAMBON_COUNCIL": (0.05, "สภาองค์กรชุมชน", ("",)),
    "HOUSING_GROUP": (0.03, "บ้านมั่นคง", ("ชุมชน", "ริมคลอง", "ริมทางรถไฟ")),
    "NETWORK": (0.02, "เครือข่าย", ("องค์กรชุมชน", "เกษตรอินทรีย์", "สวัสดิการชุมชน", "ลุ่มน้ำ")),
    "LEARNING_CENTRE": (0.03, "ศูนย์การเรียนรู้", ("ชุมชน", "เศรษฐกิจพอเพียง", "ภูมิปัญญาท้องถิ่น")),
}  # fmt: skip
_VILLAGES = ("หนอง", "บ้าน", "ดอน", "โคก", "ห้วย", "วัง", "คลอง", "ท่า", "บึง", "ป่า", "นา", "เขา")
_TREES = ("ขาม", "สะแก", "ตาล", "ไผ่", "จิก", "ยาง", "หว้า", "โพธิ์", "ประดู่", "มะม่วง", "แค", "บัว")
_BEGUN = dt.datetime(2019, 10, 1, tzinfo=dt.UTC)
_DAYS = 2300


def generate(count: int, seed: int, settled: frozenset[str] = frozenset()) -> Iterator[Row]:
    """Yield `count` organizations as rows of COLUMNS; every tambon has some once count allows.

    `settled` are codes of tambons that are left as they are.
    """
    chance = random.Random(seed)
    tambons = [
        area
        for area in areas.read_areas()
        if area.level is areas.Level.TAMBON and area.code not in settled
    ]
    chance.shuffle(tambons)
    weights = _weights(tambons, chance)
    picked = chance.choices(tambons, weights, k=max(0, count - len(tambons)))
    places = (tambons + picked)[:count]
    shares = [share for share, _, _ in _KINDS.values()]
    kinds = chance.choices(list(_KINDS), shares, k=count)
    for number, (place, kind) in enumerate(zip(places, kinds, strict=True)):
        yield _row(number, place, kind, chance)


def _weights(tambons: Sequence[areas.Area], chance: random.Random) -> list[float]:
    """Return how many organizations each tambon draws: provinces differ, so do their tambons."""
    provinces = {
        code: chance.lognormvariate(0, 0.35) for code in sorted({t.code[:2] for t in tambons})
    }
    return [provinces[t.code[:2]] * chance.lognormvariate(0, 0.5) for t in tambons]


def _row(number: int, place: areas.Area, kind: str, chance: random.Random) -> Row:
    _, word, themes = _KINDS[kind]
    name = word + chance.choice(themes)
    if kind in {"TAMBON_COUNCIL", "WELFARE_FUND", "NETWORK"}:
        name = f"{name}ตำบล{place.name_th}"
    else:
        village = chance.choice(_VILLAGES) + chance.choice(_TREES)
        name = f"{name}{village} หมู่ที่ {chance.randint(1, 18)} ตำบล{place.name_th}"
    name = text.repair(name)
    created = _BEGUN + dt.timedelta(seconds=number % 997, days=chance.random() * _DAYS)
    created = created.replace(microsecond=chance.randint(1, 999_999))
    updated = created + dt.timedelta(days=chance.random() * 200)
    updated = updated.replace(microsecond=chance.randint(1, 999_999))
    members = chance.randint(8, 900)
    year = chance.randint(1985, 2025)
    english = f"{place.name_en} {kind.replace('_', ' ').lower()}" if number % 3 == 0 else None
    found_by = names.keys(name, (), english)
    return (
        made_id(created, chance),
        kind,
        name,
        english,
        place.code,
        chance.choices(("ACTIVE", "DORMANT", "DISSOLVED"), (0.9, 0.07, 0.03))[0],
        sorted(chance.sample(ISSUES, chance.choice((0, 1, 1, 2, 3)))),
        members if chance.random() < 0.9 else None,
        members * 2 // 3 if chance.random() < 0.8 else None,
        dt.date(year, chance.randint(1, 12), 1) if chance.random() < 0.7 else None,
        chance.choice(("DAY", "MONTH", "YEAR")),
        text.sort_key(name),
        chance.randbytes(32),
        1,
        created,
        updated,
        found_by.search_key,
        found_by.bigrams,
        found_by.stems,
    )


def made_id(made: dt.datetime, chance: random.Random) -> uuid.UUID:
    """Return a UUIDv7 of this moment, its chance taken from the seed."""
    milliseconds = int(made.timestamp() * 1000)
    value = milliseconds << 80 | 7 << 76 | chance.getrandbits(12) << 64
    return uuid.UUID(int=value | 0b10 << 62 | chance.getrandbits(62))
