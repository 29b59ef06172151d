"""Where an organization is referred to: what moves when two records become one, and what stays.

Whoever adds a column that refers to organizations adds it here; a test walks the tables and asks for it.
"""

import dataclasses
from typing import Any

from services.registry.access.tables import Grant
from services.registry.action_items.queries import ACTION_ITEM
from services.registry.action_items.tables import ActionItem
from services.registry.attendees.queries import ATTENDEE
from services.registry.certification.queries import CERTIFICATION
from services.registry.certification.tables import Certification, CertificationAct
from services.registry.communities.queries import NOTICE
from services.registry.communities.tables import CommunityNotice
from services.registry.demonstrations.queries import DEMONSTRATION
from services.registry.demonstrations.tables import Demonstration, Step
from services.registry.documents.queries import ATTACHMENT
from services.registry.documents.tables import Attachment
from services.registry.grants.queries import GRANT
from services.registry.holdings.queries import HOLDING
from services.registry.holdings.tables import Holding
from services.registry.meetings.queries import MEETING
from services.registry.meetings.tables import Meeting, MeetingAttendee
from services.registry.mentorings.queries import MENTORING
from services.registry.mentorings.tables import Mentoring
from services.registry.networks.queries import MEMBERSHIP as NETWORK_MEMBERSHIP
from services.registry.networks.tables import NetworkMembership
from services.registry.organizations.queries import ORGANIZATION
from services.registry.organizations.tables import Organization
from services.registry.people.queries import MEMBERSHIP
from services.registry.people.tables import Membership
from services.registry.strength.queries import ASSESSMENT
from services.registry.strength.tables import Assessment
from shared.views import View


@dataclasses.dataclass(frozen=True, slots=True)
class Reference:
    """A column that moves to the record that stays.

    Rows that may not move, because the same is there already or they would refer to themselves, stay with
    the merged record; those with `ends` (first day, first day after) move and end.
    """

    column: Any
    view: View
    """What tells of the row in the feed."""
    key: str = "id"
    """The column with the key of what the view shows, where that is not the row itself."""
    ends: tuple[str, str] | None = None
    owner: Any = None
    """The table of what the view shows, where that is not the row's: its revision counts the move."""
    where: Any = None
    """Which rows refer to organizations at all."""
    area: str | None = None
    """The row's own copy of where the organization is."""

    @property
    def place(self) -> str:
        """Return table and column, e.g. memberships.organization_id."""
        return f"{self.column.table.name}.{self.column.name}"


def _moved(model: Any, name: str, view: View, **more: Any) -> Reference:
    return Reference(model.__table__.c[name], view, **more)


MOVED: tuple[Reference, ...] = (
    _moved(Membership, "organization_id", MEMBERSHIP, ends=("starts_on", "ends_on")),
    _moved(Grant, "organization_id", GRANT, area="area_code"),
    _moved(Holding, "organization_id", HOLDING),
    _moved(Organization, "succeeds_id", ORGANIZATION),
    _moved(Organization, "merged_into_id", ORGANIZATION),
    _moved(Attachment, "organization_id", ATTACHMENT, area="area_code"),
    _moved(
        Attachment,
        "subject_id",
        ATTACHMENT,
        where=Attachment.__table__.c.subject_kind == "ORGANIZATION",
    ),
    _moved(CommunityNotice, "organization_id", NOTICE),
    _moved(CommunityNotice, "council_id", NOTICE),
    _moved(
        NetworkMembership, "organization_id", NETWORK_MEMBERSHIP, ends=("joined_on", "left_on")
    ),
    _moved(NetworkMembership, "network_id", NETWORK_MEMBERSHIP, ends=("joined_on", "left_on")),
    _moved(Mentoring, "network_id", MENTORING, ends=("starts_on", "ends_on")),
    _moved(Certification, "organization_id", CERTIFICATION, area="area_code"),
    _moved(
        CertificationAct,
        "endorser_organization_id",
        CERTIFICATION,
        key="certification_id",
        owner=Certification.__table__,
    ),
    _moved(Assessment, "organization_id", ASSESSMENT, area="area_code"),
    _moved(Assessment, "assessed_by_organization_id", ASSESSMENT),
    _moved(Demonstration, "council_id", DEMONSTRATION),
    _moved(
        Step,
        "council_id",
        DEMONSTRATION,
        key="demonstration_id",
        owner=Demonstration.__table__,
    ),
    _moved(Meeting, "organization_id", MEETING),
    _moved(MeetingAttendee, "organization_id", ATTENDEE),
    _moved(ActionItem, "owner_organization_id", ACTION_ITEM),
)
_LEDGER = "the ledger says which record it was"
_COUNCIL_FILE = (
    "a council's own file under the Act: two files are never mixed, this one stays readable"
)
_QUOTES = "a suggestion quotes the values of that record"
KEPT: dict[str, str] = {
    "organization_mergers.merged_id": _LEDGER,
    "organization_mergers.into_id": _LEDGER,
    "council_notices.council_id": _COUNCIL_FILE,
    "council_notice_answers.council_id": _COUNCIL_FILE,
    "council_standings.council_id": _COUNCIL_FILE,
    "council_reports.council_id": _COUNCIL_FILE,
    "council_terms.council_id": _COUNCIL_FILE,
    "council_seats.council_id": _COUNCIL_FILE,
    "council_delegates.council_id": _COUNCIL_FILE,
    "suggestions.organization_id": _QUOTES,
    "suggestions.subject_id": _QUOTES,
    "intake_rows.organization_id": "the row says which record it became; that one names where it went",
    "strength_spans.organization_id": "worked out anew from the assessments, which move",
}
"""Columns that go on referring to the merged record, and why."""
EXTENSIONS: dict[str, str] = {
    "councils": "a council that gave notice",
    "networks": "a network with its level",
}
"""Tables whose row is part of an organization's (their key is its id), with what such a row makes of it.

What refers to them moves too, unless it is kept; their own rows stay. A record with such a row becomes no
part of one without.
"""
