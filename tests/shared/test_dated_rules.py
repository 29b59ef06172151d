"""Rules that are set by day and province: which values a rule takes, and what its example shows."""

from enum import StrEnum

from hypothesis import given
from hypothesis import strategies as st

from shared import dated_rules
from shared.dated_rules import Meaning, Value
from shared.errors import Problem

VALUES: st.SearchStrategy[Value] = (
    st.booleans() | st.integers(-5, 120) | st.lists(st.integers(-5, 120), max_size=3)
)
MEANINGS = (
    Meaning(True, "ก", "ข"),
    Meaning(15, "ก", "ข", 100, least=1),
    Meaning([7, 14], "ก", "ข", 100),
)


class Rule(StrEnum):
    """A rule of this test."""

    DAYS = "DAYS"
    LADDER = "LADDER"


def fits(meaning: Meaning, value: Value) -> bool:
    """Say the same in other words."""
    default = meaning.default
    if isinstance(default, bool) or isinstance(value, bool):
        return isinstance(default, bool) and isinstance(value, bool)
    if isinstance(default, int) or isinstance(value, int):
        return (
            isinstance(default, int)
            and isinstance(value, int)
            and meaning.least <= value <= meaning.most
        )
    held = all(meaning.least <= each <= meaning.most for each in value)
    return held and len(value) == len(default) and sorted(value) == value


def taken(meaning: Meaning, value: Value) -> bool:
    """Say whether a rule takes a value."""
    try:
        dated_rules.check_value(meaning, value)
    except Problem:
        return False
    return True


@given(st.sampled_from(MEANINGS), VALUES)
def test_a_rule_takes_values_of_its_kind_between_its_least_and_its_most(
    meaning: Meaning, value: Value
) -> None:
    assert taken(meaning, value) is fits(meaning, value)


def test_an_example_shows_the_defaults_but_for_what_is_said_otherwise() -> None:
    meanings = {Rule.DAYS: MEANINGS[1], Rule.LADDER: MEANINGS[2]}
    plain, other = (
        dated_rules.example(meanings),
        dated_rules.example(meanings, {Rule.DAYS: {"value": 9, "setting_id": "x"}}),
    )
    line = {"rule": "DAYS", "name_th": "ก", "source_th": "ข", "default": 15}
    ladder = {**line, "rule": "LADDER", "default": [7, 14], "value": [7, 14], "setting_id": None}
    assert plain == [{**line, "value": 15, "setting_id": None}, ladder]
    assert other == [{**line, "value": 9, "setting_id": "x"}, ladder]
