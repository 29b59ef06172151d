"""What happens to the copied commitments."""

from sqlalchemy.ext.asyncio import AsyncSession

from services.planning.commitments.tables import Commitment
from shared import copies
from shared.contracts.partners import CommitmentInShort
from shared.follow import Event

FACTS = ("id", "plan_item_id", "agency_name_th", "committed_on", "status", "status_th")


async def take_in(session: AsyncSession, event: Event) -> None:
    """Keep the newest state of a commitment."""
    told = CommitmentInShort.model_validate(event.data)
    values = {name: getattr(told, name) for name in FACTS}
    values |= {"amount_baht": told.amount.baht, "revision": event.revision}
    await copies.take_in(session, Commitment, "id", values)
