"""Which organization, or which earlier row of the list, a row is about; what it says otherwise than that one."""

import datetime as dt
import functools
import itertools
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from services.registry.duplicates import rules as likeness
from services.registry.duplicates.schemas import WHY_TH, Known
from services.registry.import_matches.schemas import Looked, There
from services.registry.intake.schemas import RowPlan
from services.registry.intake_columns import rules as headed
from services.registry.intake_columns.schemas import Column
from services.registry.intake_findings.schemas import Finding, FindingCode, Suggestion
from services.registry.organization_names import rules as names
from services.registry.organizations.schemas import OrganizationNew
from shared import text, thai_due, thai_time
from shared.thai_time import DatePrecision

COUNTS = (
    ("women_count", ("women", "หญิง")),
    ("men_count", ("men", "ชาย")),
    ("households_count", ("household", "ครัวเรือน")),
    ("members_count", ("member", "สมาชิก")),
)
"""Which number a column tells, by a word of its heading; the first that fits counts."""
COMPARED = ("members_count", "households_count", "women_count", "men_count", "founded_on")
_DISTRICT, _TAMBON, _MOST = 4, 6, 10
_SHARED = likeness.NEAR / (200 - likeness.NEAR)
"""That much of its own pairs of letters a name shares with any that is near it (Dice)."""
_SAME_WHY = "ชื่อเดียวกันในอำเภอเดียวกัน"
Key = tuple[str, str, str]


class _Named(NamedTuple):
    """A name that a row may be alike: that of an organization, or of an earlier row."""

    stem: str
    area_code: str
    there: There | None
    row: Looked | None

    def offer(self, why: str) -> Suggestion:
        """Return what is told of it."""
        if self.row is not None:
            return _row_offer(self.row, why)
        assert self.there is not None
        return Suggestion(value=str(self.there.id), label_th=self.there.name_th, why_th=why)


def field_of(kept: Mapping[str, str], name: str) -> tuple[str, str] | None:
    """Return the heading and the cell that tell a number or the day of founding, None when no column does."""
    if name == "founded_on":
        told = headed.cells(kept, Column.DATE)
        about = [each for each in told if "ตั้ง" in each[0] or "founded" in each[0].lower()]
        return next(iter(about or told), None)
    for heading, value in headed.cells(kept, Column.COUNT):
        if name == _told_by(heading) and not headed.counts_money(heading, value):
            return heading, value
    return None


@functools.lru_cache(maxsize=1024)
def _told_by(heading: str) -> str | None:
    """Return which number a heading tells."""
    key = text.search_key(heading)
    return next((n for n, words in COUNTS if any(word in key for word in words)), None)


def compare(rows: Sequence[Looked], there: Sequence[There]) -> None:
    """Say of each row which organization, or which earlier row of the list, it is about or may be about."""
    by_plain: dict[str, list[There]] = defaultdict(list)
    by_stem: dict[str, list[There]] = defaultdict(list)
    for each in there:
        for plain in each.plains:
            by_plain[plain].append(each)
        for stem in each.stems:
            by_stem[stem].append(each)
    near = _near(rows, there)
    earlier: dict[Key, Looked] = {}
    for row in rows:
        made = row.draft
        if made is None or any(each.code is FindingCode.NAME_DOUBTFUL for each in row.findings):
            continue
        first = earlier.setdefault(key_of(row), row)
        one = same(row, by_plain.get(row.plain, []))
        if one is not None or first is not row:
            _complete(row, one, first)
            continue
        alike = [
            Suggestion(value=str(e.id), label_th=e.name_th, why_th=_SAME_WHY)
            for e in sorted(by_stem.get(row.stem, []), key=lambda each: each.id)
            if e.area_code[:_DISTRICT] == made.area_code[:_DISTRICT]
        ]
        offers = {offer.value: offer for offer in (*near.get(row.number, []), *alike)}
        if offers:
            shown = list(offers.values())[:_MOST]
            row.findings.append(_about_name(row, FindingCode.PROBABLE_DUPLICATE, shown))
            row.plan = RowPlan.DECIDE


def key_of(row: Looked) -> Key:
    """Return what two rows about one organization have in common: the name as typed, the area and the kind."""
    assert row.draft is not None
    return row.plain, row.draft.area_code, row.draft.kind.value


def same(row: Looked, known: Sequence[There]) -> There | None:
    """Return the organization of this name, kind and area that works today, if it is there."""
    made = row.draft
    fit = (
        each
        for each in known
        if made is not None
        and row.plain in each.plains
        and (each.kind, each.area_code) == (made.kind.value, made.area_code)
        and each.status in {"ACTIVE", "DORMANT"}
    )
    return min(fit, key=lambda each: each.id, default=None)


