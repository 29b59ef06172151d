"""Everybody who could ask about a thing: nine roles, each near it, beside it, above, below and far away."""

import json
from dataclasses import replace
from functools import lru_cache

from bench.access.model import ROLES, Caller, Grant, Thing
from khabuan import keys
from shared import tokens

RELATIONS = ("own", "sibling", "child", "parent", "other", "none")
"""How the thing's area stands to the grant's: the same, beside it, inside it, above it, elsewhere, no grant."""
BESIDES = ("neighbour", "nation", "crossed")
GATHERED = ("members", "member")
"""Of what belongs to a group of areas: rights in each of them, in all but the first."""
"""The same area but another organization or agency; the whole country; the role elsewhere, another one here."""
USUAL = "720602"
SIBLINGS = {"": "72", "72": "73", "7206": "7207", "720602": "720603", "72060201": "72060202"}
OTHERS = {0: "60", 2: "60", 4: "7109", 6: "710911", 8: "71091101"}
STRANGER = "01680000-0000-7000-8000-00000000bad1"
NEIGHBOUR = "01680000-0000-7000-8000-00000000bad2"


def around(thing: Thing, *, twice: bool) -> list[Caller]:
    """Return every caller around a thing; `twice` adds each with a password alone."""
    place = Thing("", "", thing.area, thing.organization, thing.agency, members=thing.members)
    made = _around(place)
    if not twice:
        return list(made)
    weak = [
        Caller(f"{each.name} weak", each.role, each.relation, each.grants, strong=False)
        for each in made
        if each.signed_in
    ]
    return [*made, *weak]


@lru_cache(maxsize=2048)
def _around(place: Thing) -> tuple[Caller, ...]:
    found = []
    for role in ROLES:
        for relation in (*RELATIONS, *BESIDES, *(GATHERED if place.members else ())):
            grants = _grants(role, relation, place)
            told = tuple(tuple(sorted(grant.items())) for grant in grants)
            found.append(Caller(f"{role} {relation}", role, relation, told))
    return tuple(found)


def _grants(role: str, relation: str, place: Thing) -> list[Grant]:
    """Return the rights of a role in a relation; of the public without a grant, no token at all."""
    if role == "PUBLIC" and relation == "none":
        return []
    if relation == "crossed":
        here = {"role": "MEMBER", "area": _area("own", place), **_house("own", place)}
        if role == "MEMBER":
            here["role"] = "PARTNER_AGENCY"
        return [_one(role, "other", place), here]
    if relation in GATHERED:
        areas = place.members if relation == "members" else place.members[1:]
        return [_one(role, "own", replace(place, area=area)) for area in areas]
    return [_one(role, relation, place)]


def _one(role: str, relation: str, place: Thing) -> Grant:
    if relation == "none":
        return {"role": role}
    grant = {"role": role, "area": _area(relation, place), **_house(relation, place)}
    if role == "PARTNER_AGENCY":
        del grant["area"]
    return grant


def _area(relation: str, place: Thing) -> str:
    """Return the area of a grant to which the thing's area stands in this relation."""
    base = USUAL if place.area is None else place.area
    match relation:
        case "own" | "neighbour":
            return base
        case "sibling":
            return SIBLINGS[base] if base in SIBLINGS else f"{base[:-2]}99"
        case "child":
            return base[:-2]
        case "parent":
            return f"{base}01" if base else "72"
        case "nation":
            return ""
    return OTHERS[len(base)]


def _house(relation: str, place: Thing) -> Grant:
    """Return the organization and agency of a grant: the thing's own, or somebody else's."""
    if relation in {"own", "child", "nation"}:
        ours = {"organization": place.organization, "agency": place.agency}
        return {name: value or NEIGHBOUR for name, value in ours.items()}
    other = NEIGHBOUR if relation == "neighbour" else STRANGER
    return {"organization": other, "agency": other}


class Desk:
    """Signs the tokens that callers show."""

    def __init__(self, made: keys.Keys) -> None:
        self._key = json.loads(made.issuer.read_text())
        self._signed = 0
        self._known: dict[tuple[object, bool], dict[str, str]] = {}

    def header(self, caller: Caller) -> dict[str, str]:
        """Return the Authorization header of a caller, none for somebody who did not sign in."""
        if not caller.signed_in:
            return {}
        which = (caller.grants, caller.strong)
        if which not in self._known:
            self._known[which] = self.of(caller.rights, strong=caller.strong)
        return self._known[which]

    def of(self, grants: list[Grant], *, strong: bool = True) -> dict[str, str]:
        """Return the header of somebody with these rights."""
        self._signed += 1
        token = tokens.sign(
            self._key, f"matrix:{self._signed}", grants, minutes=240, strong=strong
        )
        return {"Authorization": f"Bearer {token}"}
