"""What is asked of the copied commitments."""

from typing import Any

from sqlalchemy import func, literal_column, select

from services.planning.commitments.tables import Commitment
from services.planning.plan_items import queries as plan_items
from shared.views import View, baht, json_object

_c: Any = Commitment.__table__.c
_item = plan_items.TABLE.c
_of_item = (_c.plan_item_id == _item.id, _c.status == "APPROVED")
_committed = func.coalesce(
    select(func.sum(_c.amount_baht))
    .where(*_of_item)
    .correlate(plan_items.TABLE)
    .scalar_subquery(),
    literal_column("0.00"),
)
_pledge = json_object(
    id=_c.id,
    agency_name_th=_c.agency_name_th,
    amount=baht(_c.amount_baht),
    committed_on=_c.committed_on,
    status=_c.status,
    status_th=_c.status_th,
)
_listed = (
    select(_pledge.label("pledge"))
    .where(_c.plan_item_id == _item.id)
    .order_by(_c.committed_on, _c.id)
    .limit(literal_column("500"))
    .correlate(plan_items.TABLE)
    .lateral("listed")
)
_pledges = select(func.json_agg(_listed.c.pledge)).select_from(_listed).scalar_subquery()

FUNDING = View(
    "funding",
    select(
        _item.id.label("plan_item_id"),
        baht(_item.budget_baht).label("budget"),
        baht(_committed).label("committed"),
        baht(func.greatest(_item.budget_baht - _committed, literal_column("0.00"))).label(
            "missing"
        ),
        func.coalesce(_pledges, literal_column("'[]'::json")).label("commitments"),
        _item.revision,
    ),
    key=_item.id,
    area=_item.area_code,
    private=plan_items.PRIVATE,
    parties=plan_items.PARTIES,
)
"""One item's funding; its revision says nothing about commitments, so its tag is made of its bytes."""
