"""When an area is ready for a council (domain 1.10, rule 4; meeting 2/2550, opinion 6 on certification)."""

import datetime as dt
from collections.abc import Sequence

from services.registry.demonstrations.schemas import Ground
from services.registry.readiness.schemas import (
    REASON_EN,
    REASON_TH,
    Link,
    Readiness,
    Reason,
    ReasonCode,
)

MOST = 50


def readiness(
    area_code: str, day: dt.date, shown: Sequence[Link], ground: Sequence[Ground]
) -> Readiness:
    """Return whether an area is ready on a day, with every condition and what it rests on.

    It has to show demonstration work, organizations found and strong ones certified.
    """
    certified = [each for each in ground if each.certified]
    rests_on = {
        ReasonCode.DEMONSTRATION_WORK: list(shown),
        ReasonCode.ORGANIZATIONS_FOUND: [_link(each) for each in ground],
        ReasonCode.STRONG_ORGANIZATIONS_CERTIFIED: [_link(each) for each in certified],
    }
    reasons = [
        Reason(
            code=code,
            met=bool(links),
            count=len(links),
            text_th=REASON_TH[code][bool(links)],
            text_en=REASON_EN[code][bool(links)],
            links=links[:MOST],
        )
        for code, links in rests_on.items()
    ]
    ready = all(each.met for each in reasons)
    return Readiness(area_code=area_code, as_of=day, ready=ready, reasons=reasons)


def _link(each: Ground) -> Link:
    return Link(
        kind="certification",
        id=each.certification_id,
        name_th=each.name_th,
        path=f"/v1/certifications/{each.certification_id}",
    )
