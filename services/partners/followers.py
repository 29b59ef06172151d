"""What partners follow: the registry's areas and mergers of people, and the plan items that agencies can commit to."""

from services.partners.area_changes import actions as area_changes
from services.partners.people import actions as people
from services.partners.places import actions as places
from services.partners.plan_items import actions as plan_items
from shared import revocations
from shared.follow import Follows

FOLLOWS: Follows = {
    "registry": {
        "revocation": revocations.take_in,
        "area": places.take_in,
        "area-change": area_changes.take_in,
        "person": people.take_in,
    },
    "planning": {"plan-item": plan_items.take_in},
}
