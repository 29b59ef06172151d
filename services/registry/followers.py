"""What the registry follows: the issues of the planning service, so that organizations can name them."""

from services.registry.issues import actions as issues
from shared.follow import Follows

FOLLOWS: Follows = {"planning": {"issue": issues.take_in}}
