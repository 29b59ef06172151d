"""Plans of districts, provinces, regions and the nation: one project an issue, grown out of what comes from below."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from khabuan.generate import planning_beside, planning_heard
from khabuan.generate.planning_ground import Ground, Region
from khabuan.generate.planning_pen import NULL, Day, Kept, Pen, baht
from khabuan.generate.planning_sums import Line, Parts, PlanSums
from khabuan.generate.planning_tambon import Tambon
from khabuan.generate.planning_year import LAST, Coming, Year

_WHOLE, _LEFT_OUT = 0.85, 0.9
_REASON = "รอข้อมูลเพิ่มจากพื้นที่"
_OWN = {"DISTRICT": (0.2, "LAO"), "PROVINCE": (0.3, "PROVINCE")}
"""How often a plan of a level adds money of its own to an issue, and whose money it is."""
_DRAFTS = 0.03
_TITLES = {
    "WATER": "จัดการน้ำ",
    "FARMERS": "หนุนเสริมเกษตรกร",
    "LAND": "แก้ปัญหาที่ดิน",
    "WELFARE": "สวัสดิการชุมชน",
    "SAVINGS": "ออมทรัพย์และการเงินชุมชน",
    "SECURE_HOUSING": "บ้านมั่นคง",
    "NATURAL_RESOURCES": "ฟื้นฟูทรัพยากร",
    "GRASSROOTS_ECONOMY": "เศรษฐกิจฐานราก",
    "AGEING_SOCIETY": "รองรับสังคมสูงวัย",
}
_ADDRESSEES = (
    ("GOVERNOR", "ผู้ว่าราชการจังหวัด"),
    ("PAO", "องค์การบริหารส่วนจังหวัด"),
    ("MINISTRY", "กระทรวงสมมติ"),
)
_PROPOSED = 0.6


class Stand(NamedTuple):
    """Whose plan it is: level, area, and of a group its code and areas."""

    level: str
    area: str
    title: str
    group: str = NULL
    areas: str = NULL


def write(pen: Pen, ground: Ground, years: Sequence[tuple[int, Mapping[str, int]]]) -> None:
    """Write all years with what stands beside their plans; counts are the projects of each tambon."""
    tambons = list(dict.fromkeys(code for _, counts in years for code in counts))
    teams = planning_beside.settle_down(pen, tambons, ground.names)
    heard = {code: ground.owners[code] for code in tambons if code in ground.owners}
    planning_heard.open_channels(pen, Year(years[0][0], pen.chance), heard)
    for year_be, counts in years:
        year = Year(year_be, pen.chance)
        _write_year(pen, ground, year, counts)
        planning_beside.count(pen, year, counts)
        planning_beside.look_back(pen, year, counts, teams)


def _write_year(pen: Pen, ground: Ground, year: Year, counts: Mapping[str, int]) -> None:
    """Write the plans of a year from the tambons to the nation."""
    tambon = Tambon(pen, ground, year)
    of_province: dict[str, list[Coming]] = {}
    provinces: dict[str, dict[str, list[str]]] = {}
    for code in counts:
        provinces.setdefault(code[:2], {}).setdefault(code[:4], []).append(code)
    for province, districts in provinces.items():
        coming: list[Coming] = []
        for district, codes in districts.items():
            below: list[Coming] = []
            for code in codes:
                draft = year.be == LAST and pen.chance.random() < _DRAFTS
                below += tambon.plan(code, counts[code], draft=draft)
            title = f"แผนชุมชนอำเภอ{ground.names[district]} พ.ศ. {year.text}"
            coming += _above(pen, year, Stand("DISTRICT", district, title), below)
        title = f"แผนชุมชนจังหวัด{ground.names[province]} พ.ศ. {year.text}"
        of_province[province] = _above(pen, year, Stand("PROVINCE", province, title), coming)
        _propose(pen, year, of_province[province])
        tambon.settle()
    planning_heard.hand_over(pen, year)
    _nation(pen, year, ground.regions, of_province)


def _nation(
    pen: Pen, year: Year, regions: Sequence[Region], of_province: dict[str, list[Coming]]
) -> None:
    """Write the plans of the regions that are there in the year, and the nation's."""
    coming: list[Coming] = []
    for region in regions:
        members = region.members(year.be)
        below = [each for code in members for each in of_province.pop(code, ())]
        title = f"แผนชุมชน{region.name} พ.ศ. {year.text}"
        areas = "{" + ",".join(members) + "}"
        coming += _above(pen, year, Stand("REGION", "", title, region.code, areas), below)
    coming += [each for below in of_province.values() for each in below]
    _above(pen, year, Stand("NATION", "", f"แผนขบวนองค์กรชุมชน พ.ศ. {year.text}"), coming)


