"""Ten years of assessments of tambons: levels that mostly rise, sometimes fall, sometimes wait a year."""

import datetime as dt
import random
import uuid
from collections.abc import Iterator, Sequence
from typing import Any

from khabuan.generate.organizations import made_id

YEARS = 10
LEVELS = ("CAN_STAND", "STRONG", "CAN_RUN")
RUBRIC = uuid.UUID("01680000-0000-7000-8000-00000000f001")
_LAST = 2026
_SHARE, _RISES, _FALLS = 0.8, 0.25, 0.08
_JSON = "[]"
_DEFINED = dt.datetime(2015, 10, 1, tzinfo=dt.UTC)

Row = dict[str, Any]


def rubric() -> Row:
    """Return the rubric by which a level is declared without items."""
    return {
        "id": RUBRIC,
        "code": "DECLARED",
        "version": 1,
        "name_th": "ประกาศระดับโดยตรง",
        "source_th": "khabuan generate",
        "frames": _JSON,
        "items_count": 0,
        "fingerprint": b"generated",
        "revision": 1,
        "created_at": _DEFINED,
    }


def generate(
    tambons: Sequence[str], years: int, seed: int, rubric_id: uuid.UUID
) -> Iterator[tuple[Row, Row]]:
    """Yield assessments of each tambon over the years before 2569 BE, each with the span that it tells."""
    chance = random.Random(f"strength:{seed}")
    for tambon in tambons:
        days = [
            dt.date(year, chance.randint(1, 12), chance.randint(1, 28))
            for year in range(_LAST - years, _LAST)
            if chance.random() < _SHARE
        ]
        level = 0
        for place, day in enumerate(days):
            level += (chance.random() < _RISES) - (chance.random() < _FALLS)
            level = max(0, min(level, len(LEVELS) - 1))
            ends = days[place + 1] if place + 1 < len(days) else None
            yield _assessed(tambon, (day, ends), LEVELS[level], chance, rubric_id)


def _assessed(
    tambon: str,
    days: tuple[dt.date, dt.date | None],
    level: str,
    chance: random.Random,
    rubric_id: uuid.UUID,
) -> tuple[Row, Row]:
    made = dt.datetime.combine(days[0], dt.time(3), dt.UTC)
    assessment: Row = {
        "id": made_id(made, chance),
        "area_code": tambon,
        "ground": tambon,
        "rubric_id": rubric_id,
        "assessed_on": days[0],
        "assessed_precision": "DAY",
        "level": level,
        "scores": _JSON,
        "strong_points": '["มีกองทุนสวัสดิการชุมชน"]',
        "weak_points": '["ขาดผู้นำรุ่นใหม่"]',
        "assessed_by_side": "COMMUNITY",
        "assessed_by_th": "คณะทำงานจังหวัด",
        "fingerprint": chance.randbytes(32),
        "revision": 1,
        "created_at": made,
        "updated_at": made,
    }
    span: Row = {
        "assessment_id": assessment["id"],
        "ground": tambon,
        "level": level,
        "starts_on": days[0],
        "ends_on": days[1],
    }
    return assessment, span
