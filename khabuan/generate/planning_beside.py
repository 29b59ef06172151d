"""What stands beside made-up plans: forums, submissions, charters, facts, evaluations and their lessons."""

import datetime as dt
import json
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache

from khabuan.generate.planning_pen import NULL, Day, Pen, day_of
from khabuan.generate.planning_year import Year
from services.planning.facts.rules import SMALLEST
from services.planning.lessons import rules as lessons

SET = "MADE_UP_A"
INDICATORS = tuple(f"I{number}" for number in range(1, 6))
"""Codes of the made-up indicators, each a count of people."""
_FOUNDED = dt.date(2015, 10, 1).toordinal()
_AT_FORUM = {"TAMBON": 60, "DISTRICT": 90, "PROVINCE": 150, "REGION": 120, "NATION": 300}
_ABOVE = {"TAMBON": ("DISTRICT", 4), "DISTRICT": ("PROVINCE", 2)}
_RETURNED, _AMENDED, _HAS_CHARTER, _EVALUATED, _DISTINCTIVE = 0.05, 0.2, 0.4, 0.6, 0.1
_HANDS = tuple(f"khabuan:generate:{who}" for who in ("entry", "area", "province"))
_LESSONS = (
    ("WATER", "ฝายมีชีวิตที่ชุมชนดูแลเอง", "คนใช้น้ำร่วมกันตั้งกติกา น้ำจึงพอถึงปลายคลอง", ("น้ำ", "กติกา")),
    ("FARMERS", "ปลูกแล้วมีคนซื้อ", "ตกลงตลาดก่อนลงมือปลูก", ("เกษตร", "ตลาด")),
    ("WELFARE", "สวัสดิการวันละบาท", "กองทุนเล็กอยู่ได้เพราะทุกบ้านร่วม", ("สวัสดิการ", "กองทุน")),
    ("SAVINGS", "ออมก่อนกู้", "บัญชีเปิดเผยทุกเดือนทำให้สมาชิกเพิ่ม", ("ออมทรัพย์", "กองทุน")),
    ("NATURAL_RESOURCES", "ป่าชุมชนมีคนเฝ้า", "แบ่งเวรดูแลแนวกันไฟทุกหมู่บ้าน", ("ป่า", "กติกา")),
)
_ARTICLES = json.dumps(
    [{"title_th": "น้ำเป็นของทุกคน", "text_th": "ทุกหมู่บ้านใช้น้ำตามรอบที่ตกลงกัน"},
     {"title_th": "ทบทวนทุกปี", "text_th": "สภาองค์กรชุมชนทบทวนธรรมนูญปีละครั้ง"}], ensure_ascii=False,
)  # fmt: skip
_AGREEMENTS = json.dumps([{"text_th": "ไม่เผาตอซังหลังเก็บเกี่ยว"}], ensure_ascii=False)


def after(day: Day, days: int) -> Day:
    """Return the day that comes so many days after another."""
    return day_of(dt.date.fromisoformat(day.text).toordinal() + days)


def consider(pen: Pen, year: Year, stands: tuple[str, str, str], adopted: Day) -> None:
    """Write the forum of an adopted plan, and its way to the level above.

    `stands` is the plan's id, level and area.
    """
    plan, level, _ = stands
    people = _AT_FORUM[level] // 2 + int(pen.chance.random() * _AT_FORUM[level])
    local = people // 10
    sides = [{"side": "COMMUNITY", "people": people - local}]
    sides += [{"side": "LOCAL_GOVERNMENT", "people": local}] if local else []
    held = after(adopted, -10)
    pen.line(
        "deliberations",
        *pen.written(held),
        *(plan, held.text, level, json.dumps(sides), str(people), "เห็นชอบให้เสนอรับรอง"),
    )
    if level in _ABOVE:
        _submit(pen, year, stands, adopted)


def _submit(pen: Pen, year: Year, stands: tuple[str, str, str], adopted: Day) -> None:
    plan, level, area = stands
    to_level, digits = _ABOVE[level]
    roll = pen.chance.random()
    ways = ("RETURNED", "RECEIVED") if roll < _RETURNED else ("RECEIVED",)
    if not year.ended and roll > 1 - _AMENDED:
        ways = ("SUBMITTED",)
    for number, status in enumerate(ways):
        sent = after(adopted, number)
        told = after(sent, 1)
        open_ = status == "SUBMITTED"
        kept = pen.kept(sent, sent if open_ else told, 1 if open_ else 2)
        pen.line(
            "submissions",
            *kept,
            *(plan, "1", area, year.text, to_level, area[:digits], sent.text, status),
            NULL if open_ else told.text,
            "ขาดตัวชี้วัดของบางโครงการ" if status == "RETURNED" else NULL,
        )
        if not open_:
            pen.line("submission_decisions", *pen.written(told), kept.id, status)


def settle_down(pen: Pen, tambons: Sequence[str], names: Mapping[str, str]) -> Mapping[str, str]:
    """Write what is there before any plan: the indicators, charters, and teams; return each tambon's team."""
    _define(pen)
    teams = {}
    for code in tambons:
        roll = pen.chance.random()
        begun = day_of(_FOUNDED + int(roll * 300))
        kept = pen.kept(begun)
        teams[code] = kept.id
        pen.line(
            "evaluation_teams",
            *kept,
            *(
                code,
                "LESSON_CORE_TEAM",
                f"คณะถอดบทเรียนตำบล{names[code]}",
                "ถอดบทเรียนจากการทำแผน",
                "คนในตำบล",
            ),
        )
        if roll < _HAS_CHARTER:
            _agree(pen, code, f"ธรรมนูญตำบล{names[code]}", begun, roll < _HAS_CHARTER * _AMENDED)
    return teams


