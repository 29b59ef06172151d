"""What planning tells the gateway: its part of a dashboard, and the way of one need."""

import datetime as dt
from enum import StrEnum
from uuid import UUID

from pydantic import BaseModel, Field

from shared.money import Money, Total


class Direction(StrEnum):
    """Whether a hop carries the need upward or the decision back down."""

    UP = "UP"
    DOWN = "DOWN"


class HopKind(StrEnum):
    """What happened at a hop."""

    NEED = "NEED"
    PLAN_ITEM = "PLAN_ITEM"
    INCLUSION = "INCLUSION"
    PROPOSAL = "PROPOSAL"
    ANSWER = "ANSWER"
    SHARE = "SHARE"
    RESULT = "RESULT"
    MERGER = "MERGER"
    SPLIT = "SPLIT"
    DROP = "DROP"


class Hop(BaseModel):
    """One step of a need's way: what, where, when, in which state, held by whom, for how many days."""

    direction: Direction
    kind: HopKind
    id: UUID = Field(
        description="the need, plan item, inclusion, proposal, answer, result, merger, split or adoption"
    )
    plan_item_id: UUID | None = Field(description="the plan item that carries it here")
    title_th: str = Field(max_length=500)
    area_code: str = Field(max_length=8)
    area_name_th: str = Field(max_length=200)
    level: str = Field(max_length=20)
    date: dt.date
    state: str = Field(max_length=40)
    state_th: str = Field(max_length=200)
    holder_th: str = Field(max_length=200, description="who holds it at this hop")
    days: int = Field(ge=0, description="days until the next hop, or until today for the last")
    amount: Money | None = Field(description="this need's share at this hop")
    reason_th: str | None = Field(max_length=5000)


class NeedInShort(BaseModel):
    """The need itself."""

    id: UUID
    title_th: str = Field(max_length=500)
    area_code: str = Field(max_length=8)
    area_name_th: str = Field(max_length=200)
    issue_code: str = Field(max_length=40)
    issue_name_th: str = Field(max_length=200)
    status: str = Field(max_length=40)
    status_th: str = Field(max_length=200)
    voiced_on: dt.date
    voiced_by_th: str = Field(max_length=500)
    households: int | None


class PlanningJourney(BaseModel):
    """Where a need stands and how it came there; hops in the order of their dates."""

    need: NeedInShort
    hops: list[Hop] = Field(max_length=500)
    holder_th: str = Field(max_length=200, description="who holds it now")
    waiting_days: int = Field(ge=0)
    sentence_th: str = Field(
        max_length=1000, description="a sentence that a leader can read aloud"
    )
    plan_item_ids: list[UUID] = Field(max_length=500)


class IssueTotal(BaseModel):
    """What is planned for one issue."""

    issue_code: str = Field(max_length=40)
    issue_name_th: str = Field(max_length=200)
    items: int
    budget: Total


class YearOfPlans(BaseModel):
    """The plans of one fiscal year at the level of the area asked for."""

    fiscal_year_be: int
    plans: int
    adopted: int
    items: int
    budget: Total = Field(description="sum of the plan items at the area's own level")
    from_below: Total = Field(description="the part of it that came up from plans below")
    by_issue: list[IssueTotal] = Field(max_length=100)


class StatusCount(BaseModel):
    """How many are in a state."""

    status: str = Field(max_length=40)
    status_th: str = Field(max_length=200)
    count: int


class ProposalInShort(BaseModel):
    """A proposal of this area and what became of it."""

    id: UUID
    title_th: str = Field(max_length=500)
    addressee_th: str = Field(max_length=200)
    status: str = Field(max_length=40)
    status_th: str = Field(max_length=200)
    submitted_on: dt.date
    asked: Money
    granted: Money | None


class FactInShort(BaseModel):
    """A total of verified facts as everybody may see it: exact, or between two bounds."""

    set_code: str = Field(max_length=40)
    set_name_th: str = Field(max_length=200)
    year_be: int
    indicator_code: str = Field(max_length=40)
    indicator_th: str = Field(max_length=500)
    unit_th: str = Field(max_length=200)
    value: str | None = Field(max_length=26)
    at_least: str | None = Field(max_length=26)
    at_most: str | None = Field(max_length=26)
    masked: int = Field(description="areas whose count is too small to be shown")
    reported: int = Field(description="areas verified at the province")
    expected: int = Field(description="of so many areas")
    last_verified_on: dt.date | None


class CohortInShort(BaseModel):
    """A cohort of a programme that a province is in."""

    id: UUID
    track: str = Field(max_length=20)
    track_th: str = Field(max_length=200)
    fiscal_year_be: int
    name_th: str = Field(max_length=200)
    stage: str = Field(max_length=20, description="PLANNED or ENTERED")
    declared_size: int = Field(description="provinces that the source declares, named or not")
    entered: int = Field(description="provinces that have entered")
    said_th: str = Field(max_length=500, description="how many of how many have entered, in words")


class AgendaInShort(BaseModel):
    """The newest joint agenda of a province that a meeting adopted, and what goes with it."""

    id: UUID
    fiscal_year_be: int
    title_th: str = Field(max_length=500)
    issues_th: list[str] = Field(max_length=30)
    has_plan: bool
    has_budget: bool


class PlanningSummary(BaseModel):
    """Planning's part of a dashboard or profile; drafts do not count."""

    code: str = Field(max_length=8)
    needs: int
    needs_by_status: list[StatusCount] = Field(max_length=20)
    tambons_with_needs: int
    years: list[YearOfPlans] = Field(max_length=50, description="newest first")
    proposals: list[ProposalInShort] = Field(max_length=20, description="newest first")
    results: int = Field(description="reported results")
    cohorts: list[CohortInShort] = Field([], max_length=50, description="provinces only")
    joint_agenda: AgendaInShort | None = Field(None, description="provinces only")
    facts: list[FactInShort] = Field(
        max_length=200, description="verified facts of each set's newest year"
    )
