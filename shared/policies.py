"""Who may do what, and how far: the one table that routes, documentation and tests read."""

from enum import StrEnum


class Role(StrEnum):
    """A part somebody plays; grants in a token name one of these."""

    PUBLIC = "PUBLIC"
    MEMBER = "MEMBER"
    LEADER = "LEADER"
    TAMBON_STAFF = "TAMBON_STAFF"
    PROVINCE_WORKING_GROUP = "PROVINCE_WORKING_GROUP"
    REGION_OFFICE = "REGION_OFFICE"
    PARTNER_AGENCY = "PARTNER_AGENCY"
    NATIONAL_ADMIN = "NATIONAL_ADMIN"
    AUDITOR = "AUDITOR"
    SERVICE = "SERVICE"


class Reach(StrEnum):
    """How far a right goes."""

    EVERYWHERE = "EVERYWHERE"
    AREA = "AREA"
    """Objects whose area lies within the grant's area (a prefix of the official code)."""
    EXACT_AREA = "EXACT_AREA"
    """Objects of exactly the grant's area; what belongs to a group of areas is of none."""
    ABOVE_TAMBON = "ABOVE_TAMBON"
    """Districts and provinces within the grant's area: a province group writes no tambon's plan."""
    GROUPED = "GROUPED"
    """What belongs to a group of areas (a zone, province group or region) all of which lie within the grants."""
    ORGANIZATION = "ORGANIZATION"
    AGENCY = "AGENCY"


_READERS: dict[Role, Reach] = {role: Reach.EVERYWHERE for role in Role if role is not Role.SERVICE}
_STAFF = {
    Role.TAMBON_STAFF: Reach.AREA,
    Role.PROVINCE_WORKING_GROUP: Reach.AREA,
    Role.REGION_OFFICE: Reach.AREA,
    Role.NATIONAL_ADMIN: Reach.EVERYWHERE,
}
_PLANNERS = {
    Role.TAMBON_STAFF: Reach.EXACT_AREA,
    Role.PROVINCE_WORKING_GROUP: Reach.ABOVE_TAMBON,
    Role.REGION_OFFICE: Reach.GROUPED,
    Role.NATIONAL_ADMIN: Reach.EVERYWHERE,
}
_PROVINCE = {
    Role.PROVINCE_WORKING_GROUP: Reach.AREA,
    Role.REGION_OFFICE: Reach.AREA,
    Role.NATIONAL_ADMIN: Reach.EVERYWHERE,
}
_NATION = {Role.NATIONAL_ADMIN: Reach.EVERYWHERE}
_REGION = {Role.REGION_OFFICE: Reach.AREA, **_NATION}
_OWN_PROVINCE = {Role.PROVINCE_WORKING_GROUP: Reach.AREA, **_NATION}
_OF_AGENCY = {Role.PARTNER_AGENCY: Reach.AGENCY, **_NATION}

_SIGNED_IN: dict[Role, Reach] = {
    role: Reach.EVERYWHERE for role in _READERS if role not in {Role.PUBLIC, Role.SERVICE}
}

