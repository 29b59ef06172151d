"""What is allowed when a rule is set."""

from services.planning.planning_rules.schemas import MEANINGS, Rule, Value
from shared.errors import field_problem


def check_value(rule: Rule, value: Value) -> None:
    """Raise 422 for a value of another type than the rule's default, or beyond its most."""
    meaning = MEANINGS[rule]
    if type(value) is not type(meaning.default):
        raise field_problem("value", "wrong-type")
    numbers = value if isinstance(value, list) else [int(value)]
    if any(number > meaning.most for number in numbers):
        raise field_problem("value", "too-large", max=meaning.most)
    if isinstance(value, list) and (
        value != sorted(value)
        or not isinstance(meaning.default, list)
        or len(value) != len(meaning.default)
    ):
        raise field_problem("value", "invalid")
