"""A body as a calendar of months: who holds which seat when, looked at month by month."""

import datetime as dt
import random
from dataclasses import dataclass, field

FIRST_YEAR, YEARS = 2020, 12
REGIONS = ("R-NORTH", "R-NORTHEAST", "R-CENTRAL-WEST", "R-BKK-EAST", "R-SOUTH")
"""The regions of these years: they are known from 9 April 2562 (2019) on."""
Months = frozenset[int]


def day(month: int) -> str:
    """Return the first day of a month, counted from the first of the calendar."""
    return dt.date(FIRST_YEAR + month // 12, month % 12 + 1, 1).isoformat()


def months(starts: int, ends: int | None) -> Months:
    """Return the months of a span; without an end it goes on to the calendar's."""
    return frozenset(range(starts, YEARS * 12 if ends is None else ends))


@dataclass(frozen=True)
class Asked:
    """A seat that somebody asks for."""

    id: str
    starts: int
    ends: int | None
    region: str | None
    """Of a co-chair; None is a member."""

    @property
    def months(self) -> Months:
        """Return the months in which it is held."""
        return months(self.starts, self.ends)


@dataclass
class Calendar:
    """What a body holds, by the answers that were given; `seats` is how many there are."""

    seats: int
    held: dict[str, Asked] = field(default_factory=dict)
    away: dict[str, list[Months]] = field(default_factory=dict)
    """When who holds a seat serves on another board."""

    def sitting(self, month: int, *, besides: str = "") -> set[str]:
        """Return who sits in a month."""
        return {one.id for one in self.held.values() if month in one.months} - {besides}

    def crowded(self, asked: Asked) -> str | None:
        """Return why a seat cannot be taken beside the others, or None."""
        for month in asked.months:
            others = [self.held[id] for id in self.sitting(month, besides=asked.id)]
            if len(others) >= self.seats:
                return "body-full"
        for month in asked.months if asked.region else ():
            others = [self.held[id] for id in self.sitting(month, besides=asked.id)]
            if any(one.region == asked.region for one in others):
                return "region-has-co-chair"
        return None

    def broken(self) -> list[str]:
        """Return what is wrong on its face: months with a seat too many or two co-chairs of a region."""
        found = []
        for month in range(YEARS * 12):
            regions = [self.held[id].region for id in self.sitting(month)]
            chairs = [region for region in regions if region]
            if len(regions) > self.seats:
                found.append(f"{len(regions)} of {self.seats} seats on {day(month)}")
            if len(set(chairs)) < len(chairs):
                found.append(f"two co-chairs of a region on {day(month)}")
        return found

    def end(self, id: str, month: int) -> bool:
        """End a seat; say whether that may be: not before its start, and no seat is prolonged."""
        one = self.held[id]
        if month < one.starts or (one.ends is not None and month >= one.ends):
            return False
        self.held[id] = Asked(id, one.starts, month, one.region)
        self.away[id] = [gone & months(0, month) for gone in self.away.get(id, [])]
        return True

    def go(self, id: str, starts: int, ends: int) -> bool:
        """Let who holds a seat go to another board; say whether that may be: within the seat, once at a time."""
        gone, one = months(starts, ends), self.held[id]
        if not gone <= one.months or any(gone & other for other in self.away.get(id, [])):
            return False
        self.away.setdefault(id, []).append(gone)
        return True


def spans(chance: random.Random) -> tuple[int, int | None]:
    """Return a random span within the calendar, a third of them without an end."""
    starts = chance.randrange(YEARS * 12 - 12)
    if chance.random() < 1 / 3:
        return starts, None
    return starts, min(starts + chance.randrange(1, 60), YEARS * 12 - 1)
