"""A year's plan of one tambon: needs, projects with their budget lines, and what went its way without a level above."""

from collections.abc import Sequence

from khabuan.generate import planning_beside, planning_heard, planning_year
from khabuan.generate.planning_ground import ISSUES, Ground
from khabuan.generate.planning_pen import NULL, Day, Pen, baht, day_of
from khabuan.generate.planning_sums import Line, PlanSums
from khabuan.generate.planning_year import Coming, Need, Year

_INCLUDED, _IN_PART, _EXCLUDED, _PROPOSED = 0.30, 0.3, 0.33, 0.37
_NEEDS, _UNPLANNED = 0.3, 0.1
_REPORTED = 0.2
_TITLES = {
    "WATER": ("ขุดลอกคลองส่งน้ำ", "ซ่อมฝายชะลอน้ำ", "ประปาหมู่บ้าน", "สระเก็บน้ำสาธารณะ"),
    "FARMERS": ("ปุ๋ยอินทรีย์ชุมชน", "โรงสีชุมชน", "แปลงผักปลอดสาร", "ธนาคารเมล็ดพันธุ์"),
    "LAND": ("รังวัดที่ดินทำกิน", "ข้อมูลที่ดินตำบล", "โฉนดชุมชน"),
    "WELFARE": ("สมทบกองทุนสวัสดิการ", "ดูแลผู้ป่วยติดเตียง", "ทุนการศึกษาเด็ก"),
    "SAVINGS": ("ขยายสมาชิกกลุ่มออมทรัพย์", "อบรมบัญชีครัวเรือน"),
    "SECURE_HOUSING": ("ซ่อมบ้านพอเพียง", "ปรับปรุงบ้านริมคลอง"),
    "NATURAL_RESOURCES": ("ปลูกป่าชุมชน", "แนวกันไฟ", "จัดการขยะครัวเรือน", "อนุรักษ์พันธุ์ปลา"),
    "GRASSROOTS_ECONOMY": ("ตลาดนัดชุมชน", "แปรรูปผลผลิต", "ท่องเที่ยวชุมชน"),
    "AGEING_SOCIETY": ("โรงเรียนผู้สูงอายุ", "ทางลาดบ้านผู้สูงอายุ"),
}
_UNITS = {"WATER": "ครัวเรือน", "FARMERS": "ราย", "LAND": "แปลง", "NATURAL_RESOURCES": "ไร่"}
_SOURCES = ("COMMUNITY", "LAO", "LAO", "LAO", "AGENCY", "PROVINCE", "OTHER", "COMMUNITY")
_MODES = ("DO_OURSELVES", "DO_TOGETHER", "ASK_FOR_SUPPORT", NULL)


