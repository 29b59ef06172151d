"""What planning follows: the registry's areas and organizations, and what partners commit to plan items."""

from services.planning.area_changes import actions as area_changes
from services.planning.commitments import actions as commitments
from services.planning.organizations import actions as organizations
from services.planning.places import actions as places
from shared import revocations
from shared.follow import Follows

FOLLOWS: Follows = {
    "registry": {
        "revocation": revocations.take_in,
        "area": places.take_in,
        "area-change": area_changes.take_in,
        "organization": organizations.take_in,
    },
    "partners": {"commitment": commitments.take_in},
}
