"""What planning follows: areas, groups, organizations and evidence; partners' agencies and what they do."""

from services.planning.agencies import actions as agencies
from services.planning.area_changes import actions as area_changes
from services.planning.area_groups import actions as area_groups
from services.planning.commitments import actions as commitments
from services.planning.evidence import actions as evidence
from services.planning.organizations import actions as organizations
from services.planning.places import actions as places
from shared import revocations
from shared.follow import Follows

FOLLOWS: Follows = {
    "registry": {
        "revocation": revocations.take_in,
        "area": places.take_in,
        "area-change": area_changes.take_in,
        "area-group": area_groups.take_in,
        "organization": organizations.take_in,
        "meeting": evidence.take_in_meetings,
        "body": evidence.take_in_bodies,
        "holding": evidence.take_in_holdings,
    },
    "partners": {
        "agency": agencies.take_in,
        "agreement": evidence.take_in_agreements,
        "commitment": commitments.take_in,
    },
}
