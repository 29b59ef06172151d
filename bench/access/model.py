"""Who may do what, where, and who sees what: written from the contract (section 17), not from the code.

It is told twice on purpose: a right that is widened in the code alone is found.
"""

from dataclasses import dataclass, field, replace
from typing import Any

ROLES = (
    "PUBLIC",
    "MEMBER",
    "LEADER",
    "TAMBON_STAFF",
    "PROVINCE_WORKING_GROUP",
    "REGION_OFFICE",
    "PARTNER_AGENCY",
    "NATIONAL_ADMIN",
    "AUDITOR",
)
SHORT = dict(zip("UMLTPRGNA", ROLES, strict=True)) | {"S": "SERVICE"}
EVERYBODY = "U M L T P R G N A"
_STAFF = "T:area P:area R:area N"
# A letter is a role; behind the colon stands how far it goes, nothing means everywhere.
TABLE = {
    "read": EVERYBODY,
    "read-inside": "S",
    "sessions.open": EVERYBODY,
    "self": "M L T P R G N A",
    "accounts.read": f"{_STAFF} A",
    "accounts.manage": _STAFF,
    "grants.give": _STAFF,
    "grants.end": _STAFF,
    "clients.manage": "N",
    "access-log.read": "A N",
    "people.read": EVERYBODY,
    "people.contact": "L:organization T:area P:area R:area N",
    "people.register": f"L:organization {_STAFF}",
    "people.change": f"L:organization {_STAFF}",
    "people.merge": _STAFF,
    "data-requests.decide": "P:area R:area N",
    "organizations.register": f"L:area {_STAFF}",
    "organizations.change": f"L:organization {_STAFF}",
    "organizations.merge": _STAFF,
    "documents.store": "L T P R N",
    "documents.attach": f"L:organization {_STAFF}",
    "areas.change": "N",
    "villages.load": "P:area R:area N",
    "groupings.define": "P:area R:area N",
    "movement-rules.set": "N",
    "councils.notify": f"L:area {_STAFF}",
    "councils.change": f"L:organization {_STAFF}",
    "councils.convene": "P:area R:area N",
    "networks.change": f"L:organization {_STAFF}",
    "bodies.define": "P:area R:area N",
    "bodies.seat": "P:area R:area N",
    "certifications.find": _STAFF,
    "certifications.endorse": f"L:area {_STAFF}",
    "certifications.decide": "R:area N",
    "certifications.develop": f"L:organization {_STAFF}",
    "rubrics.define": "N",
    "strength.assess": _STAFF,
    "demonstrations.record": f"L:area {_STAFF}",
    "meetings.record": f"L:organization {_STAFF}",
    "action-items.report": f"L:organization {_STAFF}",
    "suggestions.make": "M L T P R G N",
    "suggestions.decide": f"L:organization {_STAFF}",
    "intake.receive": _STAFF,
    "intake.resolve": _STAFF,
    "issues.define": "N",
    "needs.record": f"M:area L:area {_STAFF}",
    "needs.change": f"L:area {_STAFF}",
    "plans.draft": "T:exact P:above R:grouped N",
    "plans.adopt": "T:exact P:above R:grouped N",
    "cycles.close": _STAFF,
    "needs.merge": f"L:area {_STAFF}",
    "needs.verify": f"L:area {_STAFF}",
    "needs.verify-at-province": "P:area R:area N",
    "indicator-sets.define": "P:area N",
    "facts.enter": f"L:area {_STAFF}",
    "facts.verify-in-area": "L:area T:area P:above N",
    "facts.verify-at-province": "P:area N",
    "facts.review": "P:area R:area N",
    "evaluations.write": "P:area R:area N",
    "charters.write": "T:exact P:above N",
    "planning-rules.set": "N",
    "results.report": f"L:area {_STAFF}",
    "rollups.decide": "P:area R:area N",
    "notice-channels.choose": f"L:organization {_STAFF}",
    "notices.hand-over": _STAFF,
    "addressees.define": "P:area R:area N",
    "proposals.submit": "P:area R:area N",
    "proposals.answer": "P:area R:area N",
    "proposals.follow": "L:organization P:area R:area N",
    "agendas.draft": "P:area R:area N",
    "agendas.adopt": "P:area R:area N",
    "umbrellas.manage": "P:area R:area N",
    "programmes.define": "N",
    "cohorts.declare": "N",
    "cohorts.enter": "R:area N",
    "factors.override": "R:area N",
    "agencies.register": "N",
    "agreements.draft": "G:agency N",
    "agreements.sign": "R:area N",
    "nodes.open": "G:agency N",
    "funds.commit": "G:agency",
    "funds.approve": "G:agency",
}
_STRONG = """
accounts.read accounts.manage grants.give grants.end clients.manage access-log.read people.contact people.merge
organizations.merge data-requests.decide certifications.decide funds.commit funds.approve
"""
STRONG = frozenset(_STRONG.split())
"""Personal data, rights and money: only with a second factor."""
_EVERY_DRAFT = ("NATIONAL_ADMIN", "AUDITOR")
_DRAFTS_OF_AREA = ("LEADER", "TAMBON_STAFF", "PROVINCE_WORKING_GROUP", "REGION_OFFICE")
_SEEN_BY = {
    "accounts": "accounts.read",
    "grants": "accounts.read",
    "clients": "accounts.read",
    "data-subject-requests": "data-requests.decide",
    "suggestions": "suggestions.decide",
    "imports": "intake.resolve",
    "intake-rows": "intake.resolve",
}
"""Kinds that only those see who may do this to them: who signs in where is no draft of a plan."""
OPENED = frozenset({"data-subject-requests"})
"""Kinds whose looks need a second factor whatever the action."""
_RANKED = frozenset({"accounts.manage", "grants.give", "grants.end"})
LADDER = ("MEMBER", "LEADER", "TAMBON_STAFF", "PROVINCE_WORKING_GROUP", "REGION_OFFICE")
"""Nobody gives or ends a right that does not stand below their own; the national administrator may."""
Grant = dict[str, str]
Facts = dict[str, Any]


