"""What is known about the way of one need; how it is told is the contract with the gateway."""

import datetime as dt
from decimal import Decimal
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from services.planning.answers.schemas import Outcome
from services.planning.needs.schemas import CauseKind, NeedStatus, Verification
from services.planning.proposals.schemas import ProposalStatus
from services.planning.rollups.schemas import Decision


class Fact(BaseModel):
    """Something known, as PostgreSQL told it."""

    model_config = ConfigDict(frozen=True)


class NeedFact(Fact):
    """The need, its place and who voiced it."""

    id: UUID
    title_th: str
    area_code: str
    area_name_th: str
    issue_code: str
    issue_name_th: str
    status: NeedStatus
    verification: Verification
    voiced_on: dt.date
    organization_th: str | None
    forum_th: str | None
    households: int | None
    done_on: dt.date | None = None


class LineFact(Fact):
    """That a need became part of another one, by which act, on which day and why."""

    origin_id: UUID
    into_id: UUID
    cause_id: UUID
    cause_kind: CauseKind
    happened_on: dt.date
    reason_th: str | None


class KinFact(Fact):
    """A need that this one came from or went into."""

    id: UUID
    title_th: str
    area_code: str
    area_name_th: str
    status: NeedStatus
    verification: Verification
    done_on: dt.date | None = None


class StepFact(Fact):
    """A step that the need took."""

    number: int
    from_status: NeedStatus | None
    to_status: NeedStatus
    cause_kind: CauseKind
    cause_id: UUID
    happened_on: dt.date
    written_at: str
    reason_th: str | None


class DropFact(Fact):
    """That a version of a plan, by its adoption, answered a need on the way no longer."""

    need_id: UUID
    id: UUID
    happened_on: dt.date
    reason_th: str | None


class ItemFact(Fact):
    """An item of an adopted plan on the way, with the needs that it answers itself.

    `since` is the adoption of the first version of its plan that carried the need, without a break until today.
    """

    id: UUID
    title_th: str
    area_code: str
    area_name_th: str
    level: str
    since: dt.date
    own: Decimal
    budget: Decimal
    owner_th: str | None
    need_ids: list[UUID]


class EdgeFact(Fact):
    """A decision of an adopted plan about an item below."""

    id: UUID
    below: UUID
    above: UUID
    decision: Decision
    share: Decimal
    reason_th: str | None
    decided_on: dt.date
    above_title_th: str
    above_area_code: str
    above_area_name_th: str
    above_level: str


class OfficialFact(Fact):
    """What a proposal became in an official plan."""

    plan_name_th: str
    reference_th: str
    budget: Decimal


class ProposalFact(Fact):
    """A proposal for an item on the way, with its answer and what it became in official plans."""

    id: UUID
    plan_item_id: UUID
    title_th: str
    addressee_th: str
    asked: Decimal
    submitted_on: dt.date
    acknowledged_on: dt.date | None
    status: ProposalStatus
    due_on: dt.date
    answer_by: dt.date | None
    answer_id: UUID | None
    outcome: Outcome | None
    granted: Decimal | None
    reason_th: str | None
    answered_on: dt.date | None
    official: list[OfficialFact]


class ResultFact(Fact):
    """A report on an item on the way."""

    id: UUID
    plan_item_id: UUID
    reported_on: dt.date
    summary_th: str
    spent: Decimal | None
    closes: bool


class Way(Fact):
    """All that is known about the way of one need."""

    need: NeedFact
    lines: list[LineFact]
    kin: list[KinFact]
    steps: list[StepFact]
    drops: list[DropFact]
    items: list[ItemFact]
    edges: list[EdgeFact]
    proposals: list[ProposalFact]
    results: list[ResultFact]