READ = "read"
POLICIES: dict[str, dict[Role, Reach]] = {
    READ: _READERS,
    "read-inside": {Role.SERVICE: Reach.EVERYWHERE},
    "sessions.open": _READERS,
    "self": _SIGNED_IN,
    "accounts.read": {**_STAFF, Role.AUDITOR: Reach.EVERYWHERE},
    "accounts.manage": _STAFF,
    "grants.give": _STAFF,
    "grants.end": _STAFF,
    "clients.manage": _NATION,
    "access-log.read": {Role.AUDITOR: Reach.EVERYWHERE, Role.NATIONAL_ADMIN: Reach.EVERYWHERE},
    "people.read": _READERS,
    "people.contact": {
        Role.LEADER: Reach.ORGANIZATION,
        Role.TAMBON_STAFF: Reach.AREA,
        Role.PROVINCE_WORKING_GROUP: Reach.AREA,
        Role.REGION_OFFICE: Reach.AREA,
        Role.NATIONAL_ADMIN: Reach.EVERYWHERE,
    },
    "people.register": {Role.LEADER: Reach.ORGANIZATION, **_STAFF},
    "people.change": {Role.LEADER: Reach.ORGANIZATION, **_STAFF},
    "people.merge": _STAFF,
    "data-requests.decide": _PROVINCE,
    "organizations.register": {Role.LEADER: Reach.AREA, **_STAFF},
    "organizations.change": {Role.LEADER: Reach.ORGANIZATION, **_STAFF},
    "organizations.merge": _STAFF,
    "documents.store": dict.fromkeys((Role.LEADER, *_STAFF), Reach.EVERYWHERE),
    "documents.attach": {Role.LEADER: Reach.ORGANIZATION, **_STAFF},
    "areas.change": _NATION,
    "villages.load": _PROVINCE,
    "groupings.define": _PROVINCE,
    "movement-rules.set": _NATION,
    "councils.notify": {Role.LEADER: Reach.AREA, **_STAFF},
    "councils.change": {Role.LEADER: Reach.ORGANIZATION, **_STAFF},
    "councils.convene": _PROVINCE,
    "networks.change": {Role.LEADER: Reach.ORGANIZATION, **_STAFF},
    "bodies.define": _PROVINCE,
    "bodies.seat": _PROVINCE,
    "certifications.find": _STAFF,
    "certifications.endorse": {Role.LEADER: Reach.AREA, **_STAFF},
    "certifications.decide": _REGION,
    "certifications.develop": {Role.LEADER: Reach.ORGANIZATION, **_STAFF},
    "rubrics.define": _NATION,
    "strength.assess": _STAFF,
    "demonstrations.record": {Role.LEADER: Reach.AREA, **_STAFF},
    "meetings.record": {Role.LEADER: Reach.ORGANIZATION, **_STAFF},
    "action-items.report": {Role.LEADER: Reach.ORGANIZATION, **_STAFF},
    "suggestions.make": {
        role: reach for role, reach in _SIGNED_IN.items() if role is not Role.AUDITOR
    },
    "suggestions.decide": {Role.LEADER: Reach.ORGANIZATION, **_STAFF},
    "intake.receive": _STAFF,
    "intake.resolve": _STAFF,
    "issues.define": _NATION,
    "needs.record": {Role.MEMBER: Reach.AREA, Role.LEADER: Reach.AREA, **_STAFF},
    "needs.change": {Role.LEADER: Reach.AREA, **_STAFF},
    "cycles.close": _STAFF,
    "needs.merge": {Role.LEADER: Reach.AREA, **_STAFF},
    "needs.verify": {Role.LEADER: Reach.AREA, **_STAFF},
    "needs.verify-at-province": _PROVINCE,
    "plans.draft": _PLANNERS,
    "plans.adopt": _PLANNERS,
    "indicator-sets.define": _OWN_PROVINCE,
    "facts.enter": {Role.LEADER: Reach.AREA, **_STAFF},
    "facts.verify-in-area": {
        Role.LEADER: Reach.AREA,
        Role.TAMBON_STAFF: Reach.AREA,
        Role.PROVINCE_WORKING_GROUP: Reach.ABOVE_TAMBON,
        Role.NATIONAL_ADMIN: Reach.EVERYWHERE,
    },
    "facts.verify-at-province": _OWN_PROVINCE,
    "facts.review": _PROVINCE,
    "evaluations.write": _PROVINCE,
    "charters.write": {r: how for r, how in _PLANNERS.items() if how is not Reach.GROUPED},
    "planning-rules.set": _NATION,
    "results.report": {Role.LEADER: Reach.AREA, **_STAFF},
    "rollups.decide": _PROVINCE,
    "addressees.define": _PROVINCE,
    "notice-channels.choose": {Role.LEADER: Reach.ORGANIZATION, **_STAFF},
    "notices.hand-over": _STAFF,
    "proposals.submit": _PROVINCE,
    "proposals.answer": _PROVINCE,
    "proposals.follow": {Role.LEADER: Reach.ORGANIZATION, **_PROVINCE},
    "agendas.draft": _PROVINCE,
    "agendas.adopt": _PROVINCE,
    "umbrellas.manage": _PROVINCE,
    "programmes.define": _NATION,
    "cohorts.declare": _NATION,
    "cohorts.enter": _REGION,
    "factors.override": _REGION,
    "agencies.register": _NATION,
    "agreements.draft": _OF_AGENCY,
    "agreements.sign": _REGION,
    "nodes.open": _OF_AGENCY,
    "funds.commit": {Role.PARTNER_AGENCY: Reach.AGENCY},
    "funds.approve": {Role.PARTNER_AGENCY: Reach.AGENCY},
}
UNSAFE = frozenset(POLICIES) - {
    READ,
    "read-inside",
    "people.read",
    "access-log.read",
    "accounts.read",
}
"""Actions that change something; a route with an unsafe method must name one of these."""
STRONG = frozenset(
    {
        "accounts.read",
        "accounts.manage",
        "grants.give",
        "grants.end",
        "clients.manage",
        "access-log.read",
        "people.contact",
        "people.merge",
        "organizations.merge",
        "data-requests.decide",
        "certifications.decide",
        "funds.commit",
        "funds.approve",
    }
)
"""Actions on personal data, rights and money: only with a second factor (ASVS 6.3.3)."""
_FROM_ABOVE = frozenset({Role.REGION_OFFICE, Role.NATIONAL_ADMIN})
REASONED: dict[str, frozenset[Role]] = {
    "organizations.change": _FROM_ABOVE,
    "organizations.merge": frozenset(Role),
    "areas.change": frozenset(Role),
    "movement-rules.set": frozenset(Role),
    "planning-rules.set": frozenset(Role),
    "certifications.decide": _FROM_ABOVE,
    "needs.change": _FROM_ABOVE,
    "facts.verify-in-area": _FROM_ABOVE,
    "facts.verify-at-province": _FROM_ABOVE,
    "people.change": _FROM_ABOVE,
    "people.merge": _FROM_ABOVE,
    "grants.give": frozenset(Role),
    "grants.end": frozenset(Role),
    "data-requests.decide": frozenset(Role),
}
"""Actions that these roles only take with a reason: corrections from above, and rights (contract 17)."""
RANK: dict[Role, int] = {
    role: place
    for place, role in enumerate(
        (
            Role.MEMBER,
            Role.LEADER,
            Role.TAMBON_STAFF,
            Role.PROVINCE_WORKING_GROUP,
            Role.REGION_OFFICE,
            Role.NATIONAL_ADMIN,
        )
    )
}
"""Who stands above whom when rights are given; auditors and agencies are the national administrator's."""
