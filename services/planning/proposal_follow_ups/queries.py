"""What is asked of follow-ups."""

from typing import Any

from sqlalchemy import bindparam, select

from services.planning.proposal_follow_ups.tables import FollowUp
from services.planning.proposals import queries as proposals
from shared.lists import Listing, Sort
from shared.views import View, instant

TABLE: Any = FollowUp.__table__
_c: Any = TABLE.c
_proposal: Any = proposals.TABLE.c

FOLLOW_UP = View(
    "proposal-follow-up",
    select(
        _c.id,
        _c.proposal_id,
        _c.noted_on,
        _c.text_th,
        _c.next_on,
        _c.revision,
        instant(_c.created_at).label("created_at"),
        instant(_c.updated_at).label("updated_at"),
    ).select_from(TABLE.join(proposals.TABLE, _proposal.id == _c.proposal_id)),
    key=_c.id,
    area=_proposal.area_code,
)
FOLLOW_UPS = Listing(
    FOLLOW_UP,
    filters={"proposal_id": _c.proposal_id == bindparam("proposal_id")},
    sorts={"noted_on": Sort((_c.noted_on,))},
)
