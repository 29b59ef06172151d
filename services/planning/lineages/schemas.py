"""What a lineage looks like: PROV-JSON (W3C member submission of 24 April 2013), and the facts behind it."""

import datetime as dt
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

NAMESPACE = "https://khabuan.example/id/"
Attributes = dict[str, Any]
Records = dict[str, Attributes]


class Document(BaseModel):
    """PROV-JSON: records by kind and identifier; agents are organizations and offices, never persons."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "prefix": {"khabuan": NAMESPACE},
                    "entity": {
                        "khabuan:need/01680000-0000-7000-8000-000000000501": {
                            "prov:label": "น้ำเพื่อการเกษตร",
                            "prov:type": {"$": "khabuan:need", "type": "prov:QUALIFIED_NAME"},
                        }
                    },
                    "activity": {},
                    "agent": {},
                    "wasGeneratedBy": {},
                    "used": {},
                    "wasDerivedFrom": {},
                    "wasAssociatedWith": {},
                }
            ]
        }
    )

    prefix: dict[str, str]
    entity: Records
    activity: Records
    agent: Records
    wasGeneratedBy: Records = Field(description="entity ← activity")  # noqa: N815  # W3C's name
    used: Records = Field(description="activity → entity")
    wasDerivedFrom: Records = Field(description="entity ← entity")  # noqa: N815  # W3C's name
    wasAssociatedWith: Records = Field(description="activity ← agent")  # noqa: N815  # W3C's name


class Fact(BaseModel):
    """Something known, as PostgreSQL told it."""

    model_config = ConfigDict(frozen=True)

    id: UUID


class NeedFact(Fact):
    """A need, where it was voiced, and the organization that voiced it."""

    title_th: str
    area_code: str
    area_name_th: str
    voiced_on: dt.date
    organization_id: UUID | None
    organization_th: str | None


class ItemFact(Fact):
    """An item of an adopted plan with the needs that it answers and the item that it was carried from."""

    title_th: str
    area_code: str
    area_name_th: str
    adopted_on: dt.date
    plan_id: UUID
    need_ids: list[UUID]
    carried_from: UUID | None


class EdgeFact(Fact):
    """That an item was taken into an item above."""

    below: UUID
    above: UUID
    share: str
    decided_on: dt.date


class OriginFact(BaseModel):
    """That a need became part of another one by a merger or a split."""

    origin: UUID
    into: UUID
    cause: UUID
    kind: str


class ProposalFact(Fact):
    """A proposal of an item, with its answer."""

    item: UUID
    title_th: str
    addressee_th: str
    submitted_on: dt.date
    answer: UUID | None
    outcome: str | None
    answered_on: dt.date | None


class ResultFact(Fact):
    """A report on what came of an item."""

    item: UUID
    reported_on: dt.date


class Net(BaseModel):
    """All that is known around a need or an item, in both directions."""

    needs: list[NeedFact]
    items: list[ItemFact]
    edges: list[EdgeFact]
    origins: list[OriginFact]
    proposals: list[ProposalFact]
    results: list[ResultFact]
