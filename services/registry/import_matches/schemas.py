"""What rows of a list are compared with."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from services.registry.intake.schemas import RowPlan
from services.registry.intake_findings.schemas import Finding
from services.registry.organizations.schemas import OrganizationNew


@dataclass(slots=True)
class Looked:
    """A row, what may be kept of it, what was found, and what it would become."""

    number: int
    kept: dict[str, str]
    findings: list[Finding]
    province: str | None
    draft: OrganizationNew | None = None
    stem: str = ""
    plain: str = ""
    """The name without its kind, as it was typed: two of these are one name."""
    plan: RowPlan = RowPlan.BLOCKED


@dataclass(frozen=True, slots=True)
class There:
    """An organization in a tambon of a list, or one that has one of its names."""

    id: UUID
    kind: str
    area_code: str
    stems: Sequence[str]
    name_th: str
    status: str
    plains: Sequence[str]
    members_count: int | None = None
    households_count: int | None = None
    women_count: int | None = None
    men_count: int | None = None
    founded_on: dt.date | None = None
    founded_precision: str | None = None
