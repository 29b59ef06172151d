"""Rights: who is asking, and may they do this here (`views.scoped` says what they see)."""

import hashlib
from dataclasses import dataclass

from shared import reasons, refusals
from shared.errors import Problem
from shared.policies import POLICIES, STRONG, Reach, Role

TAMBON_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Grant:
    """One role with its reach: an area prefix ('' is the nation), an organization or an agency."""

    role: Role
    area: str | None = None
    organization: str | None = None
    agency: str | None = None


@dataclass(frozen=True, slots=True)
class Subject:
    """Whoever asks; anonymous people are a subject too."""

    id: str
    grants: tuple[Grant, ...]
    strong: bool = False
    """Signed in with two factors, or by proving a private key."""
    token: str = ""
    """The token's own id (`jti`)."""
    issued: int = 0
    """When the token was issued, in seconds since 1970."""
    person: str = ""
    """The registered person behind the account, where one is known: one may have several accounts."""

    @property
    def human(self) -> str:
        """Return who decides: the person behind the account, or the account itself."""
        return self.person or self.id

    @property
    def areas(self) -> list[str]:
        """Return the area prefixes whose drafts this subject may see."""
        if any(grant.role in SEES_ALL for grant in self.grants):
            return [""]
        drafts = (grant.area for grant in self.grants if grant.role in SEES_DRAFTS)
        return [area for area in drafts if area is not None]

    @property
    def granted(self) -> list[str]:
        """Return what private things this subject may see.

        That is `areas`, `agency:<id>` of its agencies and `organization:<id>` of its organizations.
        """
        own = (grant.agency for grant in self.grants if grant.role is Role.PARTNER_AGENCY)
        groups = (grant.organization for grant in self.grants if grant.role in OF_GROUPS)
        return [
            *self.areas,
            *(f"agency:{agency}" for agency in own if agency),
            *(f"organization:{group}" for group in groups if group),
        ]

    @property
    def standing(self) -> str:
        """Return who asks with which rights, in short: an answer kept for one is not given to another."""
        rights = [*sorted(repr(grant) for grant in self.grants), str(self.strong)]
        return f"{self.id} {hashlib.sha256(''.join(rights).encode()).hexdigest()[:16]}"


SEES_ALL = frozenset({Role.NATIONAL_ADMIN, Role.AUDITOR, Role.SERVICE})
SEES_DRAFTS = frozenset(
    {Role.LEADER, Role.TAMBON_STAFF, Role.PROVINCE_WORKING_GROUP, Role.REGION_OFFICE}
)
OF_GROUPS = frozenset({Role.MEMBER, Role.LEADER})
ANONYMOUS = Subject("anonymous", (Grant(Role.PUBLIC),))


def holds(subject: Subject, action: str) -> bool:
    """Say whether any grant could allow the action somewhere (asked before the body is read)."""
    policy = POLICIES[action]
    return any(grant.role in policy for grant in subject.grants) or Role.PUBLIC in policy


def allowed(
    subject: Subject,
    action: str,
    *,
    area: str | None = None,
    organization: object = None,
    agency: object = None,
    grouped: bool = False,
) -> bool:
    """Say whether the subject may do `action` to an object of this area, organization or agency."""
    return bool(_fit(subject, action, area, organization, agency, grouped=grouped))


def require(
    subject: Subject,
    action: str,
    *,
    area: str | None = None,
    organization: object = None,
    agency: object = None,
    grouped: bool = False,
) -> None:
    """Raise 401 or 403 unless the subject may do `action` to this object, 422 when it has to say why.

    What belongs to a group of areas is asked for each of them, `grouped`.
    """
    if fit := _fit(subject, action, area, organization, agency, grouped=grouped):
        if action in STRONG and not subject.strong:
            raise Problem("second-factor-required")
        reasons.check(action, fit)
        return
    if subject is ANONYMOUS:
        raise Problem("unauthenticated")
    if not holds(subject, action):
        raise refusals.unfit(action)
    raise refusals.outside(action, [(grant.role, grant.area) for grant in subject.grants], area)


def _fit(
    subject: Subject,
    action: str,
    area: str | None,
    organization: object,
    agency: object,
    *,
    grouped: bool,
) -> list[Role]:
    """Return the roles of those grants by which the subject may do `action` to this object."""
    policy = POLICIES[action]
    return [
        grant.role
        for grant in (*subject.grants, *ANONYMOUS.grants)
        if _reaches(policy.get(grant.role), grant, area, organization, agency, grouped=grouped)
    ]


def _reaches(
    reach: Reach | None,
    grant: Grant,
    area: str | None,
    organization: object,
    agency: object,
    *,
    grouped: bool,
) -> bool:
    within = area is not None and grant.area is not None and area.startswith(grant.area)
    reached = {
        None: False,
        Reach.EVERYWHERE: True,
        Reach.AREA: within,
        Reach.EXACT_AREA: area is not None and area == grant.area and not grouped,
        Reach.ABOVE_TAMBON: within and len(str(area)) < TAMBON_DIGITS,
        Reach.GROUPED: within and grouped,
        Reach.ORGANIZATION: organization is not None and str(organization) == grant.organization,
        Reach.AGENCY: agency is not None and str(agency) == grant.agency,
    }
    return reached[reach]
