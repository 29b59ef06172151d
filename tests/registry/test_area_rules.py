"""Splitting, merging, moving and undoing as pure rules, on trees of any shape."""

from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.registry.area_changes import rules
from services.registry.area_changes.schemas import AreaChangeKind, AreaChangeNew, Unit
from shared.errors import Problem
from shared.ids import new_id

DAY = "2020-01-01"


def below(code: str, count: int) -> list[str]:
    return [f"{code}{number + 1:02}" for number in range(count)]


@st.composite
def trees(draw: st.DrawFn) -> set[str]:
    """Two provinces with districts, tambons and villages."""
    codes: set[str] = set()
    for province in ("44", "45"):
        codes.add(province)
        for district in below(province, draw(st.integers(1, 3))):
            codes.add(district)
            for tambon in below(district, draw(st.integers(0, 3))):
                codes |= {tambon, *below(tambon, draw(st.integers(0, 2)))}
    return codes


def change(kind: AreaChangeKind, unit: Unit, parts: list[Unit]) -> AreaChangeNew:
    return AreaChangeNew(
        id=new_id(), kind=kind, order_th="ประกาศ", effective_on=DAY, units=[unit], parts=parts
    )


@st.composite
def orders(draw: st.DrawFn) -> tuple[set[str], AreaChangeNew]:
    """Make an order that fits its tree."""
    tree = draw(trees())
    code = draw(st.sampled_from(sorted(one for one in tree if 4 <= len(one) <= 6)))
    children = sorted(one for one in tree if one.startswith(code) and len(one) == len(code) + 2)
    kind = draw(st.sampled_from([AreaChangeKind.SPLIT, AreaChangeKind.MERGE, AreaChangeKind.MOVE]))
    others = sorted(one for one in tree if len(one) == len(code) and one != code)
    if kind is AreaChangeKind.SPLIT and children:
        going = draw(st.lists(st.sampled_from(children), min_size=1, unique=True))
        unit = Unit(from_code=code, to_code=f"{code[:-2]}98", name_th="ใหม่", name_en="New")
        parts = [
            Unit(from_code=one, to_code=f"{unit.to_code}{n + 1:02}") for n, one in enumerate(going)
        ]
        return tree, change(kind, unit, parts)
    if kind is AreaChangeKind.MERGE and others:
        into = draw(st.sampled_from(others))
        parts = [
            Unit(from_code=one, to_code=f"{into}{n + 60:02}") for n, one in enumerate(children)
        ]
        return tree, change(kind, Unit(from_code=code, to_code=into), parts)
    to = (
        f"{draw(st.sampled_from(['44', '45']))}{code[2:-2]}97"
        if len(code) == 4
        else f"{code[:-2]}97"
    )
    return tree, change(AreaChangeKind.MOVE, Unit(from_code=code, to_code=to), [])


@settings(deadline=None)
@given(orders())
def test_undoing_a_change_brings_back_the_tree(case: tuple[set[str], AreaChangeNew]) -> None:
    tree, new = case
    steps = rules.plan(new, tree, set())
    after = rules.tree_after(tree, steps)
    assert after != tree
    assert rules.tree_after(after, rules.undo(steps, after)) == tree


@settings(deadline=None)
@given(orders())
def test_everything_that_moves_gets_a_place_of_its_own_that_stands(
    case: tuple[set[str], AreaChangeNew],
) -> None:
    tree, new = case
    steps = rules.plan(new, tree, set())
    after = rules.tree_after(tree, steps)
    places = {code: rules.target(code, steps.pairs) for code in tree}
    assert set(places.values()) <= after
    merged = {unit.from_code for unit in new.units} if new.kind is AreaChangeKind.MERGE else set()
    alone = [place for code, place in places.items() if code not in merged]
    assert len(alone) == len(set(alone))
    back = {place: code for code, place in places.items() if code not in merged}
    assert all(back[rules.target(code, steps.pairs)] == code for code in tree - merged)
    assert all(code[:-2] in after for code in after if len(code) > 2)


@settings(deadline=None)
@given(orders())
def test_ground_goes_along_with_a_code_that_changes_and_comes_back_when_that_is_undone(
    case: tuple[set[str], AreaChangeNew],
) -> None:
    tree, new = case
    ground = {code: f"ground of {code}" for code in tree}
    steps = rules.plan(new, tree, set())
    after = rules.tree_after(tree, steps)
    fresh = (f"fresh {number}" for number in count())
    then = {**ground, **rules.grounds(steps, ground, lambda: next(fresh))}
    standing = [then[code] for code in sorted(after)]
    assert len(set(standing)) == len(standing), "no ground has two codes at once"
    gone = {unit.from_code for unit in new.units} if new.kind is AreaChangeKind.MERGE else set()
    assert {ground[code] for code in tree - gone} <= set(standing)
    for code in tree - gone:
        assert then[rules.target(code, steps.pairs)] == ground[code]
    made = {new.units[0].to_code} if new.kind is AreaChangeKind.SPLIT else set()
    assert {code for code in after if then[code].startswith("fresh")} == made
    undone = rules.undo(steps, after)
    back = {**then, **rules.grounds(undone, then, lambda: next(fresh))}
    assert {code: back[code] for code in rules.tree_after(after, undone)} == ground


def test_a_number_that_is_taken_must_be_told_anew() -> None:
    tree = {"44", "4401", "440101", "4402", "440201"}
    unit = Unit(from_code="4401", to_code="4402")
    with pytest.raises(Problem) as refused:
        rules.plan(change(AreaChangeKind.MERGE, unit, []), tree, set())
    assert [error.code for error in refused.value.errors] == ["code-in-use"]


def test_a_village_that_something_names_counts_though_it_is_not_loaded() -> None:
    tree = {"44", "4401", "440101", "440102"}
    unit = Unit(from_code="440101", to_code="440102")
    with pytest.raises(Problem):
        rules.plan(change(AreaChangeKind.MERGE, unit, []), tree, {"44010101", "44010201"})


def test_a_later_change_at_the_same_codes_is_undone_first() -> None:
    tree = {"44", "4401", "440101", "440102", "4402"}
    first = rules.plan(
        change(AreaChangeKind.MOVE, Unit(from_code="440101", to_code="440105"), []), tree, set()
    )
    then = rules.tree_after(tree, first)
    second = rules.plan(
        change(AreaChangeKind.MERGE, Unit(from_code="440105", to_code="440102"), []), then, set()
    )
    with pytest.raises(Problem):
        rules.check_last(first, [second])
    with pytest.raises(Problem):
        rules.undo(first, rules.tree_after(then, second))
    rules.check_last(second, [])