class Tambon:
    """Writes the plans of tambons of one year."""

    def __init__(self, pen: Pen, ground: Ground, year: Year) -> None:
        self.pen, self.ground, self.year = pen, ground, year
        self.chance = pen.chance
        self.waiting: list[Need] = []
        """Needs that may still take steps, because their item goes further up."""

    def plan(self, code: str, count: int, *, draft: bool) -> list[Coming]:
        """Write a plan of so many projects; return what of them is decided above."""
        pen, year = self.pen, self.year
        adopted = year.adopted("TAMBON")
        kept = pen.kept(year.drafted(), adopted, 1 if draft else 2)
        name = self.ground.names[code]
        status = "DRAFT" if draft else "ADOPTED"
        pen.line(
            "plans",
            *kept,
            *("TAMBON", code, NULL, NULL, year.text, self.chance.choice("1135")),
            *(f"แผนชุมชนตำบล{name} พ.ศ. {year.text}", status, NULL if draft else adopted.text),
        )
        adoption = ""
        if not draft:
            act = pen.written(adopted)
            adoption = act[0]
            pen.line("adoptions", *act, kept.id, adopted.text, "เวทีประชาคมตำบล")
            planning_beside.consider(pen, year, (kept.id, "TAMBON", code), adopted)
        needs = self._needs(code, round(count * _NEEDS), name)
        of_item: dict[int, list[Need]] = {}
        for need in needs:
            if not draft and self.chance.random() >= _UNPLANNED:
                need.step("IN_PLAN", "ADOPTION", adoption, adopted)
                of_item.setdefault(self.chance.randrange(count), []).append(need)
        sums = PlanSums()
        coming: list[Coming] = []
        for number in range(count):
            answered = of_item.get(number, [])
            coming += self._item(
                kept.id, code, (status, adopted), self._with_issue(answered), answered, sums
            )
        if not draft:
            pen.line("kept_rollups", kept.id, sums.told())
        self.waiting += [need for need in needs if need.waits]
        for need in needs:
            if not need.waits:
                self._tell(need)
        return coming

    def settle(self) -> None:
        """Write the needs of a province, whose plans are decided now."""
        for need in self.waiting:
            self._tell(need)
        self.waiting.clear()

    def _tell(self, need: Need) -> None:
        planning_year.write(self.pen, need)
        planning_heard.hear(self.pen, self.year, need)

    def _with_issue(self, needs: Sequence[Need]) -> str:
        """Return the issue of the need that an item answers, else any."""
        return (
            needs[0].facts[2] if needs else ISSUES[int(self.chance.random() ** 1.4 * len(ISSUES))]
        )

    def _item(
        self,
        plan: str,
        code: str,
        plan_stands: tuple[str, Day],
        issue: str,
        needs: list[Need],
        sums: PlanSums,
    ) -> list[Coming]:
        pen, chance, year = self.pen, self.chance.random, self.year
        status, adopted = plan_stands
        kept = pen.kept(year.drafted(), adopted, 2)
        titles = _TITLES[issue]
        roll = chance()
        village = f"{1 + int(roll * 997) % 15:02d}"
        own = (5 + int(chance() ** 3 * 1_200)) * 100_000 + (int(roll * 9_973) % 1_000 // 900) * (
            int(roll * 99_991) % 100_000
        )
        households = 5 + int(chance() * 300) if roll < 0.85 else 0
        owners = self.ground.owners.get(code, ())
        owner = owners[int(roll * 7_919) % len(owners)] if owners and roll < 0.7 else NULL
        lines = self._lines(own)
        begins, ends = year.period(int(roll * 3_571))
        target = str(10 + int(roll * 5_003) % 400)
        pen.line(
            "plan_items",
            *kept,
            *(plan, code, "TAMBON", year.text, status),
            *(f"{titles[int(roll * 7_001) % len(titles)]} หมู่ที่ {int(village)}", issue),
            *(baht(own), baht(own), owner, "สภาองค์กรชุมชนตำบล" if owner == NULL else NULL),
            *("จำนวนที่ได้ประโยชน์", "ชุมชนทำได้เองและดูแลต่อเนื่อง"),
            *(code + village if roll < 0.4 else NULL, begins, ends, _MODES[int(roll * 4_001) % 4]),
            *(_UNITS.get(issue, "คน"), "0", target),
            *(str(households) if households else NULL, str(households), "FINAL"),
        )
        pen.line("finalizations", *pen.written(year.drafted()), kept.id)
        for place, (source, agency, part) in enumerate(lines):
            told = "เงินบริจาค" if source == "OTHER" else NULL
            line = pen.id(adopted)
            pen.line(
                *(
                    "budget_lines",
                    line,
                    kept.id,
                    str(place),
                    source,
                    agency or NULL,
                    told,
                    baht(part),
                )
            )
        for need in needs:
            pen.line("plan_item_needs", kept.id, need.kept.id)
        if status == "DRAFT":
            return []
        sums.add(issue, own, own, households)
        sums.parts.bear(code, households, own, lines)
        return self._way(Coming(kept.id, issue, own, households, code, lines, needs))

    def _way(self, item: Coming) -> list[Coming]:
        """Let an item go its way; return what is decided of it above."""
        roll = self.chance.random()
        if roll < _INCLUDED:
            if self.chance.random() < _IN_PART:
                whole, item.satang = item.satang, item.satang * self.chance.randint(20, 90) // 100
                item.households = item.households * item.satang // whole
            decided = [item]
            for need in item.needs:
                need.waits = True
        elif roll < _EXCLUDED:
            item.reason = "ทำได้เองในตำบล ไม่ต้องเข้าแผนอำเภอ"
            decided = [item]
        else:
            decided = []
            if roll < _PROPOSED:
                self.year.propose(self.pen, item, "LAO", "องค์การบริหารส่วนตำบล")
        if self.year.ended and self.chance.random() < _REPORTED:
            self._report(item)
        return decided

    def _report(self, item: Coming) -> None:
        pen = self.pen
        day = self.year.reported()
        kept = pen.kept(day)
        spent = item.satang * self.chance.randint(60, 100) // 100
        pen.line(*("results", *kept, item.item, item.area, day.text, "ทำแล้วตามแผน", baht(spent)))
        for need in item.needs:
            need.done = kept.id, day

    def _lines(self, own: int) -> list[Line]:
        roll = self.chance.random()
        if roll < 0.1:
            return []
        first = self._line(own, roll)
        if roll < 0.75:
            return [first]
        part = own * (20 + int(roll * 7_919) % 60) // 100
        return [(first[0], first[1], part), self._line(own - part, self.chance.random())]

    def _line(self, satang: int, roll: float) -> Line:
        source = _SOURCES[int(roll * 8_009) % len(_SOURCES)]
        agencies = self.ground.agencies
        agency = agencies[int(roll * 6_007) % len(agencies)] if source == "AGENCY" else ""
        return source, agency, satang

    def _needs(self, code: str, count: int, name: str) -> list[Need]:
        owners = self.ground.owners.get(code, ())
        made = []
        for _ in range(count):
            roll = self.chance.random()
            voiced = self.year.voiced()
            day = day_of(voiced)
            kept = self.pen.kept(day)
            issue = ISSUES[int(roll * 1_009) % len(ISSUES)]
            village = f"{1 + int(roll * 997) % 15:02d}"
            by = owners[int(roll * 7_919) % len(owners)] if owners and roll < 0.6 else NULL
            facts = (
                *(
                    code + village if roll < 0.5 else code,
                    f"ขาด{_TITLES[issue][0]}",
                    issue,
                    day.text,
                ),
                *(by, NULL if by != NULL else f"เวทีประชาคมตำบล{name}", str(5 + int(roll * 150))),
            )
            looked = ("UNVERIFIED", "AREA_CONFIRMED", "PROVINCE_CONFIRMED")
            need = Need(kept, voiced, facts, looked[max(0, int(roll * 10) - 7)])
            need.step("RECORDED", "NEED", kept.id, day)
            made.append(need)
        return made