def _agree(pen: Pen, code: str, title: str, day: Day, amended: bool) -> None:
    """Write a tambon's charter, with the former one that it amends."""
    former = NULL
    for number, status in enumerate(("SUPERSEDED", "ADOPTED") if amended else ("ADOPTED",), 1):
        adopted = after(day, 90 + 730 * (number - 1))
        kept = pen.kept(after(adopted, -60), adopted, 2)
        reason = NULL if former == NULL else "ทบทวนตามรอบ"
        pen.line(
            "charters",
            *kept,
            *(code, title, _ARTICLES, _AGREEMENTS, str(number), former, reason, status),
            *(adopted.text, "เวทีประชาคมตำบล"),
        )
        pen.line("charter_adoptions", *pen.written(adopted), kept.id)
        former = kept.id


def _define(pen: Pen) -> None:
    each = {"unit_th": "คน", "kind": "COUNT", "least": None, "most": None}
    told = [{"code": code, "name_th": f"ตัวชี้วัดสมมติ {code}", **each} for code in INDICATORS]
    kept = pen.kept(day_of(_FOUNDED))
    pen.known[SET] = kept.id
    pen.line(
        "indicator_sets",
        *kept,
        *(SET, "1", NULL, "ชุดตัวชี้วัดสมมติ", "ข้อมูลสมมติ", day_of(_FOUNDED).text),
        json.dumps(told, ensure_ascii=False),
    )


def count(pen: Pen, year: Year, tambons: Collection[str]) -> None:
    """Write the facts of the year before a plan's: a table of each district, looked at by two; the last in part."""
    districts: dict[str, list[str]] = {}
    for code in tambons:
        districts.setdefault(code[:4], []).append(code)
    text = str(year.be - 1)
    begun = dt.date(year.be - 544, 3, 1).toordinal()
    told: set[str] = set()
    for district, codes in districts.items():
        roll = pen.chance.random()
        status = "PROVINCE_VERIFIED" if year.ended or roll < 0.7 else "AREA_VERIFIED"
        if not year.ended and roll > 0.9:
            status = "DRAFT"
        collected = day_of(begun + int(roll * 28))
        looked = [after(collected, 20), after(collected, 40)]
        seen = ("DRAFT", "AREA_VERIFIED", "PROVINCE_VERIFIED").index(status)
        last = looked[seen - 1] if seen else collected
        table = pen.kept(collected, last, 1 + (seen == 2))
        one_set = pen.known[SET]
        pen.line(
            "fact_tables",
            *table,
            *(
                district,
                one_set,
                SET,
                text,
                "สำรวจสมมติรายตำบล",
                collected.text,
                "{อำเภอ,ขบวนองค์กรชุมชน}",
            ),
            *(str(len(codes) * len(INDICATORS)), "t" if seen == 2 else "f"),
        )
        by = [hand if number <= seen else NULL for number, hand in enumerate(_HANDS)]
        verified = last.text if seen == 2 else NULL
        for code in codes:
            for indicator in INDICATORS:
                value = int(pen.chance.random() ** 2 * 400)
                pen.line(
                    "facts",
                    *pen.kept(collected, last, 1 + seen),
                    *(table.id, code, one_set, SET, text, indicator, "COUNT", str(value)),
                    *("t" if value < SMALLEST else "f", status, *by, verified),
                )
        for step, role, day in zip(
            ("AREA", "PROVINCE")[:seen], ("TAMBON_STAFF", "PROVINCE_WORKING_GROUP"), looked, strict=False
        ):  # fmt: skip
            pen.line(
                "fact_verifications",
                *pen.written(day),
                *(table.id, district, step, "CONFIRMED", day.text, role),
                _HANDS[1 if step == "AREA" else 2],
            )
        if seen == 2 and district[:2] not in told:
            told.add(district[:2])
            pen.line("fact_levels", SET, text, district[:2], "TAMBON", one_set)


def look_back(pen: Pen, year: Year, tambons: Collection[str], teams: Mapping[str, str]) -> None:
    """Write what teams found of a year that is over, and what is to be learnt from it."""
    if not year.ended:
        return
    for code in tambons:
        roll = pen.chance.random()
        if roll >= _EVALUATED:
            continue
        done = year.reported()
        told = after(done, 1)
        kept = pen.kept(done, told, 2)
        pen.line(
            "evaluations",
            *kept,
            *(teams[code], code, "AREA", f"ผลของแผนปี {year.text}", done.text, "ทำได้ตามแผนเกินครึ่ง"),
            *("[]", "PUBLISHED", told.text),
        )
        distinctive = roll < _DISTINCTIVE
        issue, title, lesson, tags = _LESSONS[int(roll * 9_973) % len(_LESSONS)]
        pattern = title if distinctive else NULL
        pen.line(
            "lessons",
            *pen.kept(done, told, 2),
            *(
                teams[code],
                kept.id,
                code,
                issue,
                title,
                lesson,
                "t" if distinctive else "f",
                pattern,
            ),
            *(_list(tags), *_keys(title, lesson, title if distinctive else None, tags)),
            *(done.text, "[]", "PUBLISHED", told.text),
        )


@lru_cache(maxsize=64)
def _keys(title: str, lesson: str, pattern: str | None, tags: tuple[str, ...]) -> tuple[str, ...]:
    keys = lessons.keys(title, lesson, pattern, tags)
    return _list(keys["tag_keys"]), keys["search_key"], _list(keys["bigrams"])


def _list(texts: Collection[str]) -> str:
    return "{" + ",".join(f'"{each}"' for each in texts) + "}"
