"""What a 403 says: which roles may, and which area a token is for; codes only."""

from collections.abc import Iterable

from shared.errors import Problem, advised
from shared.places import covers
from shared.policies import POLICIES, Reach, Role
from shared.policy_words import ROLE_TH

BY_AREA = frozenset({Reach.AREA, Reach.EXACT_AREA, Reach.ABOVE_TAMBON, Reach.GROUPED})


def unfit(action: str) -> Problem:
    """Return the 403 for somebody without any role for the action; it names the roles that may."""
    roles = list(POLICIES[action])
    said = (
        f"ผู้ที่ทำได้: {', '.join(ROLE_TH[role] for role in roles)}",
        f"Those who may: {', '.join(roles)}",
    )
    return Problem("insufficient-scope", advised(said, "insufficient-scope"), roles=roles)


def outside(action: str, grants: Iterable[tuple[Role, str | None]], area: str | None) -> Problem:
    """Return the 403 for a role in another place: the areas granted, and the area of the request."""
    policy = POLICIES[action]
    granted = sorted({code for role, code in grants if code and policy.get(role) in BY_AREA})
    if area is None or not granted:
        return Problem("outside-area-grant")
    exact = any(covers(code, area) for code in granted)
    said = (
        f"บัตรผ่านนี้ใช้ได้ในพื้นที่ {', '.join(granted)} แต่คำขอนี้เป็นของพื้นที่ {area}"
        + (" ซึ่งต้องเป็นสิทธิของพื้นที่นั้นโดยตรง" if exact else ""),
        f"This token is for area {', '.join(granted)}, and the request is about area {area}"
        + (", which asks for a right in that very area" if exact else ""),
    )
    return Problem(
        "outside-area-grant", advised(said, "outside-area-grant"), granted=granted, area=area
    )