def _propose(pen: Pen, year: Year, items: Sequence[Coming]) -> None:
    for item in items:
        if pen.chance.random() < _PROPOSED:
            year.propose(pen, item, *pen.chance.choice(_ADDRESSEES))


def _above(pen: Pen, year: Year, stand: Stand, coming: Sequence[Coming]) -> list[Coming]:
    """Write a plan above what comes up, where anything does; return its projects."""
    by_issue: dict[str, list[Coming]] = {}
    for each in coming:
        if each.reason == NULL and (stand.level == "DISTRICT" or _goes_on(pen, each)):
            by_issue.setdefault(each.issue, []).append(each)
    if not by_issue:
        return []
    adopted = year.adopted(stand.level)
    plan = pen.kept(year.drafted(), adopted, 2)
    pen.line(
        "plans",
        *plan,
        *(stand.level, stand.area, stand.group, stand.areas, year.text, "1", stand.title),
        *("ADOPTED", adopted.text),
    )
    pen.line("adoptions", *pen.written(adopted), plan.id, adopted.text, NULL)
    planning_beside.consider(pen, year, (plan.id, stand.level, stand.area), adopted)
    sums = PlanSums()
    grown = [
        _item(pen, year, (stand, plan, adopted), issue, below, sums)
        for issue, below in by_issue.items()
    ]
    into = {each.issue: each.item for each in grown}
    for each in coming:
        if each.reason != NULL:
            target = into.get(each.issue, grown[0].item)
            _decide(pen, (stand, plan, adopted), each, target)
    pen.line("kept_rollups", plan.id, sums.told())
    return grown


def _goes_on(pen: Pen, item: Coming) -> bool:
    """Decide whether an item goes up whole, is left out for a reason, or is not decided about."""
    roll = pen.chance.random()
    if _WHOLE < roll < _LEFT_OUT:
        item.reason = _REASON
    return roll < _WHOLE


def _item(
    pen: Pen,
    year: Year,
    plan_stands: tuple[Stand, Kept, Day],
    issue: str,
    below: Sequence[Coming],
    sums: PlanSums,
) -> Coming:
    stand, plan, adopted = plan_stands
    often, source = _OWN.get(stand.level, (0.0, ""))
    parts = Parts()
    satang = sum(each.satang for each in below)
    households = sum(each.households for each in below)
    own = satang // 20 if pen.chance.random() < often else 0
    kept = pen.kept(year.drafted(), adopted, 2 + len(below))
    begins, ends = year.period(0)
    pen.line(
        "plan_items",
        *kept,
        *(plan.id, stand.area, stand.level, year.text, "ADOPTED", f"{_TITLES[issue]}ร่วมกัน", issue),
        *(baht(own), baht(own + satang), NULL, "คณะทำงานขบวนองค์กรชุมชน", "พื้นที่ที่ทำได้ตามแผน"),
        *("พื้นที่เชื่อมกันเป็นระบบเดียว", NULL, begins, ends, "DO_TOGETHER", "พื้นที่", "0", str(len(below))),
        *(NULL, str(households), "FINAL"),
    )
    pen.line("finalizations", *pen.written(adopted), kept.id)
    if own:
        lines: list[Line] = [(source, "", own)]
        line = pen.id(adopted)
        pen.line("budget_lines", line, kept.id, "0", source, NULL, NULL, baht(own))
        parts.bear(stand.area, 0, own, lines)
    for each in below:
        _decide(pen, plan_stands, each, kept.id)
        sums.child(each.area, each.households, each.satang)
        if each.parts is None:
            parts.bear(each.area, each.households, each.satang, each.lines)
        else:
            parts.take(each.parts)
    sums.add(issue, own, own + satang, households)
    sums.parts.take(parts)
    # The regions and the nation propose nothing themselves: they need not know the needs any more.
    needs = [need for each in below for need in each.needs] if stand.area else ()
    return Coming(kept.id, issue, own + satang, households, stand.area, (), needs, parts)


def _decide(pen: Pen, plan_stands: tuple[Stand, Kept, Day], item: Coming, into: str) -> None:
    """Write the decision about an item for an item of the plan above."""
    stand, plan, adopted = plan_stands
    left_out = item.reason != NULL
    pen.line(
        "inclusions",
        *pen.kept(adopted, adopted, 2),
        *(item.item, into, plan.id, stand.area, "ADOPTED"),
        *("EXCLUDED" if left_out else "INCLUDED", baht(0 if left_out else item.satang)),
        *("0" if left_out else str(item.households), item.reason, adopted.text),
    )
