"""What is allowed of notice channels."""

from collections.abc import Collection

from shared.errors import Problem, field_problem


def check_gateway(gateway: str, known: Collection[str]) -> None:
    """Raise 422 for a gateway that the operators did not configure.

    Nobody gives an address: the server cannot be pointed at what lies inside.
    """
    if gateway not in known:
        raise field_problem("gateway", "unknown-reference")


def check_standing(standing: bool) -> None:
    """Raise 409 for a channel that is no longer used."""
    if not standing:
        said = ("ช่องทางนี้เลิกใช้แล้ว", "This channel is no longer used")
        raise Problem("state-conflict", said)