def _complete(row: Looked, one: There | None, first: Looked) -> None:
    row.plan = RowPlan.COMPLETE
    made = first.draft
    assert made is not None
    if one is not None:
        offer = Suggestion(
            value=str(one.id), label_th=one.name_th, why_th="ชื่อ ประเภท และพื้นที่เดียวกัน"
        )
    else:
        offer = _row_offer(first, "ชื่อ ประเภท และพื้นที่เดียวกัน")
    row.findings.append(_about_name(row, FindingCode.SAME_ORGANIZATION, [offer]))
    row.findings += _differing(row, one or made)


def _row_offer(row: Looked, why: str) -> Suggestion:
    assert row.draft is not None
    label = f"แถวที่ {row.number} ของรายชื่อนี้ {row.draft.name_th}"
    return Suggestion(value=str(row.number), label_th=label, why_th=why)


def _about_name(row: Looked, code: FindingCode, offers: list[Suggestion]) -> Finding:
    heading, typed = headed.names(row.kept)[0]
    return Finding(code=code, field=heading, typed=typed, suggestions=offers)


def _differing(row: Looked, one: There | OrganizationNew) -> Iterator[Finding]:
    """Yield a finding for each value that is told otherwise by what is there; that one stays."""
    made = row.draft
    for name in COMPARED:
        told, kept = getattr(made, name), getattr(one, name)
        cell = field_of(row.kept, name)
        if told is None or kept is None or cell is None or _agree(told, kept, made, one):
            continue
        label = thai_time.long_thai_date(kept) if isinstance(kept, dt.date) else str(kept)
        offer = Suggestion(value=str(kept), label_th=label, why_th="ค่าที่มีอยู่ ไม่ถูกเขียนทับ")
        code = FindingCode.VALUE_DIFFERS
        yield Finding(code=code, field=cell[0], typed=cell[1], suggestions=[offer])


def _agree(told: Any, kept: Any, made: Any, one: Any) -> bool:
    """Say whether two values may both be true: a year and a day of it are."""
    if not isinstance(told, dt.date):
        return bool(told == kept)
    first = thai_due.around(told, DatePrecision(made.founded_precision))
    other = thai_due.around(kept, DatePrecision(one.founded_precision or DatePrecision.DAY))
    return first.first <= other.last and other.first <= first.last


def _near(rows: Sequence[Looked], there: Sequence[There]) -> dict[int, list[Suggestion]]:
    """Return by its number in the list what each row may be about: of its tambon and kind, with a name like its own.

    Names with other numbers in them (หมู่ 3, หมู่ 4) are of two groups.
    """
    groups: dict[Key, list[_Named]] = defaultdict(list)
    for each in there:
        for stem in each.stems:
            key = (each.area_code[:_TAMBON], each.kind, _numbers(stem))
            groups[key].append(_Named(stem, each.area_code, each, None))
    seen: set[Key] = set()
    for row in rows:
        if row.draft is not None and key_of(row) not in seen:
            seen.add(key_of(row))
            code, kind = row.draft.area_code, row.draft.kind.value
            key = (code[:_TAMBON], kind, _numbers(row.stem))
            groups[key].append(_Named(row.stem, code, None, row))
    found: dict[int, list[tuple[int, Suggestion]]] = defaultdict(list)
    for (_, kind, _), group in groups.items():
        for row, other in _alike(group):
            assert row.draft is not None
            made = row.draft
            known = Known(made.id, kind, other.area_code, [other.stem])
            scored = likeness.judge(row.stem, made.area_code, kind, known)
            if scored.score >= likeness.NEAR:
                why = " ".join(WHY_TH[each] for each in scored.why)
                found[row.number].append((scored.score, other.offer(why)))
    best = {number: sorted(each, key=lambda one: -one[0]) for number, each in found.items()}
    return {number: [offer for _, offer in each] for number, each in best.items()}


def _numbers(stem: str) -> str:
    return " ".join(re.findall("[0-9]+", stem))


def _alike(group: Sequence[_Named]) -> Iterator[tuple[Looked, _Named]]:
    """Yield each row with what stands before it and can be alike enough: the two share one of their rarest pairs.

    Of two names so alike each has most of the other's pairs of letters, so that they cannot differ in all the
    rarest ones: that many thousand rows of one tambon are compared without comparing each with each.
    """
    pairs = [names.pairs(each.stem) for each in group]
    often = Counter(itertools.chain.from_iterable(pairs))
    by_pair: dict[str, list[int]] = defaultdict(list)
    for at, each in enumerate(group):
        rarest = sorted(pairs[at], key=lambda pair: (often[pair], pair))
        rarest = rarest[: len(rarest) - math.ceil(len(rarest) * _SHARED) + 1]
        if each.row is not None:
            for other in sorted({n for pair in rarest for n in by_pair[pair]}):
                yield each.row, group[other]
        for pair in rarest:
            by_pair[pair].append(at)
