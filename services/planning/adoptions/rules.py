"""What is allowed of adoptions."""

import datetime as dt
from collections.abc import Mapping
from uuid import UUID

from services.planning.plan_items.schemas import ItemStatus
from shared.errors import Problem, field_problem


def check_ready(items: Mapping[UUID, str]) -> None:
    """Raise 409 unless the plan has items and all are final; the answer names those that are not."""
    if not items:
        raise Problem("state-conflict", ("แผนยังไม่มีโครงการ", "The plan has no items yet"))
    drafts = sorted(str(item) for item, status in items.items() if status != ItemStatus.FINAL)
    if drafts:
        said = ("มีโครงการที่ยังไม่ครบถ้วน", "Some items are not final yet")
        raise Problem("state-conflict", said, plan_item_ids=drafts)


def check_day(adopted_on: dt.date, last_decision: dt.date | None) -> None:
    """Raise 422 for a day before the last decision about what came up into the plan."""
    if last_decision is not None and adopted_on < last_decision:
        raise field_problem("adopted_on", "too-early")
