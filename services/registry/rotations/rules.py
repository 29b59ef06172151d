"""What is allowed of rotations."""

from uuid import UUID

from shared.errors import field_problem


def check_board(to_body_id: UUID | None, to_board_th: str | None) -> None:
    """Raise 422 unless exactly one board is named."""
    if to_body_id is None and to_board_th is None:
        raise field_problem("to_board_th", "required")
    if to_body_id is not None and to_board_th is not None:
        raise field_problem("to_board_th", "only-one-of")
