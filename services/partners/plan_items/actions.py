"""What happens to the copied plan items."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.partners.plan_items.tables import PlanItem
from shared import copies
from shared.follow import Event


async def take_in(session: AsyncSession, *events: Event) -> None:
    """Keep the newest state of each plan item; planning tells it again when its plan is adopted."""
    await copies.take_in(session, PlanItem, "id", *(_row(event) for event in events))


def _row(event: Event) -> dict[str, Any]:
    data = event.data
    return {
        "id": UUID(data["id"]),
        "plan_id": UUID(data["plan_id"]),
        "title_th": data["title_th"],
        "area_code": data["area"]["code"],
        "level": data["level"],
        "fiscal_year_be": data["fiscal_year_be"],
        "budget_baht": Decimal(data["budget"]["amount"]),
        "status": data["status"],
        "plan_status": data["plan_status"],
        "revision": event.revision,
    }