@dataclass(frozen=True)
class Thing:
    """Something that a request is about, as far as rights look at it."""

    kind: str
    id: str
    area: str | None = None
    organization: str | None = None
    agency: str | None = None
    private: bool = False
    exists: bool = True
    revision: int = 1
    grouped: bool = False
    """It belongs to a group of areas: who lets it change holds all of them."""
    members: tuple[str, ...] = ()
    """The areas of its group: who answers for one of them sees its drafts."""
    listed: str | None = None
    """The area under which lists find it, where rights ask for another one."""
    rank: str | None = None
    """The role that is given or ended."""
    refs: Facts = field(default_factory=dict, compare=False)
    """What a body about it says in place of the example's references."""


@dataclass(frozen=True)
class Caller:
    """Whoever asks: rights, and whether a second factor was shown. Nobody signed in has no name."""

    name: str
    role: str
    relation: str
    grants: tuple[tuple[tuple[str, str], ...], ...]
    strong: bool = True

    @property
    def signed_in(self) -> bool:
        """Say whether there is a token at all."""
        return bool(self.grants)

    @property
    def rights(self) -> list[Grant]:
        """Return the grants as a token says them."""
        return [dict(grant) for grant in self.grants]


def rights_of(action: str) -> dict[str, str]:
    """Return how far each role goes in an action; raise KeyError for an action that nobody thought of."""
    parts = (part.partition(":") for part in TABLE[action].split())
    return {SHORT[letter]: reach for letter, _, reach in parts}


def plays_a_part(caller: Caller, action: str) -> bool:
    """Say whether any of the caller's roles could do this to anything."""
    rights = rights_of(action)
    return "PUBLIC" in rights or any(grant["role"] in rights for grant in caller.rights)


def reaches(caller: Caller, action: str, thing: Thing) -> bool:
    """Say whether a right of the caller goes as far as this thing."""
    if thing.grouped and thing.members:  # each of its areas by some right, not all by the same one
        parts = (replace(thing, area=each, members=()) for each in thing.members)
        return all(reaches(caller, action, part) for part in parts)
    rights = rights_of(action)
    if "PUBLIC" in rights:
        return True
    return any(
        grant["role"] in rights
        and _goes(rights[grant["role"]], grant, thing)
        and (action not in _RANKED or _stands_above(grant["role"], thing.rank))
        for grant in caller.rights
    )


def _stands_above(role: str, rank: str | None) -> bool:
    if rank is None or role == "NATIONAL_ADMIN":
        return True
    return role in LADDER and LADDER.index(role) > LADDER.index(rank)


def sees(caller: Caller, thing: Thing) -> bool:
    """Say whether the caller may know that the thing is there."""
    if not thing.private:
        return True
    if thing.kind in _SEEN_BY:
        return reaches(caller, _SEEN_BY[thing.kind], thing)
    return any(_sees_private(grant, thing) for grant in caller.rights)


def _sees_private(grant: Grant, thing: Thing) -> bool:
    role = grant["role"]
    if role in _EVERY_DRAFT:
        return True
    held = grant.get("area")
    if role in _DRAFTS_OF_AREA and (held in thing.members or _covers(held, thing.area or "")):
        return True
    of = {"PARTNER_AGENCY": "agency", "MEMBER": "organization", "LEADER": "organization"}
    return role in of and _goes(of[role], grant, thing)


def _goes(reach: str, grant: Grant, thing: Thing) -> bool:
    match reach:
        case "":
            return True
        case "area":
            return _covers(grant.get("area"), thing.area)
        case "exact":
            return not thing.grouped and thing.area is not None and grant.get("area") == thing.area
        case "above":  # districts and provinces, never a tambon or village
            return _covers(grant.get("area"), thing.area) and len(thing.area or "") in {0, 2, 4}
        case "grouped":
            return thing.grouped and _covers(grant.get("area"), thing.area)
        case "organization" | "agency":
            theirs = getattr(thing, reach)
            return theirs is not None and grant.get(reach) == theirs
    raise ValueError(reach)


def _covers(granted: str | None, area: str | None) -> bool:
    """Say whether an area is the granted one or lies in it: codes grow from left to right."""
    if granted is None or area is None:
        return False
    return area[: len(granted)] == granted


def expected_of_list(caller: Caller, action: str) -> frozenset[int]:
    """Return the statuses with which a whole list is refused; what it shows is another question."""
    if plays_a_part(caller, action) and (caller.strong or action not in STRONG):
        return frozenset()
    return frozenset({403 if caller.signed_in else 401})


def expected(caller: Caller, action: str, thing: Thing, absent: int | None) -> frozenset[int]:
    """Return the statuses with which the caller is refused; empty when the request gets through.

    `absent` is how a thing that is not there for this caller is answered: 404 when the path names it,
    422 when the body does, None when it is a place that the caller need not know.
    """
    if not plays_a_part(caller, action):
        return frozenset({403 if caller.signed_in else 401})
    weak = (action in STRONG or thing.kind in OPENED) and not caller.strong
    if absent is not None and not (thing.exists and sees(caller, thing)):
        return frozenset({absent, 403} if weak else {absent})
    if not reaches(caller, action, thing) or weak:
        nowhere = {422} if absent is None and not thing.exists else set[int]()
        return frozenset({403 if caller.signed_in else 401}) | nowhere
    return frozenset()
