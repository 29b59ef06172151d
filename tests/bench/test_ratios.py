"""Ratios are medians within rounds, goals point the right way, and the scoreboard keeps its surroundings."""

from pathlib import Path

from bench import compare, plan_reading, scoreboard
from bench.scoreboard import Line


def test_a_ratio_is_the_median_within_rounds_whatever_the_machine_did_meanwhile() -> None:
    rates = {"ours": [300, 30, 3000], "theirs": [100, 10, 900]}
    assert compare.ratio(rates, "ours", "theirs") == 3.0


def test_the_best_of_several_peers_counts() -> None:
    rates = {"ours": [600.0], "sync": [100.0], "threads": [120.0]}
    assert compare.ratio_to_best(rates, "ours", ["sync", "threads"]) == 5.0


def test_goals_point_the_right_way() -> None:
    assert Line("faster", 3.0, 3).met
    assert not Line("faster", 2.99, 3).met
    assert Line("late", 50.0, 50, " ms", most=True).met
    assert not Line("late", 50.1, 50, " ms", most=True).met


def test_writing_the_scoreboard_again_replaces_its_section_only(tmp_path: Path) -> None:
    file = tmp_path / "scoreboard.md"
    scoreboard.write([Line("a list", 1.0, 3)], {"seed": 1}, file=file)
    file.write_text(file.read_text("utf-8") + "\nAfter.\n", "utf-8")
    scoreboard.write([Line("a list", 4.0, 3)], {"seed": 2}, file=file)
    text = file.read_text("utf-8")
    assert text.startswith(scoreboard.HEADING.rstrip())
    assert text.endswith("\nAfter.\n")
    assert text.count(scoreboard.BEGIN) == text.count(scoreboard.END) == 1
    assert "| a list | 4.00× | ≥ 3× | ✓ |" in text
    assert "1.00×" not in text


def test_a_plan_that_reads_a_growing_table_or_spills_is_at_fault() -> None:
    grows = frozenset({"organizations"})
    scan = {"Node Type": "Seq Scan", "Relation Name": "organizations", "Actual Rows": 288_000}
    sort = {"Node Type": "Sort", "Sort Space Type": "Disk", "Plans": [scan, scan]}
    assert plan_reading.faults({"Node Type": "Limit", "Plans": [sort]}, grows) == [
        "Sort spills to disk",
        "reads all of organizations",
    ]
    begun = {"Node Type": "Limit", "Plans": [{**scan, "Actual Rows": 51}]}
    unasked = {"Node Type": "Limit", "Plans": [{**scan, "Actual Loops": 0}]}
    assert plan_reading.faults(begun, grows) == plan_reading.faults(unasked, grows) == []
    small = {"Node Type": "Seq Scan", "Relation Name": "area_groups"}
    inside = {"Node Type": "Sort", "Sort Space Type": "Memory", "Plans": [small]}
    assert plan_reading.faults(inside, grows) == []


def test_rows_that_are_read_for_nothing_are_counted_through_the_whole_plan() -> None:
    walk = {"Node Type": "Index Scan", "Rows Removed by Filter": 600, "Actual Loops": 2}
    join = {"Node Type": "Nested Loop", "Rows Removed by Filter": 5, "Plans": [walk, walk]}
    assert plan_reading.wasted({"Node Type": "Limit", "Plans": [join]}) == 2405
