"""The command `khabuan` that forgets whom it has to erase again: `python -m bench.access.forgetful restore DIR`."""

from collections.abc import Iterable
from uuid import UUID

from khabuan import erasures, main


async def _nobody(url: str, people: Iterable[UUID], erase: erasures.Erase) -> int:  # noqa: ARG001
    return 0


if __name__ == "__main__":
    erasures.replay = _nobody
    main.app()
