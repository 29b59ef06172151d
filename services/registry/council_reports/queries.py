"""What is asked of councils' yearly reports."""

from typing import Any

from sqlalchemy import Integer, bindparam, select

from services.registry.council_reports.tables import CouncilReport
from services.registry.councils.tables import Council
from shared.lists import Listing, Sort
from shared.views import View, instant

_r: Any = CouncilReport.__table__.c
_c: Any = Council.__table__.c

REPORT = View(
    "council-report",
    select(
        _r.id,
        _r.council_id,
        _r.year_be,
        _r.delivered_on,
        _r.sha256,
        _r.findings_th,
        _r.revision,
        instant(_r.created_at).label("created_at"),
    ).select_from(CouncilReport.__table__.join(Council.__table__, _c.id == _r.council_id)),
    key=_r.id,
    area=_c.area_code,
)
REPORTS = Listing(
    REPORT,
    filters={
        "council": _r.council_id == bindparam("council"),
        "year_be": _r.year_be == bindparam("year_be", type_=Integer),
    },
    sorts={"year": Sort((_r.year_be, _r.council_id))},
)
