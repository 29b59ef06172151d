"""What partners tells the gateway: who supports an area, and what was committed to plan items."""

import datetime as dt
from enum import StrEnum
from uuid import UUID

from pydantic import BaseModel, Field

from shared.money import Money, Total


class Presence(StrEnum):
    """How the nodes of agencies stand to each other in a province (docs/sources.md, rule 11)."""

    GAP = "GAP"
    SINGLE = "SINGLE"
    OVERLAP = "OVERLAP"
    COORDINATED = "COORDINATED"


class NodeInShort(BaseModel):
    """An agency's node in a province."""

    id: UUID
    name_th: str = Field(max_length=200)
    agency_name_th: str = Field(max_length=200)
    stage: str = Field(max_length=40)
    stage_th: str = Field(max_length=200)
    stage_year_be: int | None


class AgreementInShort(BaseModel):
    """An agreement that holds in a province, or between the agencies behind it."""

    id: UUID
    kind: str = Field(max_length=40)
    title_th: str = Field(max_length=500)
    status: str = Field(max_length=40)
    signed_on: dt.date | None
    parties_th: list[str] = Field(max_length=50)


class CommitmentInShort(BaseModel):
    """Money that an agency has proposed for a plan item, or committed to it once APPROVED."""

    id: UUID
    plan_item_id: UUID
    plan_item_title_th: str = Field(max_length=500)
    area_code: str = Field(max_length=8)
    agency_id: UUID
    agency_name_th: str = Field(max_length=200)
    amount: Money
    committed_on: dt.date
    fiscal_year_be: int
    status: str = Field(max_length=40)
    status_th: str = Field(max_length=200)


class AgencyTold(BaseModel):
    """The agency of a commitment, as the commitment's events carry it."""

    id: UUID
    code: str = Field(max_length=40)
    name_th: str = Field(max_length=200)


class AreaTold(BaseModel):
    """The area of a commitment, as the commitment's events carry it."""

    code: str = Field(max_length=8)


class CommitmentTold(BaseModel):
    """What followers may rely on in the data of `commitment` events; there is more in them."""

    id: UUID
    plan_item_id: UUID
    plan_item_title_th: str = Field(max_length=500)
    area: AreaTold
    agency: AgencyTold
    amount: Money
    committed_on: dt.date
    fiscal_year_be: int
    status: str = Field(
        max_length=40,
        description="PROPOSED, APPROVED, REFUSED or WITHDRAWN; only APPROVED is money",
    )
    status_th: str = Field(max_length=200)
    revision: int


class PartnersSummary(BaseModel):
    """The partners' part of a dashboard or profile."""

    code: str = Field(max_length=8)
    presence: Presence | None = Field(description="only for provinces")
    presence_th: str | None = Field(max_length=200)
    nodes: list[NodeInShort] = Field(max_length=100)
    agreements: list[AgreementInShort] = Field(max_length=50)
    committed: Total = Field(
        description="sum of the approved commitments to plan items of the area"
    )
    commitments: list[CommitmentInShort] = Field(max_length=50, description="newest first")


class Commitments(BaseModel):
    """What was committed to the plan items asked for."""

    items: list[CommitmentInShort] = Field(max_length=500)
