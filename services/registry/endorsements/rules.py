"""What is allowed of endorsements."""

from collections.abc import Collection
from uuid import UUID

from services.registry.certification.schemas import EndorsingSide
from shared.errors import Problem, field_problem


def check_leader(
    side: EndorsingSide, endorser_id: UUID | None, own: UUID, leads: Collection[str]
) -> None:
    """Raise 403 unless a leader speaks for the community side, about others, and for nobody else's organization.

    `leads` are the organizations whose leader it is. Staff record the word of whoever came: not asked of them.
    """
    if side is EndorsingSide.LOCAL_AGENCY or str(own) in leads:
        raise Problem("insufficient-scope")
    if endorser_id is not None and str(endorser_id) not in leads:
        raise Problem("insufficient-scope")


def check_endorser(
    side: EndorsingSide,
    endorser_id: UUID | None,
    agency_th: str | None,
    post_th: str | None,
    own: UUID,
) -> None:
    """Raise 422 unless the endorser is named by what its side has, and is not the organization itself."""
    if side is EndorsingSide.LOCAL_AGENCY and endorser_id is not None:
        raise field_problem("organization_id", "not-with-this-side")
    if side is EndorsingSide.COMMUNITY and agency_th is not None:
        raise field_problem("agency_name_th", "not-with-this-side")
    if endorser_id is None and agency_th is None and post_th is None:
        named = "organization_id" if side is EndorsingSide.COMMUNITY else "agency_name_th"
        raise field_problem(named, "required")
    if endorser_id == own:
        raise field_problem("organization_id", "endorses-itself")
