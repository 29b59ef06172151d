"""What is allowed of changes by law, and what they do to the tree: pure, so that undoing can be proved."""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from services.registry.area_changes.schemas import AreaChangeKind, AreaChangeNew, Unit
from shared.errors import FieldError, Problem, field_problem

Names = tuple[str | None, str | None]


@dataclass(frozen=True, slots=True)
class Steps:
    """What a change does. `pairs` are the prefixes along which things move; the longest one counts."""

    opened: dict[str, str] = field(default_factory=dict)
    """New code to the code whose facts it begins with."""
    ended: dict[str, str] = field(default_factory=dict)
    """Code that ends to the one that takes its place."""
    named: dict[str, Names] = field(default_factory=dict)
    """New names, of areas that stay and of new ones."""
    widened: tuple[str, ...] = ()
    """Areas that stay, with other limits: what was split, what took another in."""
    pairs: dict[str, str] = field(default_factory=dict)

    @property
    def touched(self) -> list[str]:
        """Return every code that the change is about."""
        return sorted({*self.opened, *self.ended, *self.named, *self.widened})


def target(code: str, pairs: Mapping[str, str]) -> str:
    """Return where a code lies after a move: the longest prefix that moves takes it along."""
    for length in range(len(code), 0, -1):
        if (new := pairs.get(code[:length])) is not None:
            return new + code[length:]
    return code


def plan(new: AreaChangeNew, known: Collection[str], used: Collection[str]) -> Steps:
    """Return what an order does; raise 422 with a pointer at everything that does not fit.

    `known` are the areas of today, at least those at, above and below the codes named; `used` are villages
    without a row of their own that something refers to.
    """
    faults = [*_form(new), *_sources(new, known, used)]
    if faults:
        raise Problem("validation-failed", errors=faults)
    if new.kind is AreaChangeKind.RENAME:
        return Steps(named={unit.from_code: _names(unit) for unit in new.units})
    splits, merges = new.kind is AreaChangeKind.SPLIT, new.kind is AreaChangeKind.MERGE
    moving = new.parts if splits else [*new.units, *new.parts]
    pairs = {unit.from_code: unit.to_code for unit in moving}
    into = {unit.to_code for unit in new.units} if merges else set()
    below = _below(pairs, {*known, *used})
    moved = {code: target(code, pairs) for code in below}
    _check_targets(new, moved, into, {*known, *used})
    opened = {moved[code]: code for code in below if code in known and moved[code] not in into}
    if splits:
        opened[new.units[0].to_code] = new.units[0].from_code
    ended = {code: moved[code] for code in below if code in known}
    _check_parents(new, opened, ended, known)
    named = {unit.to_code: _names(unit) for unit in [*new.units, *new.parts] if unit.name_th}
    widened = {new.units[0].from_code} if splits else into
    return Steps(opened, ended, named, tuple(sorted(widened)), pairs)


def grounds(steps: Steps, known: Mapping[str, str], fresh: Callable[[], str]) -> dict[str, str]:
    """Return the ground of each code that opens, given those of the codes it comes from.

    An area that only gets another code stays the same ground, and one that comes back is what it was.
    What is split off is ground of its own: nobody assessed it. What takes another in stays what it is.
    """
    return {
        code: known[source] if steps.ended.get(source) == code or source == code else fresh()
        for code, source in steps.opened.items()
    }


def undo(steps: Steps, known: Collection[str]) -> Steps:
    """Return what undoes a change, given the areas of today; raise 409 when a later one stands in its way.

    What was opened since below a code that ends now goes along, as the change itself came.
    """
    gone = sorted(code for code in steps.opened if code not in known)
    back = sorted(code for code in steps.ended if code in known)
    if gone or back:
        raise _later([*gone, *back])
    pairs = dict(steps.opened)
    since = [code for code in _below(pairs, known) if code not in steps.opened]
    taken = [code for code in since if target(code, pairs) in known]
    if taken:
        said = (
            f"รหัสเดิมของ {' '.join(taken[:5])} มีใช้อยู่แล้ว",
            f"The former code of {' '.join(taken[:5])} is in use",
        )
        raise Problem("state-conflict", said)
    opened = {old: old for old in steps.ended} | {target(code, pairs): code for code in since}
    ended = dict(steps.opened) | {code: target(code, pairs) for code in since}
    return Steps(opened, ended, {}, steps.widened, pairs)


def check_last(did: Steps, later: Iterable[Steps]) -> None:
    """Raise 409 when a later change that stands moved something at or below what this one moved."""
    own, wide = {*did.opened, *did.ended}, {*did.opened, *did.ended, *did.widened}
    for other in later:
        theirs = {*other.opened, *other.ended}
        met = wide & {*theirs, *other.widened} or {
            code
            for code in own
            if any(code.startswith(each) or each.startswith(code) for each in theirs)
        }
        if met:
            raise _later(sorted(met))


def _later(codes: Sequence[str]) -> Problem:
    some = " ".join(codes[:5])
    said = (
        f"มีการเปลี่ยนแปลงภายหลังกับรหัส {some} ต้องยกเลิกอันหลังก่อน",
        f"A later change stands at {some}: undo that one first",
    )
    return Problem("state-conflict", said)


