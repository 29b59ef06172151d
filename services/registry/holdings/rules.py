"""What is allowed of holdings."""

from decimal import Decimal

from shared.errors import field_problem


def check_amount(value: Decimal | None, quantity: Decimal | None, unit: str | None) -> None:
    """Raise 422 for a statement without value and quantity, and for a quantity without its unit or a unit alone."""
    if value is None and quantity is None:
        raise field_problem("value", "required")
    if (quantity is None) != (unit is None):
        raise field_problem("unit" if unit is None else "quantity", "required")
