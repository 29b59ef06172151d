"""When an area is ready for a council (domain 1.10, rule 4; meeting 2/2550, opinion 6 on certification)."""

import datetime as dt
from collections.abc import Sequence

from services.registry.demonstrations.schemas import Ground
from services.registry.readiness.schemas import (
    REASON_EN,
    REASON_TH,
    SHARE_EN,
    SHARE_TH,
    Communities,
    Link,
    Noticed,
    Readiness,
    Reason,
    ReasonCode,
    Village,
)

MOST = 50


def readiness(
    area_code: str,
    day: dt.date,
    shown: Sequence[Link],
    ground: Sequence[Ground],
    communities: Communities,
) -> Readiness:
    """Return whether an area is ready on a day, with every condition and what it rests on.

    It has to show demonstration work, organizations found and strong ones certified; where a rule asks for a
    share of the known communities (Act of 2551, section 5), that share has to have given notice too.
    """
    certified = [each for each in ground if each.certified]
    rests_on = {
        ReasonCode.DEMONSTRATION_WORK: list(shown),
        ReasonCode.ORGANIZATIONS_FOUND: [_link(each) for each in ground],
        ReasonCode.STRONG_ORGANIZATIONS_CERTIFIED: [_link(each) for each in certified],
    }
    reasons = [
        _reason(code, links, met=bool(links), count=len(links)) for code, links in rests_on.items()
    ]
    if communities.share_wanted:
        enough = (communities.share_percent or 0) >= communities.share_wanted
        count = communities.noticed
        reasons.append(_reason(ReasonCode.COMMUNITIES_NOTICED, [], met=enough, count=count))
    ready = all(each.met for each in reasons)
    return Readiness(
        area_code=area_code, as_of=day, ready=ready, communities=communities, reasons=reasons
    )


def share(told: Noticed, wanted: int) -> Communities:
    """Return how many of the known communities gave notice; rounded down, so that it never says too much."""
    percent = 1000 * told.noticed // told.known / 10 if told.known else None
    known = told.known > 0
    holes = {"noticed": told.noticed, "known": told.known, "share": percent}
    return Communities(
        known=told.known,
        noticed=told.noticed,
        waiting=told.waiting,
        share_percent=percent,
        share_wanted=wanted,
        text_th=SHARE_TH[known].format(**holes),
        text_en=SHARE_EN[known].format(**holes),
        villages_without_notice=[Village(code=code, name_th=name) for code, name in told.without],
    )


def _reason(code: ReasonCode, links: Sequence[Link], *, met: bool, count: int) -> Reason:
    return Reason(
        code=code,
        met=met,
        count=count,
        text_th=REASON_TH[code][met],
        text_en=REASON_EN[code][met],
        links=list(links[:MOST]),
    )


def _link(each: Ground) -> Link:
    return Link(
        kind="certification",
        id=each.certification_id,
        name_th=each.name_th,
        path=f"/v1/certifications/{each.certification_id}",
    )
