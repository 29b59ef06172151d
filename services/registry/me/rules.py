"""What a token lets its holder do, read off the table of policies."""

from typing import Any

from shared.auth import ANONYMOUS, Subject
from shared.policies import POLICIES, REASONED, STRONG, Role
from shared.policy_words import REACH_TH

INSIDE = frozenset({"read-inside"})
"""Actions of our own processes; nobody is told of them."""


def permissions(by: Subject) -> list[dict[str, Any]]:
    """Return each action: whether the subject may do it somewhere, where, and what it needs besides."""
    return [_permission(by, action) for action in POLICIES if action not in INSIDE]


def _permission(by: Subject, action: str) -> dict[str, Any]:
    policy = POLICIES[action]
    grants = by.grants or ANONYMOUS.grants
    fit = [grant for grant in grants if grant.role in policy]
    reasoned = REASONED.get(action, frozenset())
    where = [
        {
            "role": grant.role.value,
            "reach": policy[grant.role].value,
            "reach_th": REACH_TH[policy[grant.role]],
            "area": grant.area,
            "organization_id": grant.organization,
            "agency_id": grant.agency,
        }
        for grant in fit
    ]
    return {
        "action": action,
        "allowed": bool(fit) or Role.PUBLIC in policy,
        "where": where,
        "needs_second_factor": bool(fit) and action in STRONG and not by.strong,
        "needs_reason": bool(fit) and all(grant.role in reasoned for grant in fit),
    }
