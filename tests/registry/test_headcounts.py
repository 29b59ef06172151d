"""Headcounts: whoever compares all tables there are works out no count that is hidden."""

import time
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from services.registry.headcounts import rules
from services.registry.headcounts.schemas import CountedBy

PLACES = {code: code for code in (
    "83", "8301", "830101", "830102", "8302", "830201", "8303", "830301", "830302",
    "84", "8401", "840101", "840102", "8402", "840201",
)}  # fmt: skip
AREAS = ("", *PLACES)
TAMBONS = [code for code in PLACES if len(code) == 6]
VALUES = {CountedBy.POST: ("MEMBER", "LEADER"), CountedBy.GENERATION: ("2500", "2520")}
Counts = dict[tuple[str, str, str], int]
Vector = dict[tuple[str, str], Fraction]

numbers = st.lists(
    st.sampled_from([0, 0, 1, 3, 5, 9, 10, 12, 15, 30]),
    min_size=2 * len(TAMBONS),
    max_size=2 * len(TAMBONS),
)


def true_counts(by: CountedBy, drawn: list[int]) -> Counts:
    keys = [(by.value, code, value) for code in TAMBONS for value in VALUES[by]]
    return dict(zip(keys, drawn, strict=True))


def answers(by: CountedBy, k: int, counts: Counts) -> list[tuple[str, str, int | None]]:
    """Return (area, value or "" for all, count) of every cell of every table that is given with k."""
    found = []
    base = rules.base_digits(k)
    kept = rules.gathered(counts, base + 2)
    for area in AREAS:
        if k == rules.FEWEST_AT_HOME and not area:
            continue
        places = {c: c for c in PLACES if c.startswith(area[:base])}
        told = rules.table(area, by, k, places, kept)
        lines = [(row["code"], row["cells"], row["total"]) for row in told["rows"]]
        for code, cells, total in [*lines, (area, told["totals"], told["total"])]:
            named = zip((*told["columns"], ""), (*cells, total), strict=True)
            found += [(code, value, cell["count"]) for value, cell in named]
    return found


def truth(by: CountedBy, code: str, value: str, counts: Counts) -> int:
    return sum(
        n for (b, c, v), n in counts.items() if b == by and c.startswith(code) and value in {"", v}
    )


def unknowns(by: CountedBy, code: str, value: str) -> Vector:
    return {
        (c, v): Fraction(1)
        for c in TAMBONS
        for v in rules.COLUMNS[by]
        if c.startswith(code) and value in {"", v}
    }


def reduced(vector: Vector, basis: dict[tuple[str, str], Vector]) -> Vector:
    """Return what is left of a sum of unknown counts once all that is known is taken off."""
    vector = dict(vector)
    for pivot, known in basis.items():
        if factor := vector.get(pivot):
            for key, amount in known.items():
                vector[key] = vector.get(key, Fraction(0)) - factor * amount
    return {key: amount for key, amount in vector.items() if amount}


def learned(vectors: list[Vector]) -> dict[tuple[str, str], Vector]:
    basis: dict[tuple[str, str], Vector] = {}
    for vector in vectors:
        if rest := reduced(vector, basis):
            pivot = next(iter(rest))
            basis[pivot] = {key: amount / rest[pivot] for key, amount in rest.items()}
    return basis


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(CountedBy), st.sampled_from([5, 10]), numbers)
def test_comparing_all_tables_tells_no_hidden_count(
    by: CountedBy, k: int, drawn: list[int]
) -> None:
    counts = true_counts(by, drawn)
    told = answers(by, k, counts)
    shown = [(code, value, n) for code, value, n in told if n is not None]
    for code, value, n in shown:
        assert n == truth(by, code, value, counts) >= k
    # A sum of unknowns that is shown to be nothing tells each of them: none is, as k is not 0.
    basis = learned([unknowns(by, code, value) for code, value, _ in shown])
    for code in PLACES:
        for value in (*VALUES[by], ""):
            if truth(by, code, value, counts) < k:
                assert reduced(unknowns(by, code, value), basis), (code, value)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from([5, 10]), numbers)
def test_a_total_is_hidden_both_ways_or_shown_both_ways(k: int, drawn: list[int]) -> None:
    swapped = [drawn[i ^ 1] if i % 4 else drawn[i] for i in range(len(drawn))]
    both = true_counts(CountedBy.POST, drawn) | true_counts(CountedBy.GENERATION, swapped)
    hidden = [
        {(i, code) for i, (code, value, n) in enumerate(ordered) if not value and n is None}
        for by in CountedBy
        for ordered in [[each for each in answers(by, k, both) if not each[1]]]
    ]
    assert hidden[0] == hidden[1]


def test_a_district_shows_no_total_that_its_province_hides() -> None:
    counts = {(by.value, code, value): n for by, value in ((CountedBy.POST, "MEMBER"), (CountedBy.GENERATION, "2500"))
              for code, n in (("830101", 12), ("830201", 15), ("830301", 3))}  # fmt: skip
    told = answers(CountedBy.POST, 10, counts)
    totals: dict[str, set[int | None]] = {}
    for code, value, n in told:
        if not value:
            totals.setdefault(code, set()).add(n)
    assert None in totals["8303"]
    assert len([code for code in ("8301", "8302", "8303") if totals[code] == {None}]) > 1


def test_the_country_is_counted_in_time() -> None:
    places = {f"{p}": "" for p in range(10, 87)}
    places |= {f"{p}{d:02}": "" for p in range(10, 87) for d in range(1, 13)}
    counts = {(by.value, code, value): (i * 7 + len(value) * j) % 41 for by in CountedBy
              for i, code in enumerate(places) if len(code) == 4
              for j, value in enumerate(rules.COLUMNS[by])}  # fmt: skip
    started = time.perf_counter()
    told = rules.table("", CountedBy.POST, 10, dict(sorted(places.items())), counts)
    assert len(told["rows"]) == 77
    assert time.perf_counter() - started < 5
