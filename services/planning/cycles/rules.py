"""What is allowed of planning years, and when one ends."""

import datetime as dt

from services.planning.needs.schemas import NeedStatus
from shared.errors import Problem, field_problem
from shared.places import Level, level_of
from shared.thai_time import fiscal_year_bounds

WITHOUT_MONEY = frozenset(
    {NeedStatus.RECORDED, NeedStatus.IN_PLAN, NeedStatus.PROPOSED, NeedStatus.REJECTED}
)
WITH_MONEY = frozenset({NeedStatus.ACCEPTED, NeedStatus.ACCEPTED_IN_PART, NeedStatus.DONE})


def check_area(area_code: str) -> None:
    """Raise 422 unless the area is a province, a district or a tambon."""
    if level_of(area_code) is Level.VILLAGE:
        raise field_problem("area_code", "wrong-level", levels=["PROVINCE", "DISTRICT", "TAMBON"])


def check_day(closed_on: dt.date, year_be: int) -> None:
    """Raise 422 for a day before the year began."""
    if closed_on < fiscal_year_bounds(year_be)[0]:
        raise field_problem("closed_on", "too-early")


def check_last(last: int | None, year_be: int) -> None:
    """Raise 409 when a later year is closed: nothing is carried into a year that is over."""
    if last is not None and last > year_be:
        said = ("ปีหลังจากนี้ปิดไปแล้ว", "A later year is closed already")
        raise Problem("state-conflict", said, closed_year_be=last)


def why_carried(year_be: int) -> str:
    """Return what the authors of a need that is carried on are told."""
    return f"ปีงบประมาณ {year_be} ยังไม่ได้รับงบประมาณ จึงยกไปปี {year_be + 1}"


def voiced_until(year_be: int, closed_on: dt.date) -> dt.date:
    """Return the last day on which a need of the year was voiced."""
    return min(fiscal_year_bounds(year_be)[1], closed_on)