def check_day(asked: dt.date, stood: Iterable[dt.date | None]) -> None:
    """Raise 422 for a day before the last change of something that this one touches."""
    latest = max((day for day in stood if day is not None), default=None)
    if latest is not None and asked < latest:
        raise field_problem("effective_on", "too-early")


def _names(unit: Unit) -> Names:
    return unit.name_th, unit.name_en


def _form(new: AreaChangeNew) -> list[FieldError]:
    """Return what is wrong with the order by itself."""
    faults: list[FieldError] = []
    renames, splits = new.kind is AreaChangeKind.RENAME, new.kind is AreaChangeKind.SPLIT
    if renames and new.parts:
        faults.append(FieldError(("body", "parts"), "too-long", max=0))
    if splits and len(new.units) != 1:
        faults.append(FieldError(("body", "units"), "too-long", max=1))
    if splits and not new.parts and not new.organization_ids:
        faults.append(FieldError(("body", "parts"), "required"))
    if not splits and new.organization_ids:
        faults.append(FieldError(("body", "organization_ids"), "too-long", max=0))
    for name, units in (("units", new.units), ("parts", new.parts)):
        for place, unit in enumerate(units):
            where = ("body", name, place)
            if (unit.from_code == unit.to_code) is not renames:
                faults.append(FieldError((*where, "to_code"), "invalid"))
            if len(unit.from_code) != len(unit.to_code):
                faults.append(FieldError((*where, "to_code"), "wrong-level"))
            if name == "units" and (renames or splits) and not unit.name_th:
                faults.append(FieldError((*where, "name_th"), "required"))
    return faults


def _sources(
    new: AreaChangeNew, known: Collection[str], used: Collection[str]
) -> list[FieldError]:
    """Return what is wrong with the codes that the order names as they are today."""
    faults: list[FieldError] = []
    seen: set[str] = set()
    ways = [(unit.from_code, unit.to_code) for unit in new.units]
    for place, unit in enumerate(new.units):
        if unit.from_code not in known:
            faults.append(FieldError(("body", "units", place, "from_code"), "unknown-reference"))
        if unit.from_code in seen or unit.to_code in seen - {unit.from_code}:
            faults.append(FieldError(("body", "units", place, "from_code"), "repeated-item"))
        seen.add(unit.from_code)
        present = unit.to_code in known
        if new.kind is AreaChangeKind.MERGE and not present:
            faults.append(FieldError(("body", "units", place, "to_code"), "unknown-reference"))
    for place, part in enumerate(new.parts):
        where = ("body", "parts", place)
        if part.from_code not in {*known, *used}:
            faults.append(FieldError((*where, "from_code"), "unknown-reference"))
        if part.from_code in seen:
            faults.append(FieldError((*where, "from_code"), "repeated-item"))
        seen.add(part.from_code)
        if not any(_inside(part.from_code, old) and _inside(part.to_code, to) for old, to in ways):
            faults.append(FieldError((*where, "to_code"), "outside-parent"))
    return faults


def _inside(code: str, area: str) -> bool:
    return code.startswith(area) and len(code) > len(area)


def _below(pairs: Mapping[str, str], codes: Iterable[str]) -> list[str]:
    """Return, sorted, the codes that lie at or below one that moves."""
    return sorted(code for code in codes if target(code, pairs) != code)


def _check_targets(
    new: AreaChangeNew, moved: Mapping[str, str], into: Collection[str], taken: Collection[str]
) -> None:
    """Raise 422 unless every code that moves gets one of its own, but for areas that become one."""
    faults = []
    got: dict[str, str] = {}
    opens = [new.units[0].to_code] if new.kind is AreaChangeKind.SPLIT else []
    for code, to in [*moved.items(), *(("", code) for code in opens)]:
        if to in into:
            if any(code == unit.from_code for unit in new.units):
                continue
            faults.append(FieldError(_pointer(new, code), "code-in-use", taken=to))
        elif to in taken or to in got:
            faults.append(FieldError(_pointer(new, code), "code-in-use", taken=to))
        got[to] = code
    if faults:
        raise Problem("validation-failed", errors=faults[:100])


def _pointer(new: AreaChangeNew, code: str) -> tuple[str | int, ...]:
    """Return the place of the order that says where a code goes; where it is silent, `parts`."""
    for name, units in (("units", new.units), ("parts", new.parts)):
        for place, unit in enumerate(units):
            if code in {unit.from_code, ""}:
                return ("body", name, place, "to_code")
    return ("body", "parts")


def _check_parents(
    new: AreaChangeNew,
    opened: Mapping[str, str],
    ended: Mapping[str, str],
    known: Collection[str],
) -> None:
    """Raise 422 unless every new area lies in one that stands."""
    standing = ({*known} - ended.keys()) | opened.keys()
    faults = [
        FieldError(_pointer(new, opened[code]), "outside-parent")
        for code in sorted(opened)
        if len(code) > 2 and code[:-2] not in standing
    ]
    if faults:
        raise Problem("validation-failed", errors=faults[:100])


def tree_after(known: Collection[str], steps: Steps) -> set[str]:
    """Return the codes that stand once the steps are taken."""
    return ({*known} - steps.ended.keys()) | steps.opened.keys()


def counts(moved: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """Return how many references moved, by column."""
    return {name: len(keys) for name, keys in sorted(moved.items())}
