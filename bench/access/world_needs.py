"""What there is of needs besides the needs: what was found about them."""

from bench.access.document import World
from bench.access.hand import Hand


async def furnish(hand: Hand, world: World) -> None:  # noqa: ARG001  # others make things here, too
    """Say what bodies about needs hold."""
    world.fixed["verifyNeed"] = {"level": "AREA"}
