"""What happens to the copied commitments."""

from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from services.planning.commitments.tables import Commitment
from shared import copies
from shared.contracts.partners import CommitmentTold
from shared.follow import Event

FACTS = ("id", "plan_item_id", "committed_on", "status", "status_th")


async def take_in(session: AsyncSession, *events: Event) -> None:
    """Keep the newest state of each commitment."""
    await copies.take_in(session, Commitment, "id", *(_row(event) for event in events))


def _row(event: Event) -> dict[str, Any]:
    told = CommitmentTold.model_validate(event.data)
    values = {name: getattr(told, name) for name in FACTS}
    return {
        **values,
        "agency_name_th": told.agency.name_th,
        "amount_baht": told.amount.baht,
        "revision": event.revision,
    }
