"""Ten times the country: how many more pages of the database a page of each list touches.

Two registries of generated nations, one with ten times the organizations and people of the other. Lists of
organizations, posts, people, councils, certifications, meetings, action items and assessments are explained in
both, from the start, by filter and within a province; pages do not depend on what else the machine does.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import psycopg

from bench import figure, ground, plan_reading
from bench.plan_reading import Bounds, Statement
from khabuan.generate import nation
from services.registry.action_items.queries import ACTION_ITEMS
from services.registry.certification.queries import CERTIFICATIONS
from services.registry.councils.queries import COUNCILS
from services.registry.meetings.queries import MEETINGS
from services.registry.memberships.queries import SEATS
from services.registry.organizations.queries import ORGANIZATIONS
from services.registry.people.queries import PEOPLE
from services.registry.strength.queries import ASSESSMENTS
from shared.lists import Listing

NAME = "growth"
GOAL = "ten times the organizations and people: a page of any list touches at most 1.3 times the pages"
PLANTS = "the indexes by which meetings, action items and posts are ordered are dropped"
MOST = 1.3
FEW = 40
"""Pages of one level more of an index, for each row and join: what a list of nothing may grow by."""
SIZES = {figure.Size.SMALL: (3_000, 900), figure.Size.FULL: (28_800, 10_000)}
"""Organizations and people of the smaller nation."""
YEARS = 10
_PLANTED = (
    "ix_meetings_held",
    "ix_action_items_due",
    "ix_memberships_term",
    "ix_organizations_place",
)


class Question(NamedTuple):
    """A list, its order, the conditions asked and their values."""

    listing: Listing
    order: str
    conditions: Sequence[str] = ()
    values: Mapping[str, Any] = {}


QUESTIONS: Mapping[str, Question] = {
    "organizations": Question(ORGANIZATIONS, "place"),
    "organizations of a kind": Question(
        ORGANIZATIONS, "place", ["kind"], {"kind": "SAVINGS_GROUP"}
    ),
    "organizations, newest change first": Question(ORGANIZATIONS, "-updated_at"),
    "people": Question(PEOPLE, "place"),
    "posts": Question(SEATS, "place", ["live"]),
    "terms that end": Question(
        SEATS, "term", ["term_ends_before"], {"term_ends_before": dt.date(2027, 1, 1)}
    ),
    "councils": Question(COUNCILS, "place"),
    "certifications that hold": Question(CERTIFICATIONS, "place", ["state:CERTIFIED"]),
    "certifications by expiry": Question(CERTIFICATIONS, "expires_on", ["expires"]),
    "meetings": Question(MEETINGS, "-held_from"),
    "meetings of a year": Question(MEETINGS, "-held_from", ["year_be"], {"year_be": 2568}),
    "action items": Question(ACTION_ITEMS, "due"),
    "action items open": Question(ACTION_ITEMS, "due", ["state"], {"state": "OPEN"}),
    "assessments": Question(ASSESSMENTS, "-assessed_on"),
}


def measure(size: figure.Size, seed: int, control: bool) -> figure.Figure:
    """Explain every question in both nations; `control` drops indexes in both."""
    few = SIZES[size]
    with ground.standing() as stand:
        small, large = (
            pages(_filled(stand, f"nation_{times}", few, times, seed, control))
            for times in (1, 10)
        )
    grown = compared(small, large)
    worst = max(grown, key=lambda name: grown[name])
    return figure.Figure(
        f"{worst}: {grown[worst]:.2f} times the pages ({small[worst]} → {large[worst]}), the worst of"
        f" {len(grown)} lists",
        met=grown[worst] <= MOST,
        n=len(grown),
        details={name: [small[name], large[name]] for name in QUESTIONS},
    )


def compared(small: Mapping[str, int], large: Mapping[str, int]) -> dict[str, float]:
    """Return how many times the pages each question touches in the larger nation; a few more are none."""
    return {
        name: 1.0 if large[name] - small[name] <= FEW else large[name] / small[name]
        for name in QUESTIONS
    }


def _filled(
    stand: ground.Ground, name: str, few: tuple[int, int], times: int, seed: int, control: bool
) -> str:
    url = stand.copy("registry", name)
    nation.rows(url, few[0] * times, few[1] * times, YEARS, seed)
    if control:
        with psycopg.connect(url, autocommit=True) as connection:
            for index in _PLANTED:
                connection.execute(f"DROP INDEX {index}".encode())
    return url


def pages(url: str) -> dict[str, int]:
    """Return how many pages of the database each question touches."""
    free = Bounds(10**9, 10**9)
    found = {}
    with psycopg.connect(url, autocommit=True, options="-c timezone=UTC") as connection:
        for name, asked in QUESTIONS.items():
            text = asked.listing.statement(asked.order, *asked.conditions)
            values = {"granted": [], "limit": 50, **asked.values}
            seen = plan_reading.explain(
                connection, Statement(text, values, prepared=True), frozenset(), free
            )
            found[name] = seen.buffers
    return found
