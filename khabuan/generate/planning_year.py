"""A year of planning: its days, needs with the way that they went, and proposals with their answers."""

import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import dataclass, field

from khabuan.generate.planning_pen import NULL, Day, Kept, Pen, baht, day_of
from khabuan.generate.planning_sums import Line, Parts
from services.planning.addressees import rules as clocks
from services.planning.planning_rules.schemas import MEANINGS, Rule

LAST = 2570
"""The newest year of plans; its projects have begun, none has results."""
_ADOPTED = {"TAMBON": (182, 28), "DISTRICT": (213, 12), "PROVINCE": (226, 14), "REGION": (245, 8)}
"""Day of the year on which plans of a level begin to be adopted, and for how many days; the nation's comes last."""
_NATION = (262, 1)
_LOOKED = {
    "UNVERIFIED": (),
    "AREA_CONFIRMED": ("AREA",),
    "PROVINCE_CONFIRMED": ("AREA", "PROVINCE"),
}
_WHO = {"AREA": "TAMBON_STAFF", "PROVINCE": "PROVINCE_WORKING_GROUP"}
_ANSWERED = ("ACCEPTED", "ACCEPTED_IN_PART", "REJECTED")
_OUTCOMES = ("ACCEPTED", "ACCEPTED_IN_PART", "REJECTED", "ACKNOWLEDGED", "SUBMITTED")
_THEN, _NOW = (45, 25, 27, 2, 1), (10, 5, 5, 40, 40)


def _days(rule: Rule) -> int:
    """Return the days that a rule gives where nobody set it otherwise."""
    days = MEANINGS[rule].default
    assert isinstance(days, int)
    return days


@dataclass(slots=True)
class Need:
    """A need with the way that it went: state, kind of cause, cause and day of each step."""

    kept: Kept
    voiced: int
    facts: tuple[str, ...]
    """Area, title, issue, day, organization, forum, households."""
    verification: str
    steps: list[tuple[str, str, str, Day]] = field(default_factory=list)
    waits: bool = False
    """Its item goes further up: steps may come that go before its end."""
    done: tuple[str, Day] | None = None
    """The result by which it was done."""

    def step(self, status: str, kind: str, cause: str, day: Day) -> None:
        """Take a step."""
        self.steps.append((status, kind, cause, day))


@dataclass(slots=True)
class Coming:
    """An item on its way: what of it comes up into the plan above, or nothing, for a reason."""

    item: str
    issue: str
    satang: int
    households: int
    area: str
    lines: Sequence[Line]
    needs: Sequence[Need]
    parts: Parts | None = None
    """Of an item that grew out of others: where its money was born."""
    reason: str = NULL


class Year:
    """The days of one planning year by one chance."""

    def __init__(self, year_be: int, chance: random.Random) -> None:
        self.be = year_be
        self.text = str(year_be)
        self.ended = year_be < LAST
        self._chance = chance
        self.first = dt.date(year_be - 544, 1, 1).toordinal()
        self.papers: dict[str, tuple[tuple[str, str, str], str, int]] = {}
        """What tambons handed over on paper: the act, its day, and how many notices."""
        self._periods = [
            (day_of(self.first + begins).text, day_of(self.first + begins + days).text)
            for begins, days in ((273, 364), (304, 180), (334, 90), (365, 243), (396, 30))
        ]

    def voiced(self) -> int:
        """Return the number of a day on which people voiced something."""
        return self.first - 90 + self._chance.randrange(180)

    def drafted(self) -> Day:
        """Return a day on which people wrote a plan."""
        return day_of(self.first + 100 + self._chance.randrange(80))

    def adopted(self, level: str) -> Day:
        """Return a day on which a plan of a level was adopted: after those below it."""
        begins, days = _ADOPTED.get(level, _NATION)
        return day_of(self.first + begins + self._chance.randrange(days))

    def period(self, number: int) -> tuple[str, str]:
        """Return when a project begins and ends."""
        return self._periods[number % len(self._periods)]

    def reported(self) -> Day:
        """Return a day on which people reported what came of a project."""
        return day_of(self.first + 365 + 150 + self._chance.randrange(120))

    def propose(self, pen: Pen, item: Coming, kind: str, addressee: str) -> None:
        """Write a proposal of all that an item is about, with its answer; its needs take the steps."""
        began = self.first + 273 + self._chance.randrange(60 if self.ended else 35)
        day = day_of(began)
        status = self._chance.choices(_OUTCOMES, _THEN if self.ended else _NOW)[0]
        wait = 20 + self._chance.randrange(60) if self.ended else 10
        heard = day_of(began + min(wait, 3 + self._chance.randrange(10)))
        spoke = day_of(began + wait)
        word = status != "SUBMITTED"
        kept = pen.kept(day, spoke if status in _ANSWERED else day, 1 + word)
        granted, answer, awaited = NULL, NULL, kept.id
        for need in item.needs:
            need.step("PROPOSED", "PROPOSAL", kept.id, day)
        if word:
            act = pen.written(heard)
            awaited = act[0]
            pen.line("acknowledgements", *act, kept.id, heard.text)
        if status in _ANSWERED:
            act = pen.written(spoke)
            awaited = answer = act[0]
            part = item.satang * self._chance.randint(30, 80) // 100
            granted = {"ACCEPTED": baht(item.satang), "REJECTED": NULL}.get(status, baht(part))
            reason = "งบประมาณจำกัด" if status != "ACCEPTED" else NULL
            pen.line("answers", *act, kept.id, status, granted, reason, spoke.text)
            for need in item.needs:
                need.step(status, "ANSWER", answer, spoke)
        first = dt.date.fromordinal(began)
        by = [
            day_of(each.toordinal()).text
            for each in clocks.deadlines(
                first, _days(Rule.ACKNOWLEDGE_DAYS), _days(Rule.ANSWER_DAYS)
            )
        ]
        pen.line(
            "proposals",
            *kept,
            *(item.item, item.area, self.text, kind, addressee, "ขอรับการสนับสนุนโครงการ"),
            *(baht(item.satang), granted, day.text, heard.text if word else NULL, status),
            *(*by, awaited, answer),
        )


def write(pen: Pen, need: Need) -> None:
    """Write a need with its steps and who looked whether it is so."""
    if need.done is not None:
        need.step("DONE", "RESULT", *need.done)
    last = need.steps[-1]
    hour = need.kept.updated_at[10:]
    count = str(len(need.steps))
    kept = need.kept._replace(revision=count, updated_at=f"{last[3].text}{hour}")
    pen.line("needs", *kept, *need.facts, last[0], count, need.verification)
    before = NULL
    for number, (status, kind, cause, day) in enumerate(need.steps, 1):
        pen.line(
            *("need_steps", kept.id, str(number), before, status, kind, cause),
            *(day.text, f"{day.text}{hour}"),
        )
        before = status
    for number, level in enumerate(_LOOKED[need.verification], 1):
        day = day_of(need.voiced + 12 * number)
        act = pen.written(day)
        who = f"khabuan:generate:{level.lower()}"
        pen.line(
            *("need_verifications", *act, kept.id, level, "CONFIRMED"),
            *(day.text, who, _WHO[level]),
        )
